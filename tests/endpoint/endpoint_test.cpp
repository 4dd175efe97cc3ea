// SPDX-License-Identifier: Apache-2.0
// The whole client against a server that plays answers, and against the AWS client's own requests.
#include "tain/endpoint/endpoint.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <regex>
#include <sstream>

#include "endpoint_client.hpp"
#include "process.hpp"
#include "scripted_server.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/endpoint/signature.hpp"
#include "user_files.hpp"

BOOST_AUTO_TEST_SUITE(endpoint)

namespace {

using namespace tain::endpoint;
using namespace tain::test;
using tain::service::find_operation;
using tain::service::Json;

const std::string no_tags = "<DescribeTagsResponse><tagSet/></DescribeTagsResponse>";

/// A user with credentials and a region.
struct User : UserFiles {
    User() {
        set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        set("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI");
        set("AWS_DEFAULT_REGION", "us-east-1");
    }

    std::vector<double> waits;  ///< that the client would have slept

    Json call(const std::string& url, const std::string& operation = "DescribeTags",
              const Json& request = Json::object(), EndpointOptions options = {}) {
        options.url = url;
        EndpointClient client(options, Profile::load("", true),
                              [this](double seconds) { waits.push_back(seconds); });
        return client.call(*find_operation(operation), request);
    }

    void check_error(const std::string& url, const std::string& code, const std::string& message,
                     std::optional<int> retries = std::nullopt) {
        BOOST_CHECK_EXCEPTION(call(url), AnswerError, [&](const AnswerError& error) {
            BOOST_TEST(error.code() == code);
            BOOST_TEST(error.what() == message);
            BOOST_TEST((error.exhausted_retries() == retries));
            return true;
        });
    }

