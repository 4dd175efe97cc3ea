// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/reference_model.hpp"

#include <algorithm>
#include <array>

#include "outer_frame.hpp"
#include "tain/error.hpp"

namespace tain::sim {
namespace {

using Frame = std::span<const std::uint8_t>;

constexpr std::uint8_t tcp = 6;
constexpr std::uint8_t udp = 17;

std::size_t index_of(Direction direction) {
    return direction == Direction::ingress ? 0 : 1;
}

bool prefix_matches(const Prefix& prefix, const IpAddress& address) {
    if (prefix.address.v6 != address.v6) return false;
    const unsigned first_bit = address.v6 ? 0 : 96;
    for (unsigned bit = first_bit; bit < first_bit + prefix.length; ++bit) {
        const unsigned difference = prefix.address.bytes.at(bit / 8) ^ address.bytes.at(bit / 8);
        if ((difference >> (7 - bit % 8) & 1U) != 0) return false;
    }
    return true;
}

bool is_in(const std::optional<PortRange>& range, const std::optional<std::uint16_t>& port) {
    if (!range) return true;
    return port && range->from <= *port && *port <= range->to;
}

bool is_dhcp(const Headers& headers) {
    if (headers.protocol != udp || !headers.destination_port) return false;
    const std::uint16_t port = *headers.destination_port;
    return headers.source.v6 ? port == 546 || port == 547 : port == 67 || port == 68;
}

bool to_or_from(const Headers& headers, const IpAddress& address) {
    return headers.source == address || headers.destination == address;
}

/// The addresses that make a class of traffic never copied.
struct AddressClass {
    NeverCopied never_copied;
    IpAddress address;
};

IpAddress link_local_v4(std::uint8_t last) {
    IpAddress address;
    address.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 169, 254, 169, last};
    return address;
}

/// fd00:ec2::xyz, the last group given in hexadecimal.
IpAddress ec2_v6(std::uint16_t last) {
    IpAddress address;
    address.v6 = true;
    address.bytes = {0xfd, 0, 0x0e, 0xc2};
    address.bytes[14] = static_cast<std::uint8_t>(last >> 8);
    address.bytes[15] = static_cast<std::uint8_t>(last);
    return address;
}

std::array<AddressClass, 6> address_classes() {
    return {{{NeverCopied::metadata, link_local_v4(254)},
             {NeverCopied::metadata, ec2_v6(0x254)},
             {NeverCopied::ntp, link_local_v4(123)},
             {NeverCopied::ntp, ec2_v6(0x123)},
             {NeverCopied::windows_activation, link_local_v4(250)},
             {NeverCopied::windows_activation, link_local_v4(251)}}};
}

/// A session with everything it refers to.
struct PreparedSession {
    Session session;
    const Interface* source = nullptr;
    Filter filter;
    std::array<std::vector<Rule>, 2> rules;  ///< by direction, by ascending number
    std::vector<TargetAddress> addresses;    ///< of the family in use, in order
    std::size_t most_kept = 0;
    Copy::Limit limit = Copy::Limit::frame;  ///< what most_kept comes from
};

template <typename Object>
const Object& find(const std::vector<Object>& objects, const std::string& id, const char* field,
                   const std::string& session) {
    const auto found =
        std::find_if(objects.begin(), objects.end(), [&](const Object& o) { return o.id == id; });
    if (found == objects.end()) {
        throw Error("InvalidParameterValue", session, field, session + ": unknown " + field + " " + id);
    }
    return *found;
}

std::vector<Rule> by_number(std::vector<Rule> rules) {
    std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.number < b.number; });
    return rules;
}

std::vector<TargetAddress> of_family(const Target& target, bool v6) {
    std::vector<TargetAddress> addresses;
    std::copy_if(target.addresses.begin(), target.addresses.end(), std::back_inserter(addresses),
                 [&](const TargetAddress& a) { return a.address.v6 == v6; });
    return addresses;
}

/// The target's addresses of the family that a source with these addresses of its own uses.
std::vector<TargetAddress> usable_addresses(const Interface& source, const Target& target,
                                            const std::string& session) {
    std::vector<TargetAddress> addresses;
    if (source.ipv4) addresses = of_family(target, false);
    if (addresses.empty() && source.ipv6) addresses = of_family(target, true);
    if (addresses.empty()) {
        throw Error(
            "InvalidParameterValue", session, "target",
            session + ": target " + target.id + " has no address of a family that " + source.id + " has");
    }
    return addresses;
}

}  // namespace

