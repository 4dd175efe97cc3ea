// SPDX-License-Identifier: Apache-2.0
#include "proxy.hpp"

#include "tain/cli/command_error.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

/// An empty variable in lower case hides the one in upper case.
std::string variable(const char* lower, const char* upper) {
    if (const auto value = environment(lower)) return *value;
    return environment(upper).value_or("");
}

/// "example.com" and ".example.com" stand for the host and all below it.
bool covers(std::string_view entry, std::string_view host) {
    if (entry.starts_with('.')) entry.remove_prefix(1);
    if (entry.empty() || !host.ends_with(entry)) return false;
    return host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.';
}

bool is_excepted(const Url& endpoint) {
    const std::string exceptions = lower_case(variable("no_proxy", "NO_PROXY"));
    std::string_view rest = exceptions;
    if (rest == "*") return true;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string_view entry = trimmed(rest.substr(0, comma));
        if (covers(entry, endpoint.host) || covers(entry, endpoint.host + ":" + endpoint.port)) return true;
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    return false;
}

}  // namespace

std::optional<Url> proxy_for(const Url& endpoint) {
    std::string text =
        endpoint.is_secure() ? variable("https_proxy", "HTTPS_PROXY") : variable("http_proxy", "HTTP_PROXY");
    if (text.empty() || is_excepted(endpoint)) return std::nullopt;
    if (text.find("://") == std::string::npos) text = (text.starts_with("//") ? "http:" : "http://") + text;
    Url proxy = parse_url(text);
    if (proxy.is_secure())
        throw cli::CommandError(
            "A proxy over https is not supported: \"" + proxy.scheme + "://" + proxy.authority() + "\"",
            cli::exit_failure);
    return proxy;
}

}  // namespace tain::endpoint
