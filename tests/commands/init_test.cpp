// SPDX-License-Identifier: Apache-2.0
// `tain init`: would fail if what it writes could not be used at once, or if it took a router for a host.
#include "tain/commands/init.hpp"

#include "bench.hpp"
#include "captures.hpp"
#include "tain/test/frames.hpp"

namespace tain::test {
namespace {

const std::string demo_capture = std::string(TAIN_SOURCE_FOLDER) + "/demo/demo.pcap";
const std::string collector_written = "eni-0a0000000000000ff";

struct NoInventory : CommandBench {
    NoInventory() { std::filesystem::remove(folder / "tain.yaml"); }
    [[nodiscard]] service::Inventory inventory() const {
        return service::read_inventory(folder / "tain.yaml");
    }
};

Bytes packet(const char* to, const char* from, std::string_view source, std::uint8_t time_to_live) {
    Bytes packet = ipv4({.source = source});
    packet[8] = time_to_live;
    return join({mac_pair(to, from), ether_type(0x0800), packet, udp(1, 2)});
}

constexpr const char* host = "02:00:00:00:00:01";
constexpr const char* other_host = "02:00:00:00:00:02";
constexpr const char* router = "02:00:00:00:ff:01";

commands::Survey survey(const std::vector<Bytes>& frames) {
    commands::CaptureSurvey survey;
    for (const Bytes& frame : frames) survey.add({0, frame});
    return survey.result();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_FIXTURE_TEST_CASE(what_the_demo_capture_gives_copies_at_once, NoInventory) {
    run({"init", "--read", demo_capture});
    BOOST_REQUIRE_MESSAGE(exit_code == 0, err);
    const service::Inventory written = inventory();
    BOOST_REQUIRE(written.interfaces.size() == 3U);
    BOOST_TEST(to_string(*written.interfaces[0].mac) == host);
    BOOST_TEST(to_string(written.interfaces[0].addresses.at(0)) == "10.0.0.5");
    BOOST_TEST(to_string(written.interfaces[0].addresses.at(1)) == "2001:db8::5");
    BOOST_TEST(to_string(*written.interfaces[1].mac) == other_host);
    BOOST_TEST(to_string(written.next_hops.at(0).mac) == router);

    const std::string target = create({"target", "--network-interface-id", collector_written});
    const std::string filter = create({"filter"});
    create({"filter-rule", "--traffic-mirror-filter-id", filter, "--traffic-direction", "ingress",
            "--rule-number", "1", "--rule-action", "accept", "--source-cidr-block", "0.0.0.0/0",
            "--destination-cidr-block", "0.0.0.0/0"});
    create({"session", "--network-interface-id", "eni-0a000000000000001", "--traffic-mirror-target-id",
            target, "--traffic-mirror-filter-id", filter, "--session-number", "1"});
    run({"simulate", "--read", demo_capture, "--write", path("out.pcap"), "--report", path("r.json")});
    BOOST_REQUIRE_MESSAGE(exit_code == 0, err);
    BOOST_TEST(Json::parse(read("r.json"))["copies"]["ingress"].get<int>() > 50);
}

BOOST_FIXTURE_TEST_CASE(the_example_can_be_used, NoInventory) {
    run({"init"});
    BOOST_REQUIRE_MESSAGE(exit_code == 0, err);
    BOOST_TEST(inventory().interfaces.size() == 2U);
    create({"target", "--network-interface-id", collector_written});
    for (const char* key : {"device:", "interfaces:", "next_hops:", "resolvers:", "never_copied:",
                            "# quotas:", "# load_balancers:", "# endpoints:"})
        BOOST_TEST(read("tain.yaml").find(key) != std::string::npos, key);
}

BOOST_FIXTURE_TEST_CASE(an_inventory_is_replaced_only_on_demand, NoInventory) {
    write("tain.yaml", "mine");
    check_refused({"init"}, 255,
                  path("tain.yaml") + ": there is an inventory already; --force replaces it\n");
    BOOST_TEST(read("tain.yaml") == "mine");
    run({"init", "--force"});
    BOOST_TEST(exit_code == 0);
    BOOST_TEST(inventory().interfaces.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(a_capture_that_shows_nothing_writes_nothing, NoInventory) {
    write("arp.pcap", capture({Octets(60, '\1'), Octets(3, 'x')}));
    check_refused({"init", "--read", path("arp.pcap")}, 255, path("arp.pcap") + ": it shows no host");
    write("cut.pcap", capture({udp_frame(1, 80, 40)}).substr(0, 60));
    check_refused({"init", "--read", path("cut.pcap")}, 255, path("cut.pcap") + ": ");
    check_refused({"init", "--read", path("none")}, 255, path("none") + ": ");
    BOOST_TEST(!std::filesystem::exists(folder / "tain.yaml"));
}

BOOST_AUTO_TEST_CASE(who_passes_on_is_a_router) {
    const commands::Survey found =
        survey({packet(host, router, "198.51.100.7", 57), packet(router, host, "10.0.0.5", 64),
                packet(host, router, "198.51.100.8", 49), packet(router, host, "10.0.0.5", 1),
                packet(host, router, "10.0.0.1", 64), packet(host, other_host, "10.0.0.6", 128)});
    BOOST_REQUIRE(found.hosts.size() == 2U);
    BOOST_TEST(to_string(found.hosts[0].mac) == host);
    BOOST_TEST(found.hosts[0].frames == 6U);
    BOOST_REQUIRE(found.hosts[0].addresses.size() == 1U);
    BOOST_TEST(to_string(found.hosts[1].mac) == other_host);
    BOOST_REQUIRE(found.routers.size() == 1U);
    BOOST_TEST(to_string(found.routers[0].mac) == router);
}

BOOST_AUTO_TEST_CASE(who_speaks_for_many_networks_is_a_router) {
    const commands::Survey found =
        survey({packet(host, router, "198.51.100.7", 64), packet(host, router, "203.0.113.7", 64),
                packet(router, host, "10.0.0.5", 64)});
    BOOST_REQUIRE(found.hosts.size() == 1U);
    BOOST_TEST(to_string(found.hosts[0].mac) == host);
    BOOST_TEST(found.routers.size() == 1U);
}

BOOST_AUTO_TEST_CASE(groups_and_addresses_that_are_none_do_not_count) {
    const commands::Survey found = survey({packet("ff:ff:ff:ff:ff:ff", host, "0.0.0.0", 64),
                                           packet("01:00:5e:00:00:01", host, "169.254.7.7", 64),
                                           packet("02:00:00:00:00:09", "01:00:00:00:00:01", "10.0.0.9", 64)});
    BOOST_TEST(found.hosts.empty());
    BOOST_TEST(found.routers.empty());
}

/// More hosts than the NIC holds, frames of every length, and a file name with a line end in it.
BOOST_AUTO_TEST_CASE(what_is_written_can_be_read_whatever_was_captured) {
    commands::CaptureSurvey survey;
    for (std::uint32_t i = 0; i < 300; ++i) {
        const std::string last = {"0123456789abcdef"[i / 16 % 16], "0123456789abcdef"[i % 16]};
        const std::string mac = "02:00:00:00:0" + std::to_string(i / 256) + ":" + last;
        survey.add({0, packet(router, mac.c_str(), "10.1.2." + std::to_string(i % 256), 64)});
    }
    Bytes whole = packet(router, host, "10.0.0.5", 64);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        survey.add({0, cut});
        if (length > 13) cut[13] = 0x06;  // ARP
        survey.add({0, cut});
    }
    const std::string text = commands::inventory_of(survey.result(), "a\nb: [");
    const service::Inventory inventory = service::parse_inventory(text, "tain.yaml");
    BOOST_TEST(inventory.interfaces.size() == default_capabilities().interfaces + 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
