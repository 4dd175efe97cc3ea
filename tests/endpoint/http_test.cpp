// SPDX-License-Identifier: Apache-2.0
// HTTP and TLS against servers that behave, and servers that don't.
#include "http.hpp"

#include <boost/test/unit_test.hpp>

#include "scripted_server.hpp"
#include "url.hpp"
#include "user_files.hpp"

BOOST_AUTO_TEST_SUITE(http)

namespace {

using namespace tain::endpoint;
using namespace tain::test;

/// Long enough for a loaded machine; no test waits for it.
constexpr double patience = 60;
/// Waited for where a server stays silent.
constexpr double short_time = 0.2;

HttpClient client_of(const std::string& url, HttpOptions options = {}) {
    return {parse_url(url), std::move(options)};
}

HttpAnswer ask(const std::string& url, HttpOptions options = {}) {
    return client_of(url, std::move(options)).post({{"Host", parse_url(url).authority()}, {"X", "y"}}, "a=b");
}

void check_failure(const std::string& url, const std::string& words, HttpOptions options = {},
                   bool timeout = false) {
    BOOST_CHECK_EXCEPTION(ask(url, std::move(options)), TransportError, [&](const TransportError& error) {
        BOOST_TEST(error.what() == words);
        BOOST_TEST(error.is_timeout() == timeout);
        return error.exit_code() == 255;
    });
}

void check_closed(Reply reply) {
    BOOST_TEST_CONTEXT(reply.bytes.substr(0, 100)) {
        const ScriptedServer server({std::move(reply)});
        check_failure(server.url(),
                      "Connection was closed before we received a valid response from endpoint URL: \"" +
                          server.url() + "/\".");
    }
}

std::string unused_port() {
    return ScriptedServer({answer("")}).port();
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_request_and_its_answer, UserFiles) {
    const ScriptedServer server({answer("body", "418 Teapot")});
    const HttpAnswer got = ask(server.url() + "/a?b=c");
    BOOST_TEST(got.status == 418);
    BOOST_TEST(got.body == "body");
    const Received received = server.received().at(0);
    BOOST_TEST(received.method == "POST");
    BOOST_TEST(received.target == "/a?b=c");
    BOOST_TEST(received.body == "a=b");
    BOOST_TEST((received.header_names == std::vector<std::string>{"Host", "X", "Content-Length"}));
    BOOST_TEST(received.headers.at("content-length") == "3");
}

BOOST_FIXTURE_TEST_CASE(forms_of_answers, UserFiles) {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    for (const std::string& bytes :
         {ok + "\r\nbody", std::string("HTTP/1.0 200 OK\r\n\r\nbody"), ok + "content-length:4\r\n\r\nbody",
          ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nb\r\n3;x=y\r\nody\r\n0\r\nT: t\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nL: x\r\n\r\n" + ok +
              "Content-Length: 4\r\n\r\nbody"}) {
        const ScriptedServer server({{bytes}});
        BOOST_TEST(ask(server.url()).body == "body", bytes);
    }
    const ScriptedServer nothing({{"HTTP/1.1 204 No Content\r\n\r\n"}});
    BOOST_TEST(ask(nothing.url()).status == 204);
}

BOOST_FIXTURE_TEST_CASE(servers_that_go_away, UserFiles) {
    check_closed({.bytes = "", .read_first = false});
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    for (const std::string& bytes :
         {std::string(), std::string("HTTP/1.1 200"), ok + "Content-Le", std::string("SSH-2.0-x\r\n\r\n"),
          std::string("HTTP/2.0 200 OK\r\n\r\n"), ok + "Content-Length: 100\r\n\r\nabc",
          ok + "Content-Length: x\r\n\r\n", ok + "Content-Length: -5\r\n\r\n", ok + "no colon\r\n\r\n",
          ok + "Transfer-Encoding: chunked\r\n\r\nfff\r\nabc",
          ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc", std::string("HTTP/1.1 99 OK\r\n\r\n"),
          std::string("HTTP/1.1 1000 OK\r\n\r\n"), ok + "X: " + std::string(100000, 'a') + "\r\n\r\n",
          std::string("\0\0\0\0", 4)})
        check_closed({bytes});
    std::string interim;
    for (int i = 0; i < 100; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
    check_closed({interim});
}

BOOST_FIXTURE_TEST_CASE(an_answer_that_is_too_large, UserFiles) {
    const HttpOptions options{.most_bytes = 1000};
    const std::string small(1000, 'a');
    const std::string large(1001, 'a');
    BOOST_TEST(ask(ScriptedServer({answer(small)}).url(), options).body == small);
    for (const Reply& reply : {answer(large), Reply{"HTTP/1.1 200 OK\r\n\r\n" + large},
                               Reply{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999\r\n\r\n"}}) {
        const ScriptedServer server({reply});
        BOOST_CHECK_EXCEPTION(ask(server.url(), options), tain::cli::CommandError, [&](const auto& error) {
            BOOST_TEST(dynamic_cast<const TransportError*>(&error) == nullptr);
            return error.what() ==
                   "The answer of the endpoint URL \"" + server.url() + "/\" is larger than 1000 bytes";
        });
    }
}

BOOST_FIXTURE_TEST_CASE(silence, UserFiles) {
    for (const std::string bytes : {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"}) {
        const ScriptedServer server({{.bytes = bytes, .stay_silent = true}});
        check_failure(server.url(), "Read timeout on endpoint URL: \"" + server.url() + "/\"",
                      {.connect_timeout = patience, .read_timeout = short_time}, true);
    }
}

BOOST_FIXTURE_TEST_CASE(nobody_there, UserFiles) {
    const std::string url = "http://127.0.0.1:" + unused_port();
    check_failure(url, "Could not connect to the endpoint URL: \"" + url + "/\"");
    check_failure("http://no-such-host.invalid/a?b",
                  "Could not connect to the endpoint URL: \"http://no-such-host.invalid/a?b\"");
}

BOOST_FIXTURE_TEST_CASE(addresses_in_turn, UserFiles) {
    // "localhost" may be ::1 first, where nobody listens.
    const ScriptedServer server({answer("body")});
    BOOST_TEST(ask(server.url("localhost"), {.connect_timeout = 0, .read_timeout = 0}).body == "body");
}

BOOST_FIXTURE_TEST_CASE(a_connection_is_kept, UserFiles) {
    const ScriptedServer server({kept_answer("1"), kept_answer("2"), last_answer("3"), kept_answer("4")});
    HttpClient client = client_of(server.url());
    std::string bodies;
    for (int i = 0; i < 3; ++i) bodies += client.post({}, "").body;
    server.await_closed(1);
    bodies += client.post({}, "").body;
    BOOST_TEST(bodies == "1234");
    std::string connections;
    for (const Received& received : server.received()) connections += std::to_string(received.connection);
    BOOST_TEST(connections == "1112");
}

BOOST_FIXTURE_TEST_CASE(a_connection_is_not_kept, UserFiles) {
    Reply announced = kept_answer("x");
    announced.bytes.insert(announced.bytes.find("\r\n") + 2, "Connection: close\r\n");
    Reply chatty = kept_answer("x");
    chatty.bytes += "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfake";
    for (const Reply& reply : {announced, chatty}) {
        const ScriptedServer server({reply, answer("next")});
        HttpClient client = client_of(server.url());
        BOOST_TEST(client.post({}, "").body == "x");
        BOOST_TEST(client.post({}, "").body == "next");
        BOOST_TEST(server.connections() == 2);
    }
}

BOOST_FIXTURE_TEST_CASE(header_values_with_line_ends, UserFiles) {
    HttpClient client = client_of("http://127.0.0.1:" + unused_port());
    for (const std::string value : {"a\r\nEvil: 1", "a\n", "\x7f"})
        BOOST_CHECK_THROW(client.post({{"X", value}}, ""), tain::cli::CommandError);
}

BOOST_FIXTURE_TEST_CASE(through_a_proxy, UserFiles) {
    const ScriptedServer proxy({answer("from the proxy")});
    set("http_proxy", "http://us%40er:p:w@127.0.0.1:" + proxy.port());
    BOOST_TEST(ask("http://no-such-host.invalid:81/a?b=c").body == "from the proxy");
    const Received received = proxy.received().at(0);
    BOOST_TEST(received.target == "http://no-such-host.invalid:81/a?b=c");
    BOOST_TEST(received.headers.at("host") == "no-such-host.invalid:81");
    BOOST_TEST(received.headers.at("proxy-authorization") == "Basic dXNAZXI6cDp3");

    const std::string port = unused_port();
    set("http_proxy", "http://127.0.0.1:" + port);
    check_failure("http://h/", "Failed to connect to proxy URL: \"http://127.0.0.1:" + port + "\"");
}

BOOST_FIXTURE_TEST_CASE(a_tunnel_that_is_refused, UserFiles) {
    for (const std::string status : {"403 Forbidden", "407 Proxy Authentication Required"}) {
        const ScriptedServer proxy({answer("", status)});
        set("https_proxy", "127.0.0.1:" + proxy.port());
        check_failure("https://h.invalid/",
                      "Failed to connect to proxy URL: \"http://127.0.0.1:" + proxy.port() + "\"");
        BOOST_TEST(proxy.received().at(0).method == "CONNECT");
        BOOST_TEST(proxy.received().at(0).target == "h.invalid:443");
    }
}

// TLS

namespace {

/// A server of its own certificate for localhost and 127.0.0.1.
struct Tls : UserFiles {
    Folder folder;
    Certificate certificate = make_certificate(folder, "DNS:localhost,IP:127.0.0.1");
};

void check_distrusted(const std::string& url, const std::string& reason, HttpOptions options = {}) {
    check_failure(url, "SSL validation failed for " + url + "/ " + reason, std::move(options));
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(trusted, Tls) {
    const ScriptedServer server({kept_answer("1"), answer("2")}, certificate);
    for (const std::string host : {"localhost", "127.0.0.1"}) {
        const ScriptedServer one({answer("body")}, certificate);
        BOOST_TEST(ask(one.url(host), {.ca_bundle = certificate.certificate}).body == "body", host);
    }
    HttpClient client = client_of(server.url("localhost"), {.ca_bundle = certificate.certificate});
    BOOST_TEST(client.post({}, "").body == "1");
    BOOST_TEST(client.post({}, "").body == "2");
    BOOST_TEST(server.connections() == 1);
}

BOOST_FIXTURE_TEST_CASE(not_trusted, Tls) {
    const ScriptedServer server({answer("body")}, certificate);
    check_distrusted(server.url(),
                     "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate");
    BOOST_TEST(server.received().empty());
    BOOST_TEST(ask(server.url(), {.verify_tls = false}).body == "body");
}

BOOST_FIXTURE_TEST_CASE(another_name, Tls) {
    const Folder other_folder;
    const Certificate other = make_certificate(other_folder, "DNS:other.example");
    const ScriptedServer server({answer("body")}, other);
    const HttpOptions options{.ca_bundle = other.certificate};
    check_distrusted(server.url(), "hostname '127.0.0.1' doesn't match the certificate", options);
    check_distrusted(server.url("localhost"), "hostname 'localhost' doesn't match the certificate", options);
    BOOST_TEST(server.received().empty());
}

BOOST_FIXTURE_TEST_CASE(bundles_that_are_none, Tls) {
    const ScriptedServer server({answer("body")}, certificate);
    const auto check = [&](const std::string& bundle, const std::string& reason) {
        BOOST_CHECK_EXCEPTION(
            ask(server.url(), {.ca_bundle = bundle}), tain::cli::CommandError, [&](const auto& error) {
                BOOST_TEST(error.what() == "SSL validation failed for " + server.url() + "/ " + reason);
                return error.exit_code() == 255;
            });
    };
    check("/no/such/bundle", "[Errno 2] No such file or directory");
    check("/etc/passwd", "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found");
}

BOOST_FIXTURE_TEST_CASE(no_tls_there, UserFiles) {
    const ScriptedServer plain({{.bytes = "HTTP/1.1 400 Bad Request\r\n\r\n", .read_first = false}});
    const std::string url = "https://127.0.0.1:" + plain.port();
    BOOST_CHECK_EXCEPTION(ask(url), TransportError, [&](const TransportError& error) {
        const std::string words = error.what();
        return words == "SSL validation failed for " + url +
                            "/ [SSL: WRONG_VERSION_NUMBER] wrong version number" ||
               words.starts_with("Connection was closed");  // where the reset overtakes the answer
    });
    const ScriptedServer silent({{.bytes = "", .stay_silent = true}});
    check_failure("https://127.0.0.1:" + silent.port(),
                  "Read timeout on endpoint URL: \"https://127.0.0.1:" + silent.port() + "/\"",
                  {.connect_timeout = short_time, .read_timeout = patience}, true);
}

BOOST_FIXTURE_TEST_CASE(tls_where_none_is_expected, Tls) {
    const ScriptedServer server({answer("body")}, certificate);
    const std::string url = "http://127.0.0.1:" + server.port();
    check_failure(url, "Connection was closed before we received a valid response from endpoint URL: \"" +
                           url + "/\".");
}

BOOST_FIXTURE_TEST_CASE(end_without_a_goodbye, Tls) {
    // The script closes the connection without ending TLS.
    const ScriptedServer server({{"HTTP/1.1 200 OK\r\n\r\nbody"}}, certificate);
    BOOST_TEST(ask(server.url(), {.ca_bundle = certificate.certificate}).body == "body");
    const ScriptedServer cut({{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"}}, certificate);
    check_failure(cut.url(),
                  "Connection was closed before we received a valid response from endpoint URL: \"" +
                      cut.url() + "/\".",
                  {.ca_bundle = certificate.certificate});
}

BOOST_AUTO_TEST_SUITE_END()