    void check_refused(const std::string& url, const std::string& words, int exit_code,
                       const EndpointOptions& options = {}) {
        BOOST_CHECK_EXCEPTION(call(url, "DescribeTags", Json::object(), options), tain::cli::CommandError,
                              [&](const tain::cli::CommandError& error) {
                                  BOOST_TEST(std::string(error.what()).substr(0, words.size()) == words);
                                  BOOST_TEST(error.exit_code() == exit_code);
                                  return true;
                              });
    }
};

/// The Authorization header that belongs to a request, from the request itself.
std::string expected_authorization(const Received& received, const std::string& region = "us-east-1") {
    const auto question = received.target.find('?');
    SignedParts parts{received.method,
                      received.target.substr(0, question),
                      question == std::string::npos ? "" : received.target.substr(question + 1),
                      {},
                      sha256_hex(received.body)};
    for (const std::string name : {"content-type", "host", "x-amz-date", "x-amz-security-token"})
        if (received.headers.contains(name)) parts.headers.emplace_back(name, received.headers.at(name));
    const std::string date = received.headers.at("x-amz-date");
    return authorization(parts, date, {date.substr(0, 8), region, "ec2"}, "AKIDEXAMPLE", "wJalrXUtnFEMI");
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_call, User) {
    const ScriptedServer server({answer("<R><tagSet><item><key>k</key><value/></item></tagSet></R>")});
    const Json got = call(server.url(), "DescribeTags", {{"MaxResults", 5}});
    BOOST_TEST(got.dump() == R"({"Tags":[{"Key":"k","Value":""}]})");
    const Received received = server.received().at(0);
    BOOST_TEST(received.body == "Action=DescribeTags&Version=2016-11-15&MaxResults=5");
    BOOST_TEST((received.header_names == std::vector<std::string>{"Host", "Accept-Encoding", "Content-Type",
                                                                  "User-Agent", "X-Amz-Date", "Authorization",
                                                                  "Content-Length"}));
    BOOST_TEST(received.headers.at("host") == "127.0.0.1:" + server.port());
    BOOST_TEST(received.headers.at("content-type") == "application/x-www-form-urlencoded; charset=utf-8");
    BOOST_TEST(received.headers.at("authorization") == expected_authorization(received));
    BOOST_TEST(waits.empty());
}

BOOST_FIXTURE_TEST_CASE(open_endpoint_makes_the_same, User) {
    const ScriptedServer server({answer(no_tags)});
    EndpointOptions options;
    options.url = server.url();
    BOOST_TEST(open_endpoint(options, Profile::load("", true))
                   ->call(*find_operation("DescribeTags"), Json::object()) ==
               Json({{"Tags", Json::array()}}));
}

BOOST_FIXTURE_TEST_CASE(signatures, User) {
    const ScriptedServer server({answer(no_tags)});
    set("AWS_SESSION_TOKEN", "to/ken==");
    EndpointOptions options;
    options.region = "mars-1";
    call(server.url() + "/a//b%20c/../d?z=1&a=2", "DescribeTags", Json::object(), options);
    const Received received = server.received().at(0);
    BOOST_TEST(received.target == "/a//b%20c/../d?z=1&a=2");
    BOOST_TEST(received.headers.at("x-amz-security-token") == "to/ken==");
    BOOST_TEST(received.headers.at("authorization") == expected_authorization(received, "mars-1"));
    BOOST_TEST(received.headers.at("authorization")
                   .find("mars-1/ec2/aws4_request, SignedHeaders=content-type;host;"
                         "x-amz-date;x-amz-security-token, ") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(unsigned_requests, User) {
    unset("AWS_ACCESS_KEY_ID");
    const ScriptedServer server({answer(no_tags)});
    EndpointOptions options;
    options.sign = false;
    call(server.url(), "DescribeTags", Json::object(), options);
    BOOST_TEST(!server.received().at(0).headers.contains("authorization"));
    BOOST_TEST(!server.received().at(0).headers.contains("x-amz-date"));
}

BOOST_FIXTURE_TEST_CASE(settings_that_are_missing, User) {
    const std::string url = "http://127.0.0.1:1/";
    unset("AWS_ACCESS_KEY_ID");
    check_refused(url, "Unable to locate credentials. ", 253);
    unset("AWS_DEFAULT_REGION");
    check_refused(url, "You must specify a region. ", 253);
    EndpointOptions options;
    options.sign = false;
    check_refused(url, "You must specify a region. ", 253, options);
    for (const std::string region : {"a b", "\xc3\xa9", "12", "-x", "x-", "mars_1"}) {
        options.region = region;
        check_refused(url, "Provided region_name '" + region + "' doesn't match a supported format.", 255,
                      options);
    }
    options.region = std::string(64, 'a');
    check_refused(url, "Provided region_name '" + options.region + "' doesn't match a supported format.", 255,
                  options);
    write_config("[default]\nregion=from-file\ncli_timestamp_format=sundial\n");
    check_refused(
        url, "Unknown cli_timestamp_format value: sundial, valid values are \"wire\" or \"iso8601\"", 253);
    check_refused("x", "Invalid endpoint: x", 255);
}

BOOST_FIXTURE_TEST_CASE(error_answers, User) {
    const ScriptedServer server({error_answer("InvalidParameterValue", "the message", "400 Bad Request")});
    check_error(server.url(), "InvalidParameterValue", "the message");
    BOOST_TEST(server.received().size() == 1U);
    BOOST_TEST(waits.empty());
    set("AWS_MAX_ATTEMPTS", "1");
    check_error(server.url(), "InvalidParameterValue", "the message", 0);
}

BOOST_FIXTURE_TEST_CASE(requests_sent_again, User) {
    const ScriptedServer server({answer("", "503 Service Unavailable"),
                                 error_answer("RequestLimitExceeded", "slowly", "400 Bad Request"),
                                 answer(no_tags)});
    BOOST_TEST(call(server.url(), "CreateTags", {{"Resources", {"tms-1"}}}).dump() == "{}");
    BOOST_TEST(waits.size() == 2U);
    BOOST_TEST(waits.at(0) < 1);
    BOOST_TEST(waits.at(1) < 2);
    const auto received = server.received();
    BOOST_TEST(received.size() == 3U);
    for (const Received& one : received) {
        BOOST_TEST(one.body == received.front().body);
        BOOST_TEST(one.headers.at("authorization") == expected_authorization(one));
    }
}

BOOST_FIXTURE_TEST_CASE(requests_sent_in_vain, User) {
    const ScriptedServer busy({error_answer("Unavailable", "msg", "503 Service Unavailable")});
    check_error(busy.url(), "Unavailable", "msg", 2);
    BOOST_TEST(busy.received().size() == 3U);
    const ScriptedServer at_last(
        {answer("", "500 X"), answer("", "500 X"), error_answer("B", "msg", "400 X")});
    check_error(at_last.url(), "B", "msg", 2);
    const ScriptedServer closing({{.bytes = ""}});
    check_refused(closing.url(), "Connection was closed before we received a valid response", 255);
    BOOST_TEST(closing.received().size() == 3U);
    const ScriptedServer web_page({answer("no XML")});
    check_refused(web_page.url(),
                  "Unable to parse response (syntax error: line 1, column 0), invalid XML received.", 255);
    BOOST_TEST(web_page.received().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(recovery_from_a_lost_connection, User) {
    const ScriptedServer server(
        {{.bytes = "", .read_first = false}, {.bytes = "HTTP/1.1 2"}, answer(no_tags)});
    BOOST_TEST(call(server.url()).dump() == R"({"Tags":[]})");
}

BOOST_FIXTURE_TEST_CASE(many_calls_on_one_connection, User) {
    const ScriptedServer server({kept_answer(no_tags)});
    EndpointOptions options;
    options.url = server.url();
    const auto api = open_endpoint(options, Profile::load("", true));
    for (int page = 0; page < 10; ++page) api->call(*find_operation("DescribeTags"), Json::object());
    BOOST_TEST(server.received().size() == 10U);
    BOOST_TEST(server.connections() == 1);
}

BOOST_FIXTURE_TEST_CASE(times_as_on_the_wire, User) {
    const ScriptedServer server(
        {answer("<R><networkInterfaceSet><item><attachment><attachTime>2026-11-22T19:30:00.000Z</attachTime>"
                "</attachment></item></networkInterfaceSet></R>")});
    const auto time = [&] {
        return call(server.url(), "DescribeNetworkInterfaces")
            .at("NetworkInterfaces")
            .at(0)
            .at("Attachment")
            .at("AttachTime")
            .get<std::string>();
    };
    BOOST_TEST(time() == "2026-11-22T19:30:00+00:00");
    write_config("[default]\ncli_timestamp_format = wire\n");
    BOOST_TEST(time() == "2026-11-22T19:30:00.000Z");
}

BOOST_FIXTURE_TEST_CASE(the_log_has_no_secrets, User) {
    const auto before = spdlog::default_logger();
    std::ostringstream log;
    auto logger =
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_st>(log));
    logger->set_level(spdlog::level::debug);
    spdlog::set_default_logger(logger);
    set("AWS_SESSION_TOKEN", "secret-token");
    const ScriptedServer server({answer(no_tags)});
    call(server.url() + "/?x=y");
    spdlog::set_default_logger(before);
    BOOST_TEST(log.str().find("POST http://127.0.0.1:" + server.port() + "/?x=y") != std::string::npos);
    BOOST_TEST(log.str().find("Action=DescribeTags") != std::string::npos);
    BOOST_TEST(log.str().find("status 200") != std::string::npos);
    for (const std::string secret : {"secret-token", "wJalrXUtnFEMI", "Signature="})
        BOOST_TEST(log.str().find(secret) == std::string::npos, secret);
}

// The AWS client's own requests

namespace {

const std::string aws = "/usr/bin/aws";

/// Whether there is an AWS client of version 2; says so where not.
bool has_aws() {
    static const bool found = [] {
        if (!std::filesystem::exists(aws)) return false;
        return run_process({aws, "--version"}).output.starts_with("aws-cli/2.");
    }();
    if (!found) BOOST_TEST_MESSAGE("skipped: no AWS client of version 2 at " << aws);
    return found;
}

boost::test_tools::assertion_result aws_is_there(boost::unit_test::test_unit_id) {
    return has_aws();
}

/// A request with every member that the operation takes but MaxResults, whose least value is a matter of its
/// own.
Json whole_value(const tain::service::Shape& shape, const std::string& name) {
    using tain::service::Kind;
    switch (shape.kind) {
        case Kind::integer:
            return 7;
        case Kind::boolean:
            return true;
        case Kind::list:
            return Json::array(
                {whole_value(*shape.element, name + " 1"), whole_value(*shape.element, name + " 2")});
        case Kind::structure:
            break;
        default:
            return name + " & \xc3\xa9/*+~";
    }
    Json structure = Json::object();
    for (const auto& member : shape.members)
        if (member.name != "MaxResults" && member.name != "NextToken")
            structure[std::string(member.name)] = whole_value(*member.shape, std::string(member.name));
    return structure;
}

/// Operations that the AWS client of Debian 12 does not have yet, and members that it does not have yet.
const std::vector<std::string> later_operations{"DescribeTrafficMirrorFilterRules"};

Json known_to_aws(const std::string& operation, Json request) {
    if (operation == "CreateTrafficMirrorFilterRule") request.erase("TagSpecifications");
    if (operation == "DescribeNetworkInterfaces") request.erase("IncludeManagedResources");
    return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(same_requests_as_the_aws_client, *boost::unit_test::precondition(aws_is_there)) {
    User user;
    user.set("AWS_EC2_METADATA_DISABLED", "true");
    user.set("AWS_PAGER", "");
    for (const auto& operation : tain::service::operations()) {
        const std::string name(operation.name);
        if (std::ranges::find(later_operations, name) != later_operations.end()) continue;
        BOOST_TEST_CONTEXT(name) {
            const Json request = known_to_aws(name, whole_value(operation.input, ""));
            const ScriptedServer server({answer("<R/>")});
            const auto ran =
                run_process({aws, "ec2", tain::service::command_name(operation), "--cli-input-json",
                             request.dump(), "--endpoint-url", server.url() + "/a?b=c"});
            BOOST_TEST(ran.succeeded, ran.errors);
            user.call(server.url() + "/a?b=c", name, request);

            const auto received = server.received();
            BOOST_REQUIRE(received.size() == 2U);
            const Received& theirs = received.front();
            const Received& ours = received.back();
            BOOST_TEST(ours.method == theirs.method);
            BOOST_TEST(ours.target == theirs.target);
            BOOST_TEST(ours.body == theirs.body);
            BOOST_TEST((ours.header_names == theirs.header_names));
            for (const std::string header : {"host", "accept-encoding", "content-type", "content-length"})
                BOOST_TEST(ours.headers.at(header) == theirs.headers.at(header));
            BOOST_TEST(theirs.headers.at("authorization") == expected_authorization(theirs));
            BOOST_TEST(ours.headers.at("authorization") == expected_authorization(ours));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
