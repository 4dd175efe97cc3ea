// SPDX-License-Identifier: Apache-2.0
// Rules of whole addresses, of a protocol and of single ports, whose bits are 1 in one round and 0 in the
// next; frames that such a rule means, and all that miss it by one bit. Breaks when a bit of a frame's
// headers, or of a rule, is lost, stuck or crossed on its way into the search.
#define BOOST_TEST_MODULE any_rules
#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

#include "tain/device.hpp"
#include "tain/test/frames.hpp"
#include "tain/test/one_session.hpp"
#include "tain/test/scored_nic.hpp"

using namespace tain;
using namespace tain::test;
namespace data = boost::unit_test::data;

namespace {

const std::vector<unsigned> widths{64, 128, 256, 512};

/// What a rule looks at.
struct Flow {
    IpAddress source, destination;
    std::uint8_t protocol = 0;
    std::uint16_t source_port = 0, destination_port = 0;
};

/// TCP and UDP differ in many bits of their numbers, and both have ports.
Flow any_flow(std::mt19937& random, bool v6, bool inverted) {
    const auto byte = [&] { return static_cast<std::uint8_t>(random() ^ (inverted ? 0xffU : 0U)); };
    const auto ip = [&] {
        IpAddress drawn{v6, {}};
        for (unsigned i = v6 ? 0 : 12; i < 16; ++i) drawn.bytes[i] = byte();
        return drawn;
    };
    const auto port = [&] { return static_cast<std::uint16_t>(byte() << 8U | byte()); };
    Flow flow{ip(), ip(), static_cast<std::uint8_t>(inverted ? 6 : 17), port(), port()};
    return flow;
}

Rule rule_of(const std::string& id, const Flow& flow) {
    const unsigned bits = flow.source.v6 ? 128 : 32;
    Rule rule;
    rule.id = id;
    rule.number = 10;
    rule.protocol = flow.protocol;
    rule.source = {flow.source, bits};
    rule.destination = {flow.destination, bits};
    rule.source_ports = PortRange{flow.source_port, flow.source_port};
    rule.destination_ports = PortRange{flow.destination_port, flow.destination_port};
    return rule;
}

Bytes frame_of(const Flow& flow) {
    const bool v6 = flow.source.v6;
    const std::string source = to_string(flow.source), destination = to_string(flow.destination);
    return join({mac_pair("02:00:00:00:00:01", "02:00:00:00:00:02"), ether_type(v6 ? 0x86dd : 0x0800),
                 v6 ? ipv6({flow.protocol, source, destination}) : ipv4({flow.protocol, source, destination}),
                 udp(flow.source_port, flow.destination_port, 20)});
}

/// It, and every flow that differs from it in one bit.
std::vector<Flow> near(const Flow& flow) {
    std::vector<Flow> flows{flow};
    for (IpAddress Flow::*side : {&Flow::source, &Flow::destination})
        for (unsigned bit = flow.source.v6 ? 0 : 96; bit < 128; ++bit) {
            flows.push_back(flow);
            (flows.back().*side).bytes[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> bit % 8);
        }
    for (unsigned bit = 0; bit < 8; ++bit) {
        flows.push_back(flow);
        flows.back().protocol ^= static_cast<std::uint8_t>(1U << bit);
    }
    for (std::uint16_t Flow::*side : {&Flow::source_port, &Flow::destination_port})
        for (unsigned bit = 0; bit < 16; ++bit) {
            flows.push_back(flow);
            flows.back().*side ^= static_cast<std::uint16_t>(1U << bit);
        }
    return flows;
}

}  // namespace

BOOST_DATA_TEST_CASE(every_bit_of_a_rule_is_compared, data::make(widths), width) {
    ScoredNic scored(sim::NicSize::small, width, 1);
    Device device(scored.bus());
    for (unsigned round = 0; round < 4; ++round) {
        // The same draw twice, the second time inverted.
        std::mt19937 random(1 + round / 2);
        const bool v6 = round < 2, inverted = round % 2 != 0;
        const Flow in = any_flow(random, v6, inverted), out = any_flow(random, v6, inverted);
        Filter filter;
        filter.ingress = {rule_of("tmfr-in", in)};
        filter.egress = {rule_of("tmfr-out", out)};
        scored.apply(device, one_session(filter));
        const auto copied = scored.totals().copied;
        for (const Direction direction : {Direction::ingress, Direction::egress})
            for (const Flow& flow : near(direction == Direction::ingress ? in : out))
                scored.send(0, direction, {frame_of(flow)});
        scored.settle();
        scored.check_counters(device);
        BOOST_TEST(scored.totals().copied == copied + 2);
    }
}
