// SPDX-License-Identifier: Apache-2.0
// Rows that random configurations seldom come to: every slot of a table of rules is used, and every rule in
// it. Breaks when a table is right in its first rows only.
#define BOOST_TEST_MODULE full_tables
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tain/device.hpp"
#include "tain/test/frames.hpp"
#include "tain/test/one_session.hpp"
#include "tain/test/scored_nic.hpp"

using namespace tain;
using namespace tain::test;
namespace data = boost::unit_test::data;

namespace {

const std::vector<unsigned> widths{64, 128, 256, 512};

/// As many filters as the NIC has rows for, each of four rules for one destination port each; half of them
/// for each of two interfaces. `made`: how often each filter's rules were made; the last rule accepts in odd
/// ones.
Wanted filters_everywhere(const std::vector<unsigned>& made) {
    Wanted wanted = one_session({});
    const Interface interface = wanted.interfaces[0];
    const Session session = wanted.sessions[0];
    wanted = {{}, {}, {}, wanted.targets, {}, {}, {}};
    for (unsigned i = 0; i < 2; ++i) {
        wanted.interfaces.push_back(interface);
        wanted.interfaces[i].id = "eni-" + std::to_string(i);
        wanted.interfaces[i].mac = wanted.interfaces[i].source_mac =
            parse_mac("02:00:00:00:00:0" + std::to_string(i + 1));
    }
    for (unsigned i = 0; i < made.size(); ++i) {
        Filter filter{"tmf-" + std::to_string(i), {}, {}, false};
        for (unsigned k = 0; k < 4; ++k) {
            Rule rule =
                accept_everything("tmfr-" + std::to_string(4 * i + k) + "-" + std::to_string(made[i]));
            rule.number = k + 1;
            rule.protocol = std::uint8_t{17};
            const auto port = static_cast<std::uint16_t>(1000 + 4 * i + k);
            rule.destination_ports = PortRange{port, port};
            rule.accept = k == 3 && made[i] % 2 == 1;
            filter.ingress.push_back(rule);
            filter.egress.push_back(rule);
        }
        wanted.filters.push_back(filter);
        wanted.sessions.push_back(session);
        wanted.sessions[i].id = "tms-" + std::to_string(i);
        wanted.sessions[i].interface = "eni-" + std::to_string(i % 2);
        wanted.sessions[i].filter = filter.id;
        wanted.sessions[i].number = i + 1;
    }
    return wanted;
}

}  // namespace

/// Rules that are made anew go to a slot that is free, and count in a row of counters that is free: in the
/// end every slot and every row has been used.
BOOST_DATA_TEST_CASE(every_rule_of_every_slot_counts, data::make(widths), width) {
    ScoredNic scored(sim::NicSize::small, width, 1);
    Device device(scored.bus());
    std::vector<unsigned> made(8, 1);
    for (unsigned round = 0; round < 5; ++round) {
        scored.apply(device, filters_everywhere(made));
        for (unsigned port = 1000; port < 1032; ++port) {
            const std::string mac = port / 4 % 2 == 0 ? "02:00:00:00:00:01" : "02:00:00:00:00:02";
            const Bytes packet =
                join({ether_type(0x0800), ipv4({}), udp(5000, static_cast<std::uint16_t>(port), 18)});
            scored.send(0, Direction::ingress, {join({mac_pair(mac, "02:00:00:00:00:09"), packet})});
            scored.send(0, Direction::egress, {join({mac_pair("02:00:00:00:00:09", mac), packet})});
        }
        scored.settle();
        const Counters counters = device.read_counters();
        for (const RuleCounters& each : counters.rules)
            BOOST_TEST(each.hits > 0U, each.rule << " has no hit");
        scored.check_counters(device);
        ++made[2 * round % 8];
        ++made[(2 * round + 1) % 8];
    }
}
