// SPDX-License-Identifier: Apache-2.0
#include "capture_wanted.hpp"

#include <algorithm>
#include <map>
#include <random>

#include "tain/sim/capture_file.hpp"
#include "tain/sim/reference_model.hpp"

namespace tain::test {
namespace {

/// What there is in a capture, the most frequent first.
struct Contents {
    std::vector<MacAddress> macs;
    std::vector<IpAddress> v4, v6;
    std::vector<std::uint16_t> ports;
    std::vector<std::uint8_t> protocols;
};

template <typename Value>
std::vector<Value> by_frequency(const std::map<Value, unsigned>& counts) {
    std::vector<Value> values;
    values.reserve(counts.size());
    for (const auto& [value, count] : counts) values.push_back(value);
    std::stable_sort(values.begin(), values.end(),
                     [&](const Value& a, const Value& b) { return counts.at(a) > counts.at(b); });
    return values;
}

Contents contents_of(const std::string& path) {
    std::map<MacAddress, unsigned> macs;
    std::map<IpAddress, unsigned> v4, v6;
    std::map<std::uint16_t, unsigned> ports;
    std::map<std::uint8_t, unsigned> protocols;
    sim::CaptureReader reader(path);
    while (const auto frame = reader.next()) {
        for (const std::size_t at : {std::size_t{0}, std::size_t{6}}) {
            MacAddress mac;
            if (frame->bytes.size() < at + 6) continue;
            std::copy_n(frame->bytes.begin() + static_cast<std::ptrdiff_t>(at), 6, mac.bytes.begin());
            if (!mac.is_group()) ++macs[mac];
        }
        const sim::Headers headers = sim::find_headers(frame->bytes);
        if (!headers.ip) continue;
        for (const IpAddress& address : {headers.source, headers.destination})
            ++(address.v6 ? v6 : v4)[address];
        if (headers.source_port) ++ports[*headers.source_port];
        if (headers.destination_port) ++ports[*headers.destination_port];
        ++protocols[headers.protocol];
    }
    return {by_frequency(macs), by_frequency(v4), by_frequency(v6), by_frequency(ports),
            by_frequency(protocols)};
}

class Drawing {
  public:
    Drawing(Contents contents, std::uint32_t seed) : contents_(std::move(contents)), random_(seed) {
        // A capture without one of these still gets rules about it.
        contents_.v4.push_back(parse_ip("192.0.2.1"));
        contents_.v6.push_back(parse_ip("2001:db8::1"));
        contents_.ports.push_back(443);
        contents_.protocols.push_back(6);
        if (contents_.macs.empty()) contents_.macs.push_back(parse_mac("02:00:00:00:00:01"));
    }

    Wanted wanted(bool whole_port) {
        Wanted made;
        if (chance(0.5)) made.port_mtus = {1280 + below(7937)};
        const std::size_t count = whole_port ? 1 : std::min<std::size_t>(contents_.macs.size(), 1 + below(4));
        for (std::size_t i = 0; i < count; ++i) made.interfaces.push_back(interface(i, whole_port));
        for (unsigned i = 0; i < 4; ++i) made.filters.push_back(filter("tmf-" + std::to_string(i)));
        add_targets(made);
        for (const Interface& each : made.interfaces) {
            for (std::uint32_t number = 1; number <= 1 + below(4); ++number) add_session(made, each, number);
        }
        if (chance(0.3)) made.never_copied.clear();
        if (chance(0.4)) made.resolvers = {parse_ip("8.8.8.8"), some(contents_.v4), some(contents_.v6)};
        return made;
    }

    /// Of a whole-port interface: some of the capture's hosts.
    std::vector<IpAddress> own_addresses() {
        return {some(contents_.v4), some(contents_.v4), some(contents_.v6)};
    }

  private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(random_); }
    bool chance(double probability) { return std::bernoulli_distribution(probability)(random_); }

    /// The frequent ones more often than the rare ones.
    template <typename Value>
    const Value& some(const std::vector<Value>& values) {
        const auto all = static_cast<unsigned>(values.size());
        return values[chance(0.7) ? below(std::min(all, 4U)) : below(all)];
    }

    Interface interface(std::size_t number, bool whole_port) {
        Interface made;
        made.id = "eni-" + std::to_string(number);
        if (!whole_port) made.mac = contents_.macs[number];
        made.source_mac = made.mac.value_or(parse_mac("02:00:00:00:00:77"));
        const unsigned families = below(3);
        if (families != 0) made.ipv4 = parse_ip("10.9.0.1");
        if (families != 1) made.ipv6 = parse_ip("2001:db8:9::1");
        return made;
    }

