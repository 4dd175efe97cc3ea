// SPDX-License-Identifier: Apache-2.0
// Where requests go: URLs and proxies.
#include "url.hpp"

#include <boost/test/unit_test.hpp>

#include "proxy.hpp"
#include "tain/cli/command_error.hpp"
#include "user_files.hpp"

BOOST_AUTO_TEST_SUITE(url)

namespace {

using tain::cli::CommandError;
using tain::endpoint::parse_url;
using tain::endpoint::proxy_for;

template <typename Call>
void check_refused(Call call, const std::string& words) {
    BOOST_CHECK_EXCEPTION(call(), CommandError, [&](const CommandError& error) {
        BOOST_TEST(error.what() == words);
        return error.exit_code() == 255;
    });
}

std::string proxy_of(const std::string& endpoint) {
    const auto proxy = proxy_for(parse_url(endpoint));
    return proxy ? proxy->user + "@" + proxy->host + ":" + proxy->port : "none";
}

}  // namespace

BOOST_AUTO_TEST_CASE(parts) {
    const struct {
        std::string text;
        std::string authority;
        std::string port;
        std::string target;
        std::string shown;
    } cases[] = {
        {"http://127.0.0.1:8080", "127.0.0.1:8080", "8080", "/", "http://127.0.0.1:8080/"},
        {"HTTP://LOCALHOST/", "localhost", "80", "/", "http://LOCALHOST/"},
        {"https://ec2.example.com", "ec2.example.com", "443", "/", "https://ec2.example.com/"},
        {"https://ec2.example.com:443/", "ec2.example.com", "443", "/", "https://ec2.example.com:443/"},
        {"http://h:443/", "h:443", "443", "/", "http://h:443/"},
        {"http://h:0080/", "h", "80", "/", "http://h:0080/"},
        {"http://h:/", "h", "80", "/", "http://h:/"},
        {"http://u:p@h:1/a/b?x=1#f", "h:1", "1", "/a/b?x=1", "http://u:p@h:1/a/b?x=1#f"},
        {"http://h?x=1", "h", "80", "/?x=1", "http://h/?x=1"},
        {"http://h/a b/%20/\xc3\xa9", "h", "80", "/a%20b/%20/%C3%A9", "http://h/a b/%20/\xc3\xa9"},
        {"http://h//x//../y", "h", "80", "//x//../y", "http://h//x//../y"},
        {"http://[::1]:81/", "[::1]:81", "81", "/", "http://[::1]:81/"},
        {"http://[2001:DB8::1]", "[2001:db8::1]", "80", "/", "http://[2001:DB8::1]/"},
        {"http://h.", "h.", "80", "/", "http://h./"}};
    for (const auto& expected : cases) {
        const auto url = parse_url(expected.text);
        BOOST_TEST(url.authority() == expected.authority, expected.text);
        BOOST_TEST(url.port == expected.port, expected.text);
        BOOST_TEST(url.target() == expected.target, expected.text);
        BOOST_TEST(url.text == expected.shown, expected.text);
    }
    BOOST_TEST(parse_url("http://[::1]:81/").host == "::1");
}

BOOST_AUTO_TEST_CASE(what_is_no_endpoint) {
    for (const std::string text : {"", "x", "http://", "http:///", "http://a b/", "ftp://h/", "http://-a/",
                                   "http://a_b:1/", "http://\xc3\xa9/", "http://a..b/", "http://h\n/",
                                   "http://h/\r\n", "http://[x]/", "http://[]/", "http://u@/", "//h:1"})
        check_refused([&] { parse_url(text); }, "Invalid endpoint: " + text);
    check_refused([] { parse_url("http://h:abc/"); }, "Port could not be cast to integer value as 'abc'");
    check_refused([] { parse_url("http://h:99999/"); }, "Port out of range 0-65535");
    check_refused([] { parse_url("http://h:65536/"); }, "Port out of range 0-65535");
    check_refused([] { parse_url("http://[::1"); }, "Invalid IPv6 URL");
    BOOST_CHECK_THROW(parse_url("http://" + std::string(300, 'a')), CommandError);
    BOOST_CHECK_THROW(parse_url(std::string("http://h\0/", 10)), CommandError);
}

BOOST_FIXTURE_TEST_CASE(proxies, tain::test::UserFiles) {
    BOOST_TEST(proxy_of("http://h/") == "none");
    set("HTTP_PROXY", "http://u:p@proxy:3128/");
    BOOST_TEST(proxy_of("http://h/") == "u:p@proxy:3128");
    BOOST_TEST(proxy_of("https://h/") == "none");
    set("https_proxy", "other:1");
    BOOST_TEST(proxy_of("https://h/") == "@other:1");
    set("http_proxy", "");
    BOOST_TEST(proxy_of("http://h/") == "none");
    set("http_proxy", "//slashes");
    BOOST_TEST(proxy_of("http://h/") == "@slashes:80");
    set("http_proxy", "https://secure:1");
    check_refused([] { proxy_of("http://h/"); }, "A proxy over https is not supported: \"https://secure:1\"");
    set("http_proxy", "http://a b");
    check_refused([] { proxy_of("http://h/"); }, "Invalid endpoint: http://a b");
}

BOOST_FIXTURE_TEST_CASE(exceptions_from_proxies, tain::test::UserFiles) {
    set("HTTP_PROXY", "p");
    set("NO_PROXY", "example.com, .local ,127.0.0.1,h:81");
    for (const std::string direct :
         {"http://example.com", "http://a.example.com", "http://EXAMPLE.com:1", "http://x.local",
          "http://local", "http://127.0.0.1:8080", "http://h:81"})
        BOOST_TEST(proxy_of(direct) == "none", direct);
    for (const std::string through :
         {"http://notexample.com", "http://example.com.org", "http://h:82", "http://h", "http://127.0.0.11"})
        BOOST_TEST(proxy_of(through) == "@p:80", through);
    set("NO_PROXY", "*");
    BOOST_TEST(proxy_of("http://h") == "none");
    set("NO_PROXY", ",");
    BOOST_TEST(proxy_of("http://h") == "@p:80");
}

BOOST_AUTO_TEST_SUITE_END()
