// SPDX-License-Identifier: Apache-2.0
// Client tokens: what a repeated create answers, and for how long.
#include "world.hpp"

namespace tain::test {
namespace {

const std::string create = "CreateTrafficMirrorFilter";

/// A world whose clock is set by hand.
struct Timed : World {
    std::chrono::system_clock::time_point now{std::chrono::hours(500000)};
    service::Service timed{*store, inventory, [this] { return std::make_unique<FakeNic>(nic); },
                           [this] { return now; }};

    Json repeat(const Json& request, const std::string& operation = create) {
        return timed.call(service::get_operation(operation), request);
    }
    std::size_t objects() { return store->read().objects.size(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(client_tokens, Timed)

BOOST_AUTO_TEST_CASE(the_same_answer_whatever_became_of_the_object) {
    const Json request{{"ClientToken", "t"}, {"Description", "first"}};
    const Json first = repeat(request);
    const Json id = first["TrafficMirrorFilter"]["TrafficMirrorFilterId"];
    call("ModifyTrafficMirrorFilterNetworkServices",
         {{"TrafficMirrorFilterId", id}, {"AddNetworkServices", {"amazon-dns"}}});
    BOOST_TEST(repeat(request) == first);
    call("DeleteTrafficMirrorFilter", {{"TrafficMirrorFilterId", id}});
    BOOST_TEST(repeat(request) == first);
    BOOST_TEST(call("DescribeTrafficMirrorFilters", Json::object())["TrafficMirrorFilters"].empty());
}

BOOST_AUTO_TEST_CASE(other_parameters_are_refused) {
    repeat({{"ClientToken", "t"}, {"Description", "first"}});
    for (const Json& other : {Json{{"ClientToken", "t"}}, Json{{"ClientToken", "t"}, {"Description", "x"}}})
        BOOST_TEST(code_of([&] { repeat(other); }) == "IdempotentParameterMismatch");
}

BOOST_AUTO_TEST_CASE(a_token_belongs_to_an_operation_and_an_account) {
    repeat({{"ClientToken", "t"}});
    repeat({{"ClientToken", "t"}, {"NetworkInterfaceId", collector}}, "CreateTrafficMirrorTarget");
    inventory.account = "444455556666";
    repeat({{"ClientToken", "t"}, {"Description", "of another"}});
    BOOST_TEST(call("DescribeTrafficMirrorFilters", Json::object())["TrafficMirrorFilters"].size() == 2U);
}

BOOST_AUTO_TEST_CASE(forgotten_after_a_day) {
    const Json request{{"ClientToken", "t"}};
    const Json first = repeat(request);
    now += std::chrono::hours(24);
    BOOST_TEST(repeat(request) == first);
    now += std::chrono::seconds(1);
    const Json second = repeat(request);
    BOOST_TEST(second != first);
    BOOST_TEST(repeat(request) == second);
    BOOST_TEST(objects() == 3U);  // two filters and the newer record
    now += std::chrono::hours(25);
    repeat({{"ClientToken", "other"}});
    BOOST_TEST(objects() == 4U);      // the old record is gone
    now -= std::chrono::hours(1000);  // the clock was wrong
    BOOST_TEST(code_of([&] { repeat({{"ClientToken", "other"}, {"Description", "x"}}); }) == "");
}

BOOST_AUTO_TEST_CASE(a_dry_run_and_a_refused_create_use_no_token) {
    BOOST_TEST(code_of([&] { repeat({{"ClientToken", "t"}, {"DryRun", true}}); }) == "DryRunOperation");
    inventory.quotas.filters = 0;
    BOOST_TEST(code_of([&] { repeat({{"ClientToken", "t"}}); }) == "TrafficMirrorFilterLimitExceeded");
    BOOST_TEST(objects() == 0U);
    inventory.quotas.filters = 1;
    repeat({{"ClientToken", "t"}, {"Description", "now"}});
}

BOOST_AUTO_TEST_CASE(the_form_of_a_token) {
    for (const std::string& bad :
         {std::string(), std::string(65, 'x'), std::string("t\u00e4"), std::string("a\nb")})
        BOOST_TEST(code_of([&] { repeat({{"ClientToken", bad}}); }) == "InvalidClientToken");
    BOOST_TEST(code_of([&] { repeat({{"ClientToken", std::string(64, '~')}}); }) == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