    Prefix prefix(bool v6) {
        if (chance(0.5)) return {some(v6 ? contents_.v6 : contents_.v4), 0};
        return {some(v6 ? contents_.v6 : contents_.v4), v6 ? 32 + below(97) : 8 + below(25)};
    }

    PortRange range() {
        const std::uint16_t port = some(contents_.ports);
        if (chance(0.5)) return {port, port};
        if (chance(0.5)) return {0, 65535};
        const auto low = static_cast<std::uint16_t>(port - std::min<unsigned>(port, below(100)));
        return {low, static_cast<std::uint16_t>(std::min(65535U, port + below(100)))};
    }

    std::vector<Rule> rules(const std::string& filter) {
        std::vector<Rule> made(1 + below(6));
        for (std::size_t i = 0; i < made.size(); ++i) {
            Rule& rule = made[i];
            rule.id = "tmfr-" + filter + "-" + std::to_string(next_rule_++);
            rule.number = static_cast<std::uint32_t>(1 + i * 10);
            rule.accept = chance(0.75);
            const bool v6 = contents_.v6.size() > 1 && chance(0.5);
            rule.source = prefix(v6);
            rule.destination = prefix(v6);
            if (chance(0.4)) continue;
            rule.protocol = some(contents_.protocols);
            if (rule.protocol != 6 && rule.protocol != 17) continue;
            if (chance(0.3)) rule.source_ports = range();
            if (chance(0.3)) rule.destination_ports = range();
        }
        return made;
    }

    Filter filter(const std::string& id) { return {id, rules(id), rules(id), chance(0.5)}; }

    static TargetAddress target_address(const std::string& text, unsigned number) {
        return {parse_ip(text + std::to_string(number)),
                {{2, 0, 0, 0, 0xee, static_cast<std::uint8_t>(number)}}};
    }

    void add_targets(Wanted& wanted) {
        const auto mtu = [&] { return chance(0.3) ? 9001 : 1280 + below(7722); };
        Target v4{"tmt-v4", {target_address("10.8.0.", 1)}, chance(0.5) ? mtu() : 576 + below(1000)};
        Target v6{"tmt-v6", {target_address("2001:db8:8::", 1)}, mtu()};
        Target dual{"tmt-dual", {target_address("10.8.0.", 2), target_address("2001:db8:8::", 2)}, mtu()};
        Target endpoint{"tmt-endpoint", {target_address("10.8.0.", 3)}, 8500};
        Target balancer4{"tmt-balancer4", {}, mtu()};
        Target balancer6{"tmt-balancer6", {}, mtu()};
        for (unsigned i = 0; i < 1 + below(16); ++i)
            balancer4.addresses.push_back(target_address("10.8.1.", i));
        for (unsigned i = 0; i < 1 + below(16); ++i)
            balancer6.addresses.push_back(target_address("2001:db8:8:1::", i + 1));
        if (balancer4.addresses.empty()) balancer4.addresses.push_back(target_address("10.8.1.", 0));
        if (balancer6.addresses.empty()) balancer6.addresses.push_back(target_address("2001:db8:8:1::", 1));
        wanted.targets = {v4, v6, dual, endpoint, balancer4, balancer6};
    }

    void add_session(Wanted& wanted, const Interface& source, std::uint32_t number) {
        Session made;
        made.id = "tms-" + source.id + "-" + std::to_string(number);
        made.interface = source.id;
        made.number = number;
        made.filter = some(wanted.filters).id;
        made.vni = below(1U << 24);
        if (chance(0.6)) made.packet_length = static_cast<std::uint16_t>(1 + below(chance(0.5) ? 200 : 8500));
        std::vector<std::string> usable;
        for (const Target& target : wanted.targets) {
            for (const TargetAddress& each : target.addresses) {
                if (each.address.v6 ? source.ipv6.has_value() : source.ipv4.has_value())
                    usable.push_back(target.id);
            }
        }
        made.target = usable[below(static_cast<unsigned>(usable.size()))];
        wanted.sessions.push_back(made);
    }

    Contents contents_;
    std::mt19937 random_;
    unsigned next_rule_ = 0;
};

}  // namespace

void draw_from_capture(sim::CaptureRunOptions& options, std::uint32_t seed) {
    Drawing drawing(contents_of(options.input), seed);
    const bool whole_port = seed % 4 == 3;
    options.wanted = drawing.wanted(whole_port);
    options.own_addresses.clear();
    if (whole_port) options.own_addresses["eni-0"] = drawing.own_addresses();
}

}  // namespace tain::test
