// SPDX-License-Identifier: Apache-2.0
// Any text as a request: "METHOD PATH?QUERY", headers and body, as HTTP has them. As it is, nobody has signed
// it, so it must be refused. Then it is signed, and must pass; and then changed in one byte, after which it
// must be refused or mean the same.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "authentication.hpp"
#include "query_form.hpp"
#include "tain/endpoint/signature.hpp"
#include "tain/error.hpp"

namespace {

using namespace tain::daemon;

constexpr std::string_view timestamp = "20261122T193000Z";
const std::string secret = "a secret that is in no input";
const Credentials known{{"AKID", {"AKID", secret, "111122223333", "", Access::full}}};
const SignatureRules rules{"local-1"};
const auto now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(19) +
                 std::chrono::minutes(30);

std::string_view take_until(std::string_view& text, std::string_view end) {
    const std::size_t at = text.find(end);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
    return part;
}

HttpRequest request_of(std::string_view text) {
    HttpRequest request;
    request.method = take_until(text, " ");
    std::string_view target = take_until(text, "\n");
    request.path = take_until(target, "?");
    request.query = target;
    while (!text.empty()) {
        std::string_view line = take_until(text, "\n");
        if (line.empty()) break;
        const std::string_view name = take_until(line, ":");
        request.headers.emplace_back(std::string(name), std::string(line));
    }
    request.body = text;
    return request;
}

bool passes(const HttpRequest& request) {
    try {
        static_cast<void>(authenticate(request, known, rules, now));
        return true;
    } catch (const tain::Error&) {
        return false;
    }
}

HttpRequest signed_anew(HttpRequest request) {
    request.headers = {{"Host", "nic"}, {"X-Amz-Date", std::string(timestamp)}};
    const std::string value =
        tain::endpoint::authorization({request.method, request.path, request.query, request.headers,
                                       tain::endpoint::sha256_hex(request.body)},
                                      timestamp, {"20261122", "local-1", "ec2"}, "AKID", secret);
    request.headers.emplace_back("Authorization", value);
    return request;
}

/// What a form says; nothing where it is none.
std::optional<Form> meaning(const std::string& text) {
    try {
        Form form = parse_form(text);
        std::ranges::sort(form);
        return form;
    } catch (const tain::Error&) {
        return std::nullopt;
    }
}

void change_one_byte(std::string& text, std::uint8_t where, std::uint8_t mask) {
    if (!text.empty()) text[where % text.size()] = static_cast<char>(text[where % text.size()] ^ mask);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    const HttpRequest request =
        request_of(std::string_view(reinterpret_cast<const char*>(data) + 3, size - 3));
    if (passes(request)) std::abort();
    HttpRequest good = signed_anew(request);
    const bool has_plus = good.query.find('+') != std::string::npos;
    if (passes(good) == has_plus) std::abort();
    if (has_plus || data[2] == 0) return 0;

    HttpRequest changed = good;
    change_one_byte(data[0] % 2 == 0 ? changed.query : changed.body, data[1], data[2]);
    if (changed.body == good.body && changed.query == good.query) return 0;
    const bool same = changed.body == good.body && meaning(changed.query) == meaning(good.query);
    if (passes(changed) && !same) std::abort();
    return 0;
}
