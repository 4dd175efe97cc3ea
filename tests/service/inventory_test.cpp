// SPDX-License-Identifier: Apache-2.0
// The inventory: every key with its default and its bounds, and where each refusal points. A key that is no
// longer checked, or an error without its line, breaks a case of the table.
#include "tain/service/inventory.hpp"

#include <boost/test/data/test_case.hpp>
#include <fstream>
#include <ostream>

#include "world.hpp"

namespace tain::test {
namespace {

using service::DeviceName;
using service::Inventory;
using service::parse_inventory;

struct Fault {
    std::string text;
    std::string error;  ///< how the refusal begins
};
std::ostream& operator<<(std::ostream& stream, const Fault& fault) {
    return stream << fault.error;
}

const std::string one = "interfaces: [{id: eni-00000001, port: 0, mac: \"02:00:00:00:00:01\"";

const Fault faults[] = {
    {"acount: 1", "tain.yaml:1: acount: is not a key of the inventory"},
    {"region: a\nregion: b", "tain.yaml:2: region: is given twice"},
    {"- a", "tain.yaml:1: must be a mapping"},
    {"region: [a", "tain.yaml:1: this is not YAML"},
    {"account: 12", "tain.yaml:1: account: '12' is not an account id"},
    {"\n\nregion:", "tain.yaml:3: region: must be a text"},
    {"device: card", "tain.yaml:1: device: 'card' is not sim"},
    {"device: pci:03:00.0", "tain.yaml:1: device: "},
    {"device: 'sim:'", "tain.yaml:1: device: "},
    {"ports: 1", "tain.yaml:1: ports: must be a list"},
    {"ports:\n  - {port: 0}\n  - {mtu: 1500}", "tain.yaml:3: ports[1].port: is missing"},
    {"ports: [{port: 0}, {port: 0}]", "tain.yaml:1: ports[1].port: an earlier entry"},
    {"ports: [{port: 0, mtu: 575}]",
     "tain.yaml:1: ports[0].mtu: must be a whole number from 576 to 9216, not 575"},
    {"ports: [{port: 0, mtu: 9217}]", "tain.yaml:1: ports[0].mtu: "},
    {"ports: [{port: zero}]", "tain.yaml:1: ports[0].port: "},
    {"interfaces: [{port: 0, mac: any}]", "tain.yaml:1: interfaces[0].id: is missing"},
    {"interfaces: [{id: eni-1, mac: any}]", "tain.yaml:1: interfaces[0].id: 'eni-1' is not eni-"},
    {"interfaces:\n  - id: eni-00000001\n    mac: 02:00:00:00:00:0g",
     "tain.yaml:3: interfaces[0].mac: '02:00"},
    {"interfaces: [{id: eni-00000001, mac: \"01:00:00:00:00:01\"}]", "tain.yaml:1: interfaces[0].mac: 01:00"},
    {"interfaces: [{id: eni-00000001, mac: \"00:00:00:00:00:00\"}]", "tain.yaml:1: interfaces[0].mac: 00:00"},
    {"interfaces: [{id: eni-00000001, port: -1, mac: any}]", "tain.yaml:1: interfaces[0].port: "},
    {"interfaces: [{id: eni-00000001, port: 0, mac: any}]",
     "tain.yaml:1: interfaces[0].source_mac: is missing"},
    {"interfaces: [{id: eni-00000001, mac: any, source_mac: \"02:00:00:00:00:01\"}]",
     "tain.yaml:1: interfaces[0].port: is missing"},
    {one + ", source_mac: \"02:00:00:00:00:01\"}]", "tain.yaml:1: interfaces[0].source_mac: belongs to"},
    {one + ", addresses: 10.0.0.1}]", "tain.yaml:1: interfaces[0].addresses: must be a list"},
    {one + ", addresses: [10.0.0.1, 10.0.0.256]}]", "tain.yaml:1: interfaces[0].addresses[1]: '10.0.0.256'"},
    {one + ", addresses: [10.0.0.1, 10.0.0.1]}]",
     "tain.yaml:1: interfaces[0].addresses[1]: 10.0.0.1 is given twice"},
    {one + ", addresses: [224.0.0.1]}]",
     "tain.yaml:1: interfaces[0].addresses[0]: 224.0.0.1 is not the address"},
    {one + ", addresses: [\"ff02::1\"]}]", "tain.yaml:1: interfaces[0].addresses[0]: ff02::1 is not"},
    {one + ", addresses: [0.0.0.0]}]", "tain.yaml:1: interfaces[0].addresses[0]: 0.0.0.0 is not"},
    {one + ", mtu: 9217}]", "tain.yaml:1: interfaces[0].mtu: "},
    {one + ", addresses: [\"2001:db8::1\"], mtu: 1279}]",
     "tain.yaml:1: interfaces[0].mtu: must be at least 1280"},
    {one + ", account: me}]", "tain.yaml:1: interfaces[0].account: 'me'"},
    {one + ", vlan: 3}]", "tain.yaml:1: interfaces[0].vlan: is not a key"},
    {one + "},\n  {id: eni-00000001, mac: \"02:00:00:00:00:02\"}]",
     "tain.yaml:2: interfaces[1].id: an earlier entry"},
    {one + "},\n  {id: eni-00000002, port: 0, mac: \"02:00:00:00:00:01\"}]",
     "tain.yaml:2: interfaces[1].mac: eni-00000001 has the same MAC"},
    {one + "},\n  {id: eni-00000002, port: 0, mac: any, source_mac: \"02:00:00:00:00:03\"}]",
     "tain.yaml:2: interfaces[1].mac: an interface with mac: any must be alone"},
    {"load_balancers: [{addresses: [10.0.0.1]}]", "tain.yaml:1: load_balancers[0].arn: is missing"},
    {"load_balancers: [{arn: tools, addresses: [10.0.0.1]}]",
     "tain.yaml:1: load_balancers[0].arn: 'tools' is not"},
    {"load_balancers: [{arn: \"" + balancer + "\"}]", "tain.yaml:1: load_balancers[0].addresses: is missing"},
    {"load_balancers: [{arn: \"" + balancer + "\", addresses: []}]",
     "tain.yaml:1: load_balancers[0].addresses: must have at least one"},
    {"load_balancers: [{arn: \"" + balancer + "\", addresses: [10.0.0.1, \"2001:db8::1\"]}]",
     "tain.yaml:1: load_balancers[0].addresses: must be of one family"},
    {"endpoints: [{id: vpce-1, addresses: [10.0.0.1]}]",
     "tain.yaml:1: endpoints[0].id: 'vpce-1' is not vpce-"},
    {"endpoints: [{id: vpce-00000001, addresses: [10.0.0.1], mtu: 100}]", "tain.yaml:1: endpoints[0].mtu: "},
    {"endpoints:\n- {id: vpce-00000001, addresses: [10.0.0.1]}\n- {id: vpce-00000001, addresses: [10.0.0.1]}",
     "tain.yaml:3: endpoints[1].id: an earlier entry"},
    {"next_hops: [{mac: \"02:00:00:00:00:01\"}]", "tain.yaml:1: next_hops[0].prefix: is missing"},
    {"next_hops: [{prefix: 10.0.0.0/33, mac: \"02:00:00:00:00:01\"}]",
     "tain.yaml:1: next_hops[0].prefix: '10.0.0.0/33'"},
    {"next_hops: [{prefix: 10.0.0.0, mac: \"02:00:00:00:00:01\"}]",
     "tain.yaml:1: next_hops[0].prefix: '10.0.0.0'"},
    {"next_hops: [{prefix: 10.0.0.0/8, mac: ff:ff:ff:ff:ff:ff}]", "tain.yaml:1: next_hops[0].mac: ff:ff"},
    {"next_hops:\n- {prefix: 10.0.0.0/8, mac: \"02:00:00:00:00:01\"}\n- {prefix: 10.1.0.0/8, mac: "
     "\"02:00:00:00:00:01\"}",
     "tain.yaml:3: next_hops[1].prefix: an earlier next hop"},
    {"resolvers: [dns]", "tain.yaml:1: resolvers[0]: 'dns' is not"},
    {"never_copied: [arp]", "tain.yaml:1: never_copied[0]: 'arp' is not"},
    {"never_copied: [ntp, ntp]", "tain.yaml:1: never_copied[1]: ntp is given twice"},
    {"quotas: {sessions_per_interface: 0}",
     "tain.yaml:1: quotas.sessions_per_interface: must be a whole number"},
    {"quotas: {rules: 3}", "tain.yaml:1: quotas.rules: is not a key"},
    {"quotas: 3", "tain.yaml:1: quotas: must be a mapping"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(inventory)

BOOST_DATA_TEST_CASE(a_fault_is_refused_with_file_line_and_key, boost::unit_test::data::make(faults), fault) {
    try {
        parse_inventory(fault.text, "tain.yaml");
        BOOST_ERROR("accepted");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "InvalidInventory");
        const std::string message = error.what();
        BOOST_TEST(message.substr(0, fault.error.size()) == fault.error);
        BOOST_TEST(message.find('\n') == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(defaults) {
    const Inventory inventory = parse_inventory("", "tain.yaml");
    BOOST_TEST(inventory.region == "local-1");
    BOOST_TEST(service::Quotas{}.sessions_per_interface == 3U);
    BOOST_TEST(inventory.quotas.rules_per_filter == 10U);
    BOOST_TEST(inventory.quotas.sources_per_target_interface == 10U);
    BOOST_TEST(inventory.quotas.sessions == 10000U);
    BOOST_TEST(inventory.never_copied.size() == 4U);
    BOOST_TEST(inventory.resolvers.empty());
    BOOST_TEST((inventory.device.kind == DeviceName::Kind::simulated));
}

BOOST_AUTO_TEST_CASE(entries_get_what_they_say_and_else_the_defaults) {
    const Inventory inventory = parse_inventory(inventory_text(), "tain.yaml");
    const auto* local = inventory.find_interface(second_source);
    BOOST_REQUIRE(local != nullptr);
    BOOST_TEST(local->mtu == 9001U);
    BOOST_TEST(local->account == account);
    BOOST_TEST(local->port.value() == 0U);
    BOOST_TEST(to_string(local->source_mac) == "02:00:00:00:00:02");
    BOOST_TEST(inventory.find_interface(collector)->mtu == 1500U);
    BOOST_TEST(!inventory.find_interface(collector)->port);
    BOOST_TEST(inventory.find_load_balancer(balancer)->mtu == 9001U);
    BOOST_TEST(inventory.find_endpoint(endpoint)->mtu == 8500U);
    BOOST_TEST(inventory.resolvers.size() == 2U);
    BOOST_TEST(inventory.find_interface("eni-00000000") == nullptr);
}

BOOST_AUTO_TEST_CASE(whole_ports_ports_and_devices) {
    const Inventory inventory = parse_inventory(
        "device: pci:0000:03:00.0\nports: [{port: 1, mtu: 1500}, {port: 0}]\nnever_copied: []\n"
        "quotas: {rules_per_filter: 40}\n"
        "interfaces: [{id: eni-00000001, port: 1, mac: any, source_mac: \"02:00:00:00:00:01\", account: "
        "\"000000000001\"}]",
        "tain.yaml");
    BOOST_TEST((inventory.device.kind == DeviceName::Kind::pci));
    BOOST_TEST(inventory.device.address == "0000:03:00.0");
    BOOST_TEST(inventory.port_mtus.at(0) == 9216U);
    BOOST_TEST(inventory.port_mtus.at(1) == 1500U);
    BOOST_TEST(inventory.never_copied.empty());
    BOOST_TEST(inventory.quotas.rules_per_filter == 40U);
    BOOST_TEST(!inventory.interfaces[0].mac);
    BOOST_TEST(inventory.interfaces[0].account == "000000000001");
    const Inventory socket = parse_inventory("device: sim:/run/nic", "tain.yaml");
    BOOST_TEST((socket.device.kind == DeviceName::Kind::socket));
}

BOOST_AUTO_TEST_CASE(a_file_is_named_as_it_was_given) {
    const Folder folder;
    BOOST_TEST(code_of([&] { service::read_inventory(folder / "none.yaml"); }) == "InvalidInventory");
    BOOST_TEST(code_of([&] { service::read_inventory(folder.path()); }) == "InvalidInventory");
    std::ofstream(folder / "tain.yaml") << "\nfoo: 1\n";
    try {
        service::read_inventory(folder / "tain.yaml");
        BOOST_ERROR("accepted");
    } catch (const Error& error) {
        BOOST_TEST(std::string(error.what()).starts_with((folder / "tain.yaml").string() + ":2: foo: "));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
