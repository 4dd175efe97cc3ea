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

/// How far behind the frame's begin its ports stand: behind so many tags, and over IPv6 behind extension
/// headers of so many times eight bytes.
struct Depth {
    unsigned tags = 0, eights = 0;
};

/// At most four of them, the later ones longer.
Bytes extensions(std::uint8_t protocol, unsigned eights) {
    Bytes headers;
    for (unsigned left = 3; eights > 0; --left) {
        const unsigned length = eights > left ? eights - left : 1;
        eights -= length;
        headers =
            join({headers, extension(eights > 0 ? 60 : protocol, static_cast<std::uint8_t>(length - 1))});
    }
    return headers;
}

Bytes frame_of(const Flow& flow, Depth depth = {}) {
    const bool v6 = flow.source.v6;
    const std::string source = to_string(flow.source), destination = to_string(flow.destination);
    const std::uint8_t next = depth.eights > 0 ? 60 : flow.protocol;
    Bytes frame = mac_pair("02:00:00:00:00:01", "02:00:00:00:00:02");
    for (unsigned i = 0; i < depth.tags; ++i) frame = join({frame, vlan(0x8100)});
    return join({frame, ether_type(v6 ? 0x86dd : 0x0800),
                 v6 ? ipv6({next, source, destination}) : ipv4({next, source, destination}),
                 extensions(flow.protocol, depth.eights), udp(flow.source_port, flow.destination_port, 20)});
}

/// It, and every flow whose ports differ from its own in one bit.
std::vector<Flow> near_ports(const Flow& flow) {
    std::vector<Flow> flows{flow};
    for (std::uint16_t Flow::*side : {&Flow::source_port, &Flow::destination_port})
        for (unsigned bit = 0; bit < 16; ++bit) {
            flows.push_back(flow);
            flows.back().*side ^= static_cast<std::uint16_t>(1U << bit);
        }
    return flows;
}

/// It, and every flow that differs from it in one bit.
std::vector<Flow> near(const Flow& flow) {
    std::vector<Flow> flows = near_ports(flow);
    for (IpAddress Flow::*side : {&Flow::source, &Flow::destination})
        for (unsigned bit = flow.source.v6 ? 0 : 96; bit < 128; ++bit) {
            flows.push_back(flow);
            (flows.back().*side).bytes[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> bit % 8);
        }
    for (unsigned bit = 0; bit < 8; ++bit) {
        flows.push_back(flow);
        flows.back().protocol ^= static_cast<std::uint8_t>(1U << bit);
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

// Breaks when a bit of the window is lost on its way to the parser: ports stand wherever they may.
BOOST_DATA_TEST_CASE(ports_are_found_at_every_depth, data::make(widths), width) {
    constexpr unsigned most_tags = 2, most_eights = 7;
    ScoredNic scored(sim::NicSize::small, width, 2);
    Device device(scored.bus());
    for (const bool inverted : {false, true}) {
        std::mt19937 random(3);
        const Flow flow = any_flow(random, true, inverted);
        Filter filter;
        filter.ingress = {rule_of("tmfr-in", flow)};
        filter.egress = {rule_of("tmfr-out", flow)};
        scored.apply(device, one_session(filter));
        for (unsigned tags = 0; tags <= most_tags; ++tags)
            for (unsigned eights = 0; eights <= most_eights; ++eights) {
                for (const Direction direction : {Direction::ingress, Direction::egress})
                    for (const Flow& each : near_ports(flow))
                        scored.send(0, direction, {frame_of(each, {tags, eights})});
                scored.settle();
            }
    }
    BOOST_TEST(scored.totals().copied == 2U * 2U * (most_tags + 1) * (most_eights + 1));
}

// Breaks when a hit is counted for another rule: as many filters as there may be, so that each change moves
// one to whatever slot was left last, high ones too.
BOOST_DATA_TEST_CASE(hits_are_counted_by_their_rule_in_every_slot, data::make(widths), width) {
    constexpr unsigned filters = 8, sessions = 4, rules = 4;
    ScoredNic scored(sim::NicSize::small, width, 3);
    Device device(scored.bus());
    std::mt19937 random(4);
    Wanted wanted = one_session(Filter{});
    const Session session = wanted.sessions[0];
    wanted.sessions.clear();
    wanted.filters.clear();
    for (unsigned i = 0; i < filters; ++i)
        wanted.filters.push_back({"tmf-" + std::to_string(i), {}, {}, false});
    for (unsigned i = 0; i < sessions; ++i) {
        wanted.sessions.push_back(session);
        wanted.sessions[i].id += std::to_string(i);
        wanted.sessions[i].number = i + 1;
        wanted.sessions[i].filter = wanted.filters[i].id;
    }
    const Flow flow = any_flow(random, false, false);
    for (unsigned round = 0; round < 30; ++round) {
        const auto which = round < filters ? round : static_cast<unsigned>(random() % sessions);
        Filter& filter = wanted.filters[which];
        // The rule that the flow meets is the last, so none but it is hit; that of the last session accepts.
        for (auto* list : {&filter.ingress, &filter.egress}) {
            list->clear();
            for (unsigned i = 0; i < rules; ++i) {
                Flow other = flow;
                if (i + 1 < rules) other.destination_port = static_cast<std::uint16_t>(1 + random() % 60000);
                list->push_back(rule_of("tmfr-" + filter.id + (list == &filter.ingress ? "in" : "out") +
                                            std::to_string(i) + "-" + std::to_string(round),
                                        other));
                list->back().number = 10 * (i + 1);
                list->back().accept = which == sessions - 1;
            }
        }
        scored.apply(device, wanted);
        for (const Direction direction : {Direction::ingress, Direction::egress})
            for (unsigned i = 0; i < 3; ++i) scored.send(0, direction, {frame_of(flow)});
        scored.settle();
        scored.check_counters(device);
    }
}
