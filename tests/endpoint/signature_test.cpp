// SPDX-License-Identifier: Apache-2.0
// Signature Version 4 against the published example and against what the AWS client was seen to send.
#include "tain/endpoint/signature.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(signature)

namespace {

using namespace tain::endpoint;

const std::string secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const std::string time_stamp = "20150830T123600Z";
const std::string empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

SignedParts suite_request(const std::string& method, const std::string& path, const std::string& query,
                          const std::string& body = "") {
    return {method,
            path,
            query,
            {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", time_stamp}},
            sha256_hex(body)};
}

std::string suite_signature(const SignedParts& parts) {
    const Scope scope{"20150830", "us-east-1", "service"};
    return tain::endpoint::signature(signing_key(secret, scope),
                                     string_to_sign(time_stamp, scope, canonical_request(parts)));
}

std::string path_of(const std::string& path) {
    const std::string canonical = canonical_request({"GET", path, "", {}, ""});
    return canonical.substr(4, canonical.find('\n', 4) - 4);
}

std::string query_of(const std::string& query) {
    const std::string canonical = canonical_request({"GET", "/", query, {}, ""});
    return canonical.substr(6, canonical.find('\n', 6) - 6);
}

}  // namespace

BOOST_AUTO_TEST_CASE(hashes) {
    BOOST_TEST(sha256_hex("") == empty_hash);
    BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// The example of the documentation: ListUsers of IAM.
BOOST_AUTO_TEST_CASE(documented_example) {
    const SignedParts parts{"GET",
                            "/",
                            "Action=ListUsers&Version=2010-05-08",
                            {{"Host", "iam.amazonaws.com"},
                             {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                             {"X-Amz-Date", time_stamp}},
                            empty_hash};
    const Scope scope{"20150830", "us-east-1", "iam"};
    BOOST_TEST(sha256_hex(canonical_request(parts)) ==
               "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    BOOST_TEST(authorization(parts, time_stamp, scope, "AKIDEXAMPLE", secret) ==
               "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
               "SignedHeaders=content-type;host;x-amz-date, "
               "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

/// Of the published suite (service "service").
BOOST_AUTO_TEST_CASE(published_suite) {
    BOOST_TEST(suite_signature(suite_request("GET", "/", "")) ==
               "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    BOOST_TEST(suite_signature(suite_request("POST", "/", "")) ==
               "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    SignedParts form = suite_request("POST", "/", "", "Param1=value1");
    form.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    BOOST_TEST(suite_signature(form) == "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    for (const std::string path : {"", "//", "/./", "/example/..", "/example1/example2/../.."})
        BOOST_TEST(
            suite_signature(suite_request("GET", path, "")) == suite_signature(suite_request("GET", "/", "")),
            path);
}

BOOST_AUTO_TEST_CASE(paths) {
    BOOST_TEST(path_of("") == "/");
    BOOST_TEST(path_of("/a/b") == "/a/b");
    BOOST_TEST(path_of("/a/b/") == "/a/b/");
    BOOST_TEST(path_of("//a//./b/../c/") == "/a/c/");
    BOOST_TEST(path_of("/..") == "/");
    BOOST_TEST(path_of("/example space/") == "/example%20space/");
    BOOST_TEST(path_of("/a%20b") == "/a%2520b");
    BOOST_TEST(path_of("/\xe1\x88\xb4") == "/%E1%88%B4");
    BOOST_TEST(path_of("/-._~0-9A-Za-z") == "/-._~0-9A-Za-z");
}

BOOST_AUTO_TEST_CASE(queries) {
    BOOST_TEST(query_of("") == "");
    BOOST_TEST(query_of("b=2&a=1") == "a=1&b=2");
    BOOST_TEST(query_of("a=2&a=1&a") == "a=&a=1&a=2");
    BOOST_TEST(query_of("a=b=c") == "a=b%3Dc");
    BOOST_TEST(query_of("\xe1\x88\xb4=bar") == "%E1%88%B4=bar");
    BOOST_TEST(query_of("a=%20") == "a=%20");
}

BOOST_AUTO_TEST_CASE(headers) {
    const Headers given{{"My-Header1", "  a   b\t c "}, {"Host", "h"}, {"my-header1", "d"}, {"Empty", ""}};
    BOOST_TEST(signed_header_names(given) == "empty;host;my-header1");
    BOOST_TEST(canonical_request({"GET", "/", "", given, "hash"}) ==
               "GET\n/\n\nempty:\nhost:h\nmy-header1:a b c,d\n\nempty;host;my-header1\nhash");
}

/// Every part of a request changes its signature.
BOOST_AUTO_TEST_CASE(everything_counts) {
    const SignedParts parts = suite_request("POST", "/a", "b=c", "body");
    const std::string original = suite_signature(parts);
    const auto differs = [&](auto change) {
        SignedParts changed = parts;
        change(changed);
        BOOST_TEST(suite_signature(changed) != original);
    };
    differs([](SignedParts& p) { p.method = "PUT"; });
    differs([](SignedParts& p) { p.path = "/b"; });
    differs([](SignedParts& p) { p.query = "b=d"; });
    differs([](SignedParts& p) { p.headers[0].second = "other"; });
    differs([](SignedParts& p) { p.headers.emplace_back("X", ""); });
    differs([](SignedParts& p) { p.payload_hash = empty_hash; });
}

BOOST_AUTO_TEST_SUITE_END()
