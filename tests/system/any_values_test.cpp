// SPDX-License-Identifier: Apache-2.0
// Values that configurations of people, and random ones drawn from small pools, never have: the bits of the
// addresses, MAC addresses, VNIs and lengths that rows hold are 1 in one round and 0 in the next, those left
// alone that would make an address a group's or a reserved one. Breaks when a bit of a value is lost, stuck
// or crossed on its way from a row into a copy.
#define BOOST_TEST_MODULE any_values
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

/// Values of all bits, and in the next round their complements.
class Values {
  public:
    void next_round(unsigned round) {
        random_.seed(round / 2 + 1);
        inverted_ = round % 2 == 1;
    }
    std::uint32_t word() {
        const auto drawn = static_cast<std::uint32_t>(random_());
        return inverted_ ? ~drawn : drawn;
    }
    std::uint8_t byte() { return static_cast<std::uint8_t>(word()); }
    /// Not a group's: those are refused.
    MacAddress mac() {
        MacAddress mac;
        for (auto& each : mac.bytes) each = byte();
        mac.bytes[0] &= 0xfe;
        return mac;
    }
    IpAddress ip(bool v6) {
        IpAddress ip{v6, {}};
        for (unsigned i = v6 ? 0 : 12; i < 16; ++i) ip.bytes[i] = byte();
        // Neither multicast nor loopback nor "this network", whatever the other bits are.
        if (v6)
            ip.bytes[0] = static_cast<std::uint8_t>((ip.bytes[0] & 0x7f) | 0x20);
        else
            ip.bytes[12] = static_cast<std::uint8_t>(1 + ip.bytes[12] % 100);
        return ip;
    }

  private:
    std::mt19937 random_;
    bool inverted_ = false;
};

Rule accept_everything_of(const std::string& id, bool v6) {
    Rule rule = accept_everything(id);
    if (v6) rule.source = rule.destination = parse_prefix("::/0");
    return rule;
}

/// On each port half of the interfaces that there is room for, each with a session of its own to one of the
/// targets' addresses, over IPv4 or over IPv6.
Wanted any_values(Values& values, bool over_ipv6) {
    constexpr unsigned ports = 2, interfaces = 4, targets = 4, addresses = 4;
    Wanted wanted;
    Filter filter{"tmf-1", {}, {}, false};
    for (const bool v6 : {false, true}) {
        Rule rule = accept_everything_of(v6 ? "tmfr-6" : "tmfr-4", v6);
        rule.number = values.word() % 32766 + 1;
        filter.ingress.push_back(rule);
        rule.id += "-egress";
        filter.egress.push_back(rule);
    }
    filter.ingress[1].number = filter.ingress[0].number + 1;
    filter.egress[1].number = filter.egress[0].number + 1;
    wanted.filters = {filter};
    for (unsigned i = 0; i < targets; ++i) {
        Target target{"tmt-" + std::to_string(i), {}, 9001};
        for (unsigned k = 0; k < addresses; ++k)
            target.addresses.push_back({values.ip(over_ipv6), values.mac()});
        wanted.targets.push_back(target);
    }
    for (unsigned i = 0; i < ports * interfaces; ++i) {
        Interface interface;
        interface.id = "eni-" + std::to_string(i);
        interface.port = i / interfaces;
        interface.mac = interface.source_mac = values.mac();
        (over_ipv6 ? interface.ipv6 : interface.ipv4) = values.ip(over_ipv6);
        wanted.interfaces.push_back(interface);
        Session session;
        session.id = "tms-" + std::to_string(i);
        session.interface = interface.id;
        session.filter = "tmf-1";
        session.target = "tmt-" + std::to_string(i % targets);
        session.number = values.word() % 32766 + 1;
        if (values.word() % 2 == 0)
            session.packet_length = static_cast<std::uint16_t>(1 + values.word() % (i % 2 == 0 ? 256 : 8192));
        session.vni = values.word() >> 8U;
        wanted.sessions.push_back(session);
    }
    return wanted;
}

/// A frame of any content for, or from, this interface, which the filter accepts.
Bytes frame_for(Values& values, const MacAddress& mac, Direction direction) {
    const std::string own = to_string(mac), other = to_string(values.mac());
    const std::string source = to_string(values.ip(false)), destination = to_string(values.ip(false));
    Bytes payload(46 + values.word() % 200);
    for (auto& each : payload) each = values.byte();
    return join({direction == Direction::ingress ? mac_pair(own, other) : mac_pair(other, own),
                 ether_type(0x0800), ipv4({253, source, destination}), payload});
}

}  // namespace

BOOST_DATA_TEST_CASE(every_bit_of_a_row_comes_into_copies, data::make(widths), width) {
    ScoredNic scored(sim::NicSize::small, width, 1);
    Device device(scored.bus());
    Values values;
    for (unsigned round = 0; round < 12; ++round) {
        values.next_round(round);
        const Wanted wanted = any_values(values, round % 4 < 2);
        scored.apply(device, wanted);
        for (unsigned i = 0; i < 6; ++i)
            for (const Interface& interface : wanted.interfaces) {
                for (const Direction direction : {Direction::ingress, Direction::egress})
                    scored.send(interface.port, direction, {frame_for(values, *interface.mac, direction)});
                scored.settle();  // one at a time, so that there is room for every copy
            }
        scored.check_counters(device);
    }
    // Nothing is dropped: a value that was never copied was not looked at.
    BOOST_TEST(scored.totals().dropped == 0U);
    BOOST_TEST(scored.totals().copied == scored.totals().frames);
}