std::optional<Mismatch> mismatch_of(const Rule& rule, const Headers& headers) {
    if (rule.protocol && *rule.protocol != headers.protocol) return Mismatch::protocol;
    if (!prefix_matches(rule.source, headers.source)) return Mismatch::source;
    if (!prefix_matches(rule.destination, headers.destination)) return Mismatch::destination;
    if (rule.protocol != tcp && rule.protocol != udp) return std::nullopt;
    if (!is_in(rule.source_ports, headers.source_port)) return Mismatch::source_port;
    if (!is_in(rule.destination_ports, headers.destination_port)) return Mismatch::destination_port;
    return std::nullopt;
}

struct ReferenceModel::Prepared {
    explicit Prepared(const Wanted& w);

    [[nodiscard]] const Interface* owner(unsigned port, Direction direction, Frame frame) const;
    [[nodiscard]] std::optional<NeverCopied> never_copied_class(const Headers& headers) const;
    [[nodiscard]] bool is_resolver(const Headers& headers) const;
    [[nodiscard]] const PreparedSession* choose(const std::string& interface, Direction direction,
                                                const Headers& headers, Verdict& verdict) const;

    Wanted wanted;
    std::map<std::string, std::vector<PreparedSession>> sessions;  ///< by interface, by ascending number
    std::vector<AddressClass> address_classes;                     ///< those that are on

  private:
    [[nodiscard]] PreparedSession prepare(const Session& session) const;
    [[nodiscard]] std::size_t port_mtu(unsigned port) const;
};

ReferenceModel::Prepared::Prepared(const Wanted& w) : wanted(w) {
    for (const Session& session : wanted.sessions) {
        sessions[session.interface].push_back(prepare(session));
    }
    for (auto& [interface, list] : sessions) {
        std::sort(list.begin(), list.end(), [](const PreparedSession& a, const PreparedSession& b) {
            return a.session.number < b.session.number;
        });
    }
    for (const AddressClass& each : sim::address_classes()) {
        if (wanted.never_copied.contains(each.never_copied)) address_classes.push_back(each);
    }
}

std::size_t ReferenceModel::Prepared::port_mtu(unsigned port) const {
    return port < wanted.port_mtus.size() ? wanted.port_mtus[port] : default_port_mtu;
}

PreparedSession ReferenceModel::Prepared::prepare(const Session& session) const {
    PreparedSession prepared;
    prepared.session = session;
    prepared.source = &find(wanted.interfaces, session.interface, "interface", session.id);
    prepared.filter = find(wanted.filters, session.filter, "filter", session.id);
    prepared.rules = {by_number(prepared.filter.ingress), by_number(prepared.filter.egress)};
    const Target& target = find(wanted.targets, session.target, "target", session.id);
    prepared.addresses = usable_addresses(*prepared.source, target, session.id);
    const bool v6 = prepared.addresses.front().address.v6;
    const std::size_t of_port = port_mtu(prepared.source->port);
    prepared.limit = of_port < target.mtu ? Copy::Limit::port_mtu : Copy::Limit::target_mtu;
    prepared.most_kept =
        std::min<std::size_t>(target.mtu, of_port) - (v6 ? overhead_in_mtu_ipv6 : overhead_in_mtu_ipv4);
    if (session.packet_length && *session.packet_length <= prepared.most_kept) {
        prepared.most_kept = *session.packet_length;
        prepared.limit = Copy::Limit::packet_length;
    }
    return prepared;
}

const Interface* ReferenceModel::Prepared::owner(unsigned port, Direction direction, Frame frame) const {
    const std::size_t mac_at = direction == Direction::ingress ? 0 : 6;
    MacAddress mac;
    const bool has_mac = frame.size() >= mac_at + mac.bytes.size();
    if (has_mac) std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(mac_at), 6, mac.bytes.begin());
    const bool group_ingress = direction == Direction::ingress && mac.is_group();
    for (const Interface& interface : wanted.interfaces) {
        if (interface.port != port) continue;
        if (!interface.mac) return &interface;
        if (has_mac && !group_ingress && *interface.mac == mac) return &interface;
    }
    return nullptr;
}

