// SPDX-License-Identifier: Apache-2.0
// Each section of the file is a table of keys and readers.
#include "tain/service/inventory.hpp"

#include <algorithm>

#include "tain/error.hpp"
#include "tain/service/validation.hpp"
#include "tain/service/yaml_place.hpp"

namespace tain::service {
namespace {

constexpr FileKind inventory_file{"inventory", "InvalidInventory"};

constexpr unsigned least_mtu = 576;
constexpr unsigned least_ipv6_mtu = 1280;
constexpr unsigned most_mtu = 9216;
constexpr unsigned default_mtu = 9001;
constexpr unsigned default_endpoint_mtu = 8500;
constexpr unsigned most_port = 15;
constexpr unsigned most_quota = 1000000;

MacAddress read_mac(const Place& place) {
    const MacAddress mac = read_parsed(place, parse_mac);
    if (mac.is_group()) place.refuse(to_string(mac) + " is a group address; one station's is needed");
    if (mac == MacAddress{}) place.refuse("00:00:00:00:00:00 is no station's address");
    return mac;
}

bool is_unicast(const IpAddress& ip) {
    if (ip == IpAddress{ip.v6, {}}) return false;
    return ip.v6 ? ip.bytes[0] != 0xff : ip.bytes[12] < 224;
}

void read_addresses(const Place& place, std::vector<IpAddress>& addresses) {
    read_list(place, [&](const Place& item) {
        const IpAddress ip = read_parsed(item, parse_ip);
        if (!is_unicast(ip)) item.refuse(to_string(ip) + " is not the address of one host");
        if (std::ranges::find(addresses, ip) != addresses.end())
            item.refuse(to_string(ip) + " is given twice");
        addresses.push_back(ip);
    });
}

unsigned read_mtu(const Place& place) {
    return read_number(place, least_mtu, most_mtu);
}

std::string read_account(const Place& place) {
    std::string text = read_text(place);
    if (!is_account(text)) place.refuse("'" + text + "' is not an account id of twelve digits");
    return text;
}

template <typename T>
Key<T> account_key() {
    return {"account", [](const Place& place, T& into) { into.account = read_account(place); }};
}
template <typename T>
Key<T> addresses_key(bool required) {
    return {"addresses", [](const Place& place, T& into) { read_addresses(place, into.addresses); },
            required};
}
template <typename T>
Key<T> mtu_key() {
    return {"mtu", [](const Place& place, T& into) { into.mtu = read_mtu(place); }};
}

bool has_family(const std::vector<IpAddress>& addresses, bool v6) {
    return std::ranges::any_of(addresses, [&](const IpAddress& ip) { return ip.v6 == v6; });
}

/// IPv6 needs 1280 bytes; something that also has IPv4 addresses may be smaller and is then used over IPv4
/// only.
void check_mtu(const Place& place, const std::vector<IpAddress>& addresses, unsigned mtu) {
    if (mtu < least_ipv6_mtu && has_family(addresses, true) && !has_family(addresses, false))
        place.inner(place.node, ".mtu", place.node["mtu"].Mark())
            .refuse("must be at least 1280, as its addresses are IPv6, not " + std::to_string(mtu));
}

/// Entries are named by a key that no other entry of their list may have.
template <typename T, typename Field>
void check_unique(const Place& place, const std::string& key, const std::vector<T>& earlier, Field field,
                  const T& entry) {
    if (std::ranges::any_of(earlier, [&](const T& other) { return other.*field == entry.*field; }))
        place.inner(place.node, "." + key, place.node[key].Mark())
            .refuse("an earlier entry has the same " + key);
}

const std::vector<Key<NetworkInterface>>& interface_keys() {
    using I = NetworkInterface;
    static const std::vector<Key<I>> keys{
        {"id",
         [](const Place& place, I& into) {
             into.id = read_text(place);
             if (!is_id(into.id, "eni-"))
                 place.refuse("'" + into.id + "' is not eni- and 8 or 17 hexadecimal digits");
         },
         true},
        {"port", [](const Place& place, I& into) { into.port = read_number(place, 0, most_port); }},
        {"mac",
         [](const Place& place, I& into) {
             if (read_text(place) != "any") into.mac = read_mac(place);
         },
         true},
        {"source_mac", [](const Place& place, I& into) { into.source_mac = read_mac(place); }},
        addresses_key<I>(false),
        mtu_key<I>(),
        account_key<I>(),
    };
    return keys;
}

/// `source_mac` belongs to `mac: any`, and that to a port.
void settle_mac(const Place& place, NetworkInterface& interface) {
    const auto at = [&](const std::string& key, const YAML::Mark& mark) {
        return place.inner(place.node, "." + key, mark);
    };
    if (interface.mac) {
        if (interface.source_mac != MacAddress{})
            at("source_mac", place.node["source_mac"].Mark())
                .refuse("belongs to an interface with mac: any only");
        interface.source_mac = *interface.mac;
        return;
    }
    if (!interface.port) at("port", place.node.Mark()).refuse("is missing: mac: any claims a whole port");
    if (interface.source_mac == MacAddress{})
        at("source_mac", place.node.Mark()).refuse("is missing: an interface with mac: any must name it");
}

/// A frame's port and MAC address must lead to one interface.
void check_apart(const Place& place, const std::vector<NetworkInterface>& earlier,
                 const NetworkInterface& interface) {
    if (!interface.port) return;
    for (const NetworkInterface& other : earlier) {
        if (other.port != interface.port) continue;
        const Place mac = place.inner(place.node, ".mac", place.node["mac"].Mark());
        if (!other.mac || !interface.mac)
            mac.refuse("an interface with mac: any must be alone on its port, and port " +
                       std::to_string(*interface.port) + " also has " + other.id);
        if (other.mac == interface.mac) mac.refuse(other.id + " has the same MAC address on the same port");
    }
}

void read_interface(const Place& place, std::vector<NetworkInterface>& interfaces,
                    const std::string& account) {
    NetworkInterface interface;
    interface.account = account;
    interface.mtu = default_mtu;
    read_mapping(place, interface_keys(), interface);
    settle_mac(place, interface);
    check_mtu(place, interface.addresses, interface.mtu);
    check_unique(place, "id", interfaces, &NetworkInterface::id, interface);
    check_apart(place, interfaces, interface);
    interfaces.push_back(std::move(interface));
}

/// What load balancers and endpoints have in common; they differ in the key that names them and in the
/// default MTU.
Appliance read_appliance(const Place& place, const Key<Appliance>& name, const Appliance& defaults,
                         const std::vector<Appliance>& earlier) {
    Appliance appliance = defaults;
    read_mapping(place,
                 {name, addresses_key<Appliance>(true), mtu_key<Appliance>(), account_key<Appliance>()},
                 appliance);
    const Place addresses = place.inner(place.node, ".addresses", place.node["addresses"].Mark());
    if (appliance.addresses.empty()) addresses.refuse("must have at least one address");
    check_mtu(place, appliance.addresses, appliance.mtu);
    check_unique(place, std::string(name.name), earlier, &Appliance::name, appliance);
    return appliance;
}

void read_load_balancer(const Place& place, std::vector<Appliance>& load_balancers,
                        const std::string& account) {
    const Key<Appliance> arn{
        "arn",
        [](const Place& at, Appliance& into) {
            into.name = read_text(at);
            if (!is_load_balancer_arn(into.name))
                at.refuse("'" + into.name + "' is not the ARN of a network load balancer");
        },
        true};
    Appliance appliance = read_appliance(place, arn, {"", account, {}, default_mtu}, load_balancers);
    if (has_family(appliance.addresses, true) && has_family(appliance.addresses, false))
        place.inner(place.node, ".addresses", place.node["addresses"].Mark())
            .refuse("must be of one family, all IPv4 or all IPv6");
    load_balancers.push_back(std::move(appliance));
}

void read_endpoint(const Place& place, std::vector<Appliance>& endpoints, const std::string& account) {
    const Key<Appliance> id{
        "id",
        [](const Place& at, Appliance& into) {
            into.name = read_text(at);
            if (!is_id(into.name, "vpce-"))
                at.refuse("'" + into.name + "' is not vpce- and 8 or 17 hexadecimal digits");
        },
        true};
    endpoints.push_back(read_appliance(place, id, {"", account, {}, default_endpoint_mtu}, endpoints));
}

void read_next_hop(const Place& place, std::vector<NextHop>& hops) {
    NextHop hop;
    const std::vector<Key<NextHop>> keys{
        {"prefix", [](const Place& at, NextHop& into) { into.prefix = read_parsed(at, parse_prefix); }, true},
        {"mac", [](const Place& at, NextHop& into) { into.mac = read_mac(at); }, true}};
    read_mapping(place, keys, hop);
    const bool taken = std::ranges::any_of(hops, [&](const NextHop& other) {
        return other.prefix.length == hop.prefix.length && other.prefix.contains(hop.prefix.address);
    });
    if (taken)
        place.inner(place.node, ".prefix", place.node["prefix"].Mark())
            .refuse("an earlier next hop has the same prefix " + to_string(hop.prefix));
    hops.push_back(hop);
}

void read_port(const Place& place, std::map<unsigned, unsigned>& port_mtus) {
    std::pair<unsigned, unsigned> port{0, default_port_mtu};
    using Port = std::pair<unsigned, unsigned>;
    const std::vector<Key<Port>> keys{
        {"port", [](const Place& at, Port& into) { into.first = read_number(at, 0, most_port); }, true},
        {"mtu", [](const Place& at, Port& into) { into.second = read_mtu(at); }}};
    read_mapping(place, keys, port);
    if (!port_mtus.insert(port).second)
        place.inner(place.node, ".port", place.node["port"].Mark())
            .refuse("an earlier entry has the same port");
}

/// "0000:03:00.0": each place of the form is a hexadecimal digit unless it says something else.
bool is_pci_address(std::string_view text) {
    constexpr std::string_view form = "xxxx:xx:1x.7";
    return std::ranges::equal(text, form, [](char c, char place) {
        if (place == 'x') return std::string_view("0123456789abcdef").find(c) != std::string_view::npos;
        if (place == '1') return c == '0' || c == '1';
        if (place == '7') return c >= '0' && c <= '7';
        return c == place;
    });
}

DeviceName read_device(const Place& place) {
    const std::string text = read_text(place);
    if (text == "sim") return {};
    if (text.starts_with("sim:") && text.size() > 4) return {DeviceName::Kind::socket, text.substr(4)};
    if (text.starts_with("pci:") && is_pci_address(text.substr(4)))
        return {DeviceName::Kind::pci, text.substr(4)};
    place.refuse("'" + text + "' is not sim, sim:SOCKET or pci:0000:03:00.0");
}

void read_never_copied(const Place& place, std::set<NeverCopied>& classes) {
    static const std::map<std::string, NeverCopied> names{
        {"dhcp", NeverCopied::dhcp},
        {"metadata", NeverCopied::metadata},
        {"ntp", NeverCopied::ntp},
        {"windows-activation", NeverCopied::windows_activation}};
    classes.clear();
    read_list(place, [&](const Place& item) {
        const std::string text = read_text(item);
        const auto found = names.find(text);
        if (found == names.end())
            item.refuse("'" + text + "' is not dhcp, metadata, ntp or windows-activation");
        if (!classes.insert(found->second).second) item.refuse(text + " is given twice");
    });
}

Key<Quotas> quota_key(std::string_view name, unsigned Quotas::*quota) {
    return {name,
            [quota](const Place& place, Quotas& into) { into.*quota = read_number(place, 1, most_quota); }};
}

const std::vector<Key<Quotas>>& quota_keys() {
    static const std::vector<Key<Quotas>> keys{
        quota_key("sessions", &Quotas::sessions),
        quota_key("filters", &Quotas::filters),
        quota_key("targets", &Quotas::targets),
        quota_key("sessions_per_interface", &Quotas::sessions_per_interface),
        quota_key("rules_per_filter", &Quotas::rules_per_filter),
        quota_key("sources_per_target_interface", &Quotas::sources_per_target_interface),
    };
    return keys;
}

/// A key that holds a list of entries of one kind.
template <typename T>
Key<Inventory> list_key(std::string_view name, T Inventory::*list,
                        void (*read)(const Place&, T&, const std::string& account)) {
    return {name, [list, read](const Place& place, Inventory& into) {
                read_list(place, [&](const Place& item) { read(item, into.*list, into.account); });
            }};
}
template <typename T>
Key<Inventory> list_key(std::string_view name, T Inventory::*list, void (*read)(const Place&, T&)) {
    return {name, [list, read](const Place& place, Inventory& into) {
                read_list(place, [&](const Place& item) { read(item, into.*list); });
            }};
}

const std::vector<Key<Inventory>>& inventory_keys() {
    using I = Inventory;
    static const std::vector<Key<I>> keys{
        // Read before the rest (see parse_inventory), because entries inherit it.
        {"account", [](const Place&, I&) {}},
        {"region", [](const Place& place, I& into) { into.region = read_text(place); }},
        {"device", [](const Place& place, I& into) { into.device = read_device(place); }},
        list_key("ports", &I::port_mtus, read_port),
        list_key("interfaces", &I::interfaces, read_interface),
        list_key("load_balancers", &I::load_balancers, read_load_balancer),
        list_key("endpoints", &I::endpoints, read_endpoint),
        list_key("next_hops", &I::next_hops, read_next_hop),
        {"resolvers", [](const Place& place, I& into) { read_addresses(place, into.resolvers); }},
        {"never_copied", [](const Place& place, I& into) { read_never_copied(place, into.never_copied); }},
        {"quotas", [](const Place& place, I& into) { read_mapping(place, quota_keys(), into.quotas); }},
    };
    return keys;
}

template <typename T>
const T* find_named(const std::vector<T>& list, std::string T::*name, std::string_view wanted) {
    const auto found = std::ranges::find(list, wanted, name);
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

const NetworkInterface* Inventory::find_interface(std::string_view id) const {
    return find_named(interfaces, &NetworkInterface::id, id);
}
const Appliance* Inventory::find_load_balancer(std::string_view arn) const {
    return find_named(load_balancers, &Appliance::name, arn);
}
const Appliance* Inventory::find_endpoint(std::string_view id) const {
    return find_named(endpoints, &Appliance::name, id);
}

Inventory parse_inventory(const std::string& text, const std::string& name) {
    const Place root = parse_yaml(inventory_file, text, name);
    Inventory inventory;
    if (root.node.IsMap() && root.node["account"]) {
        const YAML::Node account = root.node["account"];
        inventory.account = read_account(root.inner(account, "account", account.Mark()));
    }
    if (!root.node.IsNull()) read_mapping(root, inventory_keys(), inventory);
    return inventory;
}

Inventory read_inventory(const std::filesystem::path& file) {
    return parse_inventory(
        read_file(inventory_file, file.string(), " (--inventory FILE or $TAIN_INVENTORY names one)"),
        file.string());
}

}  // namespace tain::service
