// SPDX-License-Identifier: Apache-2.0
#include "world.hpp"

#include <unistd.h>

#include <cstdlib>

namespace tain::test {

Folder::Folder(const std::filesystem::path& parent) {
    std::string form = (parent / "tain-test-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(form.data()) != nullptr);
    path_ = form;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path quick_directory() {
    const std::filesystem::path memory = "/dev/shm";
    return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

std::string inventory_text() {
    return R"(account: "111122223333"
region: local-1
device: sim
interfaces:
  - {id: eni-0a000000000000001, port: 0, mac: "02:00:00:00:00:01", addresses: [10.0.0.5, "2001:db8::5"], mtu: 9001}
  - {id: eni-0a000000000000002, port: 0, mac: "02:00:00:00:00:02", addresses: [10.0.0.6]}
  - {id: eni-0a000000000000003, port: 0, mac: "02:00:00:00:00:03", addresses: ["2001:db8::7"]}
  - {id: eni-0a000000000000009, mac: "02:00:00:00:00:09", addresses: [10.0.9.9, "2001:db8:9::9"], mtu: 1500}
  - {id: eni-0a000000000000008, mac: "02:00:00:00:00:08", addresses: ["2001:db8:9::8"]}
  - {id: eni-0a000000000000007, mac: "02:00:00:00:00:07"}
load_balancers:
  - {arn: "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef", addresses: [10.0.2.10, 10.0.2.11]}
endpoints:
  - {id: vpce-0a000000000000001, addresses: [10.0.3.10]}
  - {id: vpce-0a000000000000002, addresses: [172.16.0.1]}
next_hops:
  - {prefix: 10.0.0.0/16, mac: "02:00:00:00:ff:01"}
  - {prefix: 10.0.2.0/24, mac: "02:00:00:00:ff:02"}
resolvers: [169.254.169.253, "fd00:ec2::253"]
)";
}

ApplyReport FakeNic::apply(const Wanted& wanted) {
    if (memory_.refuses) throw Error("NicStuck", "NIC", "", "the NIC does not end its change");
    ApplyReport report;
    if (!(memory_.wanted == wanted)) report = {.flips = 1, .changed = {"the configuration"}};
    memory_.wanted = wanted;
    ++memory_.applied;
    return report;
}

World::World(const std::string& text)
    : inventory(service::parse_inventory(text, "tain.yaml")),
      store(service::open_sqlite_store(folder / "state")),
      service(*store, inventory, [this] { return std::make_unique<FakeNic>(nic); }) {}

std::string World::refusal(const std::string& operation, const Json& request) {
    const auto revision = store->read().revision;
    const int applied = nic.applied;
    const std::string code = code_of([&] { call(operation, request); });
    BOOST_TEST(store->read().revision == revision);
    BOOST_TEST(nic.applied == applied);
    return code;
}

std::string World::create_target(const Json& request) {
    return call("CreateTrafficMirrorTarget", request)["TrafficMirrorTarget"]["TrafficMirrorTargetId"];
}

std::string World::create_filter() {
    return call("CreateTrafficMirrorFilter", Json::object())["TrafficMirrorFilter"]["TrafficMirrorFilterId"];
}

std::string World::create_rule(const std::string& filter, int number, const std::string& direction) {
    return call(
        "CreateTrafficMirrorFilterRule",
        rule_request(filter, number, direction))["TrafficMirrorFilterRule"]["TrafficMirrorFilterRuleId"];
}

std::string World::create_session(const std::string& filter, const std::string& target, int number,
                                  const std::string& interface) {
    return call("CreateTrafficMirrorSession",
                {{"NetworkInterfaceId", interface},
                 {"TrafficMirrorTargetId", target},
                 {"TrafficMirrorFilterId", filter},
                 {"SessionNumber", number}})["TrafficMirrorSession"]["TrafficMirrorSessionId"];
}

Json rule_request(const std::string& filter, int number, const std::string& direction) {
    return {{"TrafficMirrorFilterId", filter},
            {"TrafficDirection", direction},
            {"RuleNumber", number},
            {"RuleAction", "accept"},
            {"DestinationCidrBlock", "0.0.0.0/0"},
            {"SourceCidrBlock", "0.0.0.0/0"}};
}

}  // namespace tain::test