std::optional<NeverCopied> ReferenceModel::Prepared::never_copied_class(const Headers& headers) const {
    if (wanted.never_copied.contains(NeverCopied::dhcp) && is_dhcp(headers)) return NeverCopied::dhcp;
    for (const AddressClass& each : address_classes) {
        if (to_or_from(headers, each.address)) return each.never_copied;
    }
    return std::nullopt;
}

bool ReferenceModel::Prepared::is_resolver(const Headers& headers) const {
    return std::any_of(wanted.resolvers.begin(), wanted.resolvers.end(),
                       [&](const IpAddress& resolver) { return to_or_from(headers, resolver); });
}

const PreparedSession* ReferenceModel::Prepared::choose(const std::string& interface, Direction direction,
                                                        const Headers& headers, Verdict& verdict) const {
    const auto found = sessions.find(interface);
    if (found == sessions.end()) return nullptr;
    for (const PreparedSession& each : found->second) {
        using Outcome = Trial::Outcome;
        Trial& trial = verdict.trials.emplace_back();
        trial.session = each.session.id;
        if (verdict.resolver) {
            trial.outcome =
                each.filter.amazon_dns ? Outcome::lists_amazon_dns : Outcome::does_not_list_amazon_dns;
            if (each.filter.amazon_dns) return &each;
            continue;
        }
        const std::vector<Rule>& rules = each.rules.at(index_of(direction));
        const auto rule =
            std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return !mismatch_of(r, headers); });
        if (rule == rules.end()) continue;
        verdict.hits.push_back({each.session.id, each.filter.id, rule->id});
        trial.outcome = rule->accept ? Outcome::accepted : Outcome::rejected;
        trial.rule = rule->id;
        trial.rule_number = rule->number;
        if (rule->accept) return &each;
    }
    return nullptr;
}

namespace {

Copy make_copy(const PreparedSession& prepared, const Headers& headers, Frame frame) {
    const std::uint32_t hash = flow_hash(headers);
    const std::size_t which = (std::size_t{hash >> 16} * prepared.addresses.size()) >> 16;
    const TargetAddress& target = prepared.addresses.at(which);
    const Interface& source = *prepared.source;
    OuterHeaders outer;
    outer.source_mac = source.mac.value_or(source.source_mac);
    outer.destination_mac = target.mac;
    outer.source = target.address.v6 ? *source.ipv6 : *source.ipv4;
    outer.destination = target.address;
    outer.hash = hash;
    outer.vni = prepared.session.vni;
    Copy copy;
    copy.session = prepared.session.id;
    copy.kept = std::min(frame.size(), prepared.most_kept);
    copy.truncated = copy.kept < frame.size();
    copy.limit = copy.truncated ? prepared.limit : Copy::Limit::frame;
    copy.target = target.address;
    copy.frame = outer_frame(outer, frame.first(copy.kept));
    return copy;
}

}  // namespace

ReferenceModel::ReferenceModel(const Wanted& wanted) : prepared_(std::make_unique<Prepared>(wanted)) {}
ReferenceModel::~ReferenceModel() = default;
ReferenceModel::ReferenceModel(ReferenceModel&&) noexcept = default;
ReferenceModel& ReferenceModel::operator=(ReferenceModel&&) noexcept = default;

Verdict ReferenceModel::judge(unsigned port, Direction direction, Frame frame, bool bad) const {
    Verdict verdict;
    const Interface* owner = prepared_->owner(port, direction, frame);
    if (owner == nullptr) return verdict;
    verdict.owned = true;
    verdict.interface = owner->id;
    verdict.reason = Verdict::Reason::not_ip;
    const Headers headers = find_headers(frame);
    if (!headers.ip) return verdict;
    verdict.reason = Verdict::Reason::never_copied;
    verdict.never_copied = prepared_->never_copied_class(headers);
    if (verdict.never_copied) return verdict;
    verdict.reason = Verdict::Reason::not_accepted;
    verdict.resolver = prepared_->is_resolver(headers);
    const PreparedSession* session = prepared_->choose(owner->id, direction, headers, verdict);
    if (session == nullptr) return verdict;
    verdict.reason = bad ? Verdict::Reason::bad : Verdict::Reason::copied;
    if (!bad) verdict.copy = make_copy(*session, headers, frame);
    return verdict;
}

Verdict judge(const Wanted& wanted, unsigned port, Direction direction, std::span<const std::uint8_t> frame) {
    return ReferenceModel(wanted).judge(port, direction, frame);
}

}  // namespace tain::sim
