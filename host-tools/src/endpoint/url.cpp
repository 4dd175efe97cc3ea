// SPDX-License-Identifier: Apache-2.0
#include "url.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "tain/cli/command_error.hpp"
#include "tain/text/python_repr.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

[[noreturn]] void refuse(const std::string& words) {
    throw cli::CommandError(words, cli::exit_failure);
}

bool is_label(std::string_view label) {
    const auto is_good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !label.empty() && label.size() <= 63 && !label.starts_with('-') && !label.ends_with('-') &&
           std::ranges::all_of(label, is_good);
}

bool is_host_name(std::string_view host) {
    if (host.empty() || host.size() > 255) return false;
    if (host.ends_with('.')) host.remove_suffix(1);
    while (true) {
        const auto dot = host.find('.');
        if (!is_label(host.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        host.remove_prefix(dot + 1);
    }
}

bool is_ipv6_address(const std::string& host) {
    in6_addr address{};
    return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

/// Empty where there is none.
std::string port_of(std::string_view digits) {
    if (digits.empty()) return {};
    if (digits.find_first_not_of("0123456789") != std::string_view::npos)
        refuse("Port could not be cast to integer value as " + text::python_repr(digits));
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.size() > 5 || std::stoi(std::string(digits)) > 65535) refuse("Port out of range 0-65535");
    return std::string(digits);
}

/// What a request line can't have is percent-encoded; what is encoded already stays.
std::string fit_for_request(std::string_view text) {
    return percent_encoded(text, "%/:@!$&'()*+,;=?[]");
}

/// "user@host:port"
void read_authority(Url& url, std::string_view authority) {
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        url.user = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) refuse("Invalid IPv6 URL");
    const auto colon = authority.find(':', bracket);
    std::string_view host = authority.substr(0, colon);
    if (bracket != 0) host = authority.substr(1, bracket - 1);
    url.host = lower_case(host);
    const bool valid = bracket != 0 ? is_ipv6_address(url.host) : is_host_name(url.host);
    if (!valid) refuse("Invalid endpoint: " + url.text);
    url.port = port_of(colon == std::string_view::npos ? std::string_view() : authority.substr(colon + 1));
}

void complete_port(Url& url) {
    const std::string usual = url.is_secure() ? "443" : "80";
    if (url.port.empty()) url.port = usual;
    url.is_usual_port = url.port == usual;
}

}  // namespace

std::string Url::authority() const {
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return (is_ipv6 ? "[" + host + "]" : host) + (is_usual_port ? "" : ":" + port);
}

std::string Url::target() const {
    return query.empty() ? path : path + "?" + query;
}

Url parse_url(const std::string& text) {
    Url url;
    url.text = text;
    const auto scheme_end = text.find("://");
    url.scheme = lower_case(text.substr(0, scheme_end));
    const bool unsafe = text.find_first_of(std::string_view("\t\r\n\0", 4)) != std::string::npos;
    if (scheme_end == std::string::npos || unsafe || (url.scheme != "http" && url.scheme != "https"))
        refuse("Invalid endpoint: " + text);

    std::string_view rest = std::string_view(text).substr(scheme_end + 3);
    const auto authority_end = std::min(rest.find_first_of("/?#"), rest.size());
    const std::string_view authority = rest.substr(0, authority_end);
    read_authority(url, authority);
    complete_port(url);

    rest.remove_prefix(authority_end);
    const std::string_view shown = rest;
    rest = rest.substr(0, rest.find('#'));
    const auto question = rest.find('?');
    url.path = fit_for_request(rest.substr(0, question));
    if (question != std::string_view::npos) url.query = fit_for_request(rest.substr(question + 1));
    if (url.path.empty()) url.path = "/";
    url.text = url.scheme + "://" + std::string(authority) + (shown.starts_with('/') ? "" : "/") +
               std::string(shown);
    return url;
}

}  // namespace tain::endpoint
