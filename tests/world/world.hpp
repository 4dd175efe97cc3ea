// SPDX-License-Identifier: Apache-2.0
// A small world for tests: a folder that vanishes, an inventory, a store and a service on them.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "tain/error.hpp"
#include "tain/service/service.hpp"

namespace tain::test {

using service::Json;

/// A folder of its own, removed with all that is in it.
class Folder {
  public:
    explicit Folder(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;
    ~Folder();
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// A place in memory where there is one: for tests that write much and are no judge of the disk.
std::filesystem::path quick_directory();

// What the inventory below holds.
inline const std::string source = "eni-0a000000000000001";         // both families, port 0
inline const std::string second_source = "eni-0a000000000000002";  // IPv4 only, port 0
inline const std::string third_source = "eni-0a000000000000003";   // IPv6 only, port 0
inline const std::string collector = "eni-0a000000000000009";      // both families, elsewhere
inline const std::string collector_v6 = "eni-0a000000000000008";   // IPv6 only, elsewhere
inline const std::string bare = "eni-0a000000000000007";           // no address, elsewhere
inline const std::string balancer =
    "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef";
inline const std::string endpoint = "vpce-0a000000000000001";
inline const std::string unreached_endpoint = "vpce-0a000000000000002";  // its address has no next hop
inline const std::string account = "111122223333";

std::string inventory_text();

/// The EC2 error code of what the call throws; "" where it throws nothing.
template <typename Function>
std::string code_of(Function call) {
    try {
        call();
    } catch (const Error& error) {
        BOOST_TEST_MESSAGE(error.code() << ": " << error.what());
        return error.code();
    }
    return "";
}

/// A NIC of given sizes that remembers what it was made to do, and can be told to refuse.
class FakeNic final : public service::Nic {
  public:
    struct Memory {
        Capabilities capabilities = default_capabilities();
        Wanted wanted;
        int applied = 0;
        bool refuses = false;
        bool keeps_state = false;
    };
    explicit FakeNic(Memory& memory) : memory_(memory) {}
    [[nodiscard]] const Capabilities& capabilities() const override { return memory_.capabilities; }
    ApplyReport apply(const Wanted& wanted) override;
    [[nodiscard]] bool keeps_state() const override { return memory_.keeps_state; }

  private:
    Memory& memory_;
};

struct World {
    explicit World(const std::string& inventory = inventory_text());

    Folder folder;
    service::Inventory inventory;
    std::unique_ptr<service::Store> store;
    FakeNic::Memory nic;
    service::Service service;

    Json call(const std::string& operation, const Json& request) {
        return service.call(service::get_operation(operation), request);
    }
    /// The error code, having checked that the call changed neither store nor NIC.
    std::string refusal(const std::string& operation, const Json& request);

    std::string create_target(const Json& request = {{"NetworkInterfaceId", collector}});
    std::string create_filter();
    std::string create_rule(const std::string& filter, int number = 100,
                            const std::string& direction = "ingress");
    std::string create_session(const std::string& filter, const std::string& target, int number = 1,
                               const std::string& interface = source);
};

/// A request for a rule that is in order.
Json rule_request(const std::string& filter, int number = 100, const std::string& direction = "ingress");

}  // namespace tain::test
