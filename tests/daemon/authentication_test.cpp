// SPDX-License-Identifier: Apache-2.0
// Signatures: what is accepted, and every way in which a request may not be what was signed.
#include "authentication.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <ostream>

#include "tain/endpoint/signature.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using namespace tain::daemon;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string key_id = "AKIDEXAMPLE";
const std::string secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const std::string timestamp = "20261122T193000Z";
const auto now =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(19) + minutes(30);

const Credentials known{{key_id, {key_id, secret, "111122223333", "", Access::full}},
                        {"AKIDTOKEN", {"AKIDTOKEN", secret, "111122223333", "session", Access::full}}};
const SignatureRules rules{"us-east-1"};

/// What is signed, and with what.
struct Signing {
    std::string key_id = daemon_key();
    std::string secret_key = secret;
    std::string date = "20261122";
    std::string region = "us-east-1";
    std::string service = "ec2";
    std::string at = timestamp;
    Headers more = {};

    static std::string daemon_key() { return tain::test::key_id; }
};

HttpRequest signed_request(const Signing& signing = {}) {
    HttpRequest request{"POST", "/", "", {}, "Action=DescribeTags&Version=2016-11-15"};
    request.headers = {{"Host", "127.0.0.1:8080"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                       {"X-Amz-Date", signing.at}};
    for (const auto& header : signing.more) request.headers.push_back(header);
    const endpoint::SignedParts parts{request.method, request.path, request.query, request.headers,
                                      endpoint::sha256_hex(request.body)};
    const std::string value =
        endpoint::authorization(parts, signing.at, {signing.date, signing.region, signing.service},
                                signing.key_id, signing.secret_key);
    request.headers.emplace_back("Authorization", value);
    request.headers.emplace_back("User-Agent", "not signed");
    return request;
}

std::string refusal(const HttpRequest& request, std::chrono::system_clock::time_point time = now,
                    const SignatureRules& by = rules) {
    return code_of([&] { static_cast<void>(authenticate(request, known, by, time)); });
}

std::string& header(HttpRequest& request, const std::string& name) {
    for (auto& [key, value] : request.headers)
        if (key == name) return value;
    BOOST_FAIL("no header " + name);
    return request.body;
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

struct Change {
    const char* name;
    std::function<void(HttpRequest&)> change;
    const char* code;
};
std::ostream& operator<<(std::ostream& stream, const Change& change) {
    return stream << change.name;
}

const Change changes[] = {
    {"method", [](HttpRequest& r) { r.method = "GET"; }, "SignatureDoesNotMatch"},
    {"path", [](HttpRequest& r) { r.path = "/x"; }, "SignatureDoesNotMatch"},
    {"query", [](HttpRequest& r) { r.query = "Action=DeleteTags"; }, "SignatureDoesNotMatch"},
    {"body", [](HttpRequest& r) { r.body += "&DryRun=true"; }, "SignatureDoesNotMatch"},
    {"empty body", [](HttpRequest& r) { r.body.clear(); }, "SignatureDoesNotMatch"},
    {"host", [](HttpRequest& r) { header(r, "Host") = "example.test"; }, "SignatureDoesNotMatch"},
    {"signed header", [](HttpRequest& r) { header(r, "Content-Type") = "text/plain"; },
     "SignatureDoesNotMatch"},
    {"another meaning", [](HttpRequest& r) { r.headers.emplace_back("X-Amz-Target", "DeleteTags"); },
     "IncompleteSignature"},
    {"second host", [](HttpRequest& r) { r.headers.emplace_back("host", "example.test"); },
     "IncompleteSignature"},
    {"second authorization",
     [](HttpRequest& r) { r.headers.emplace_back("authorization", header(r, "Authorization")); },
     "IncompleteSignature"},
    {"a token that was not signed",
     [](HttpRequest& r) { r.headers.emplace_back("X-Amz-Security-Token", "session"); },
     "IncompleteSignature"},
    {"no authorization",
     [](HttpRequest& r) {
         std::erase_if(r.headers, [](const auto& h) { return h.first == "Authorization"; });
     },
     "MissingAuthenticationToken"},
    {"signature's last digit",
     [](HttpRequest& r) {
         char& last = header(r, "Authorization").back();
         last = last == '0' ? '1' : '0';
     },
     "SignatureDoesNotMatch"},
    {"signature in upper case",
     [](HttpRequest& r) {
         std::string& text = header(r, "Authorization");
         for (std::size_t i = text.rfind('=') + 1; i < text.size(); ++i)
             if (text[i] >= 'a') text[i] = static_cast<char>(text[i] - 32);
     },
     "SignatureDoesNotMatch"},
    {"signature cut", [](HttpRequest& r) { header(r, "Authorization").pop_back(); }, "SignatureDoesNotMatch"},
    {"no signature",
     [](HttpRequest& r) {
         std::string& t = header(r, "Authorization");
         t.resize(t.rfind('=') + 1);
     },
     "IncompleteSignature"},
    {"another key", [](HttpRequest& r) { replace(header(r, "Authorization"), "AKIDEXAMPLE", "AKIDUNKNOWN"); },
     "AuthFailure"},
    {"no key", [](HttpRequest& r) { replace(header(r, "Authorization"), "AKIDEXAMPLE", ""); },
     "IncompleteSignature"},
    {"another date", [](HttpRequest& r) { replace(header(r, "Authorization"), "/20261122/", "/20261121/"); },
     "IncompleteSignature"},
    {"another time", [](HttpRequest& r) { header(r, "X-Amz-Date") = "20261122T193001Z"; },
     "SignatureDoesNotMatch"},
    {"no time", [](HttpRequest& r) { header(r, "X-Amz-Date") = "now"; }, "IncompleteSignature"},
    {"month 13", [](HttpRequest& r) { header(r, "X-Amz-Date") = "20261322T193000Z"; }, "IncompleteSignature"},
    {"host not signed", [](HttpRequest& r) { replace(header(r, "Authorization"), "host;", ""); },
     "IncompleteSignature"},
    {"time not signed", [](HttpRequest& r) { replace(header(r, "Authorization"), ";x-amz-date", ""); },
     "IncompleteSignature"},
    {"header that is absent",
     [](HttpRequest& r) { replace(header(r, "Authorization"), "host;", "host;x-a;"); },
     "IncompleteSignature"},
    {"another scheme",
     [](HttpRequest& r) { replace(header(r, "Authorization"), "AWS4-HMAC-SHA256", "AWS4-ECDSA"); },
     "IncompleteSignature"},
    {"basic", [](HttpRequest& r) { header(r, "Authorization") = "Basic QUxBRERJTg=="; },
     "IncompleteSignature"},
    {"empty", [](HttpRequest& r) { header(r, "Authorization") = ""; }, "IncompleteSignature"},
    {"scope cut", [](HttpRequest& r) { replace(header(r, "Authorization"), "/aws4_request", ""); },
     "IncompleteSignature"},
    {"a part twice", [](HttpRequest& r) { header(r, "Authorization") += ", Signature=00"; },
     "IncompleteSignature"},
    {"a part of no meaning", [](HttpRequest& r) { header(r, "Authorization") += ", Extra=1"; },
     "IncompleteSignature"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(authentication)

BOOST_AUTO_TEST_CASE(a_signed_request_is_its_signers) {
    BOOST_TEST(authenticate(signed_request(), known, rules, now).account == "111122223333");
}

BOOST_DATA_TEST_CASE(whatever_is_changed_is_noticed, boost::unit_test::data::make(changes), change) {
    HttpRequest request = signed_request();
    change.change(request);
    BOOST_TEST(refusal(request) == change.code);
}

BOOST_AUTO_TEST_CASE(the_secret_decides) {
    BOOST_TEST(refusal(signed_request({.secret_key = "another"})) == "SignatureDoesNotMatch");
    BOOST_TEST(refusal(signed_request({.key_id = "AKIDUNKNOWN"})) == "AuthFailure");
}

BOOST_AUTO_TEST_CASE(a_signature_is_good_for_a_quarter_of_an_hour) {
    const HttpRequest request = signed_request();
    for (const auto& off : {minutes(15), -minutes(15), minutes(0)})
        BOOST_TEST(refusal(request, now + off) == "");
    BOOST_TEST(refusal(request, now + minutes(15) + seconds(1)) == "RequestExpired");
    BOOST_TEST(refusal(request, now - minutes(15) - seconds(1)) == "RequestExpired");
    // Beyond what a clock of nanoseconds can say.
    for (const char* at : {"00000101T000000Z", "22630101T000000Z", "99991231T235959Z"})
        BOOST_TEST(refusal(signed_request({.date = std::string(at).substr(0, 8), .at = at})) ==
                   "RequestExpired");
}

BOOST_AUTO_TEST_CASE(the_scope_is_this_service_and_region) {
    BOOST_TEST(refusal(signed_request({.region = "mars-1"})) == "SignatureDoesNotMatch");
    BOOST_TEST(refusal(signed_request({.region = "mars-1"}), now, SignatureRules{}) == "");
    BOOST_TEST(refusal(signed_request({.service = "s3"})) == "SignatureDoesNotMatch");
}

BOOST_AUTO_TEST_CASE(a_session_token_belongs_to_its_key) {
    const auto with_token = [](const std::string& key, const std::string& token) {
        return signed_request({.key_id = key, .more = {{"X-Amz-Security-Token", token}}});
    };
    BOOST_TEST(refusal(with_token("AKIDTOKEN", "session")) == "");
    BOOST_TEST(refusal(with_token("AKIDTOKEN", "Session")) == "AuthFailure");
    BOOST_TEST(refusal(signed_request({.key_id = "AKIDTOKEN"})) == "AuthFailure");
    BOOST_TEST(refusal(with_token(key_id, "session")) == "AuthFailure");
}

BOOST_AUTO_TEST_CASE(the_bodys_hash_is_checked_where_it_is_sent) {
    const std::string body = "Action=DescribeTags&Version=2016-11-15";
    const auto with_hash = [](const std::string& hash) {
        return signed_request({.more = {{"X-Amz-Content-Sha256", hash}}});
    };
    BOOST_TEST(refusal(with_hash(endpoint::sha256_hex(body))) == "");
    BOOST_TEST(refusal(with_hash(endpoint::sha256_hex(""))) == "SignatureDoesNotMatch");
    BOOST_TEST(refusal(with_hash("UNSIGNED-PAYLOAD")) == "SignatureDoesNotMatch");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
