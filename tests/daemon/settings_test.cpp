// SPDX-License-Identifier: Apache-2.0
// taind.yaml: every key, and what is refused.
#include "settings.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "world.hpp"

namespace tain::test {
namespace {

using daemon::parse_settings;
using daemon::Settings;

struct BadFile {
    std::string text;
    std::string message;
};
std::ostream& operator<<(std::ostream& stream, const BadFile& bad) {
    return stream << bad.text;
}

const BadFile bad_files[] = {
    {"nonsense: 1", "taind.yaml:1: nonsense: is not a key of the configuration"},
    {"listen: {}", "listen: must be a list"},
    {"listen: [{address: localhost, port: 1}]", "listen[0].address: 'localhost' is not an IP address"},
    {"listen: [{address: 127.0.0.1, port: 65536}]", "listen[0].port: must be a whole number"},
    {"listen: [{address: 127.0.0.1}]", "listen[0].port: is missing"},
    {"limits: {connections: 0}", "limits.connections: must be a whole number"},
    {"log: {format: xml}", "log.format: must be text or json"},
    {"log: {level: loud}", "log.level: must be debug, info, warn or error"},
    {"any_region: maybe", "any_region: must be true or false"},
    {"credentials: k\nlisten: [{address: 0.0.0.0, port: 1}]", "listen[0]: plain HTTP on 0.0.0.0"},
    {"credentials: k\nlisten: [{address: \"::\", port: 1}]", "listen[0]: plain HTTP on ::"},
    {"credentials: k\nlisten: [{address: 127.0.0.1, port: 1, key: k}]",
     "listen[0]: a certificate and its key"},
    {"listen: [{address: 127.0.0.1, port: 1}]", "listen: TCP serves those alone who sign"},
    {"metrics: {address: 0.0.0.0, port: 1}", "metrics: plain HTTP on 0.0.0.0"},
};

const char* const good_files[] = {
    "",
    "credentials: k\nlisten: [{address: 127.0.0.1, port: 0}, {address: \"::1\", port: 8080}]",
    "credentials: k\nlisten: [{address: 0.0.0.0, port: 1, plain_http: true}]",
    "credentials: k\nlisten: [{address: 0.0.0.0, port: 1, certificate: c, key: k}]",
    "metrics: {address: 127.0.0.1, port: 9464}",
};

}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(every_key) {
    const Settings read = parse_settings(R"(
state: /s
inventory: /i
credentials: /c
socket: /t
listen:
  - {address: 10.0.0.1, port: 8443, certificate: /cert, key: /key}
metrics: {address: 127.0.0.1, port: 9464}
any_region: true
limits: {request_bytes: 1, header_bytes: 300, headers: 3, connections: 4, idle_seconds: 5, request_seconds: 6,
         answer_seconds: 7, drain_seconds: 8, requests_per_second: 9, burst: 10}
log: {format: json, level: debug}
)",
                                         "taind.yaml");
    BOOST_TEST(read.state == "/s");
    BOOST_TEST(read.inventory == "/i");
    BOOST_TEST(read.credentials == "/c");
    BOOST_TEST(read.socket == "/t");
    BOOST_TEST(read.listen.at(0).port == 8443);
    BOOST_TEST(read.listen.at(0).certificate == "/cert");
    BOOST_TEST(read.metrics->port == 9464);
    BOOST_TEST(read.any_region);
    BOOST_TEST(read.limits.request_bytes == 1U);
    BOOST_TEST(read.limits.header_bytes == 300U);
    BOOST_TEST(read.limits.headers == 3U);
    BOOST_TEST(read.limits.connections == 4U);
    BOOST_TEST(read.limits.idle.count() == 5);
    BOOST_TEST(read.limits.request.count() == 6);
    BOOST_TEST(read.limits.answer.count() == 7);
    BOOST_TEST(read.limits.drain.count() == 8);
    BOOST_TEST(read.limits.requests_per_second == 9U);
    BOOST_TEST(read.limits.burst == 10U);
    BOOST_TEST((read.log_format == daemon::LogFormat::json));
    BOOST_TEST(read.log_level == "debug");
}

BOOST_DATA_TEST_CASE(faults_are_named, boost::unit_test::data::make(bad_files), bad) {
    try {
        daemon::check_settings(parse_settings(bad.text, "taind.yaml"));
        BOOST_ERROR("was taken");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "InvalidConfiguration");
        BOOST_TEST(std::string(error.what()).find(bad.message) != std::string::npos, error.what());
    }
}

BOOST_DATA_TEST_CASE(these_are_in_order, boost::unit_test::data::make(good_files), text) {
    daemon::check_settings(parse_settings(text, "taind.yaml"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
