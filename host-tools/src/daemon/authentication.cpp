// SPDX-License-Identifier: Apache-2.0
#include "authentication.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "tain/endpoint/signature.hpp"
#include "tain/error.hpp"

namespace tain::daemon {
namespace {

using endpoint::Scope;
using std::chrono::system_clock;

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view service_name = "ec2";
constexpr std::string_view terminator = "aws4_request";

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

[[noreturn]] void refuse_form(const std::string& reason) {
    throw Error("IncompleteSignature", "", "Authorization", reason);
}

/// The only header of that name; nullopt where there is none.
std::optional<std::string> header(const HttpRequest& request, std::string_view name) {
    std::optional<std::string> value;
    for (const auto& [key, text] : request.headers) {
        if (lower_case(key) != name) continue;
        if (value) refuse_form("The header " + std::string(name) + " is there twice");
        value = text;
    }
    return value;
}

/// What an Authorization header says.
struct Claim {
    std::string access_key_id;
    Scope scope;
    std::vector<std::string> signed_headers;
    std::string signature;
};

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

void read_credential(std::string_view value, Claim& claim) {
    // An access key id has no slash, so the scope is the last four.
    const std::vector<std::string> parts = split(value, '/');
    if (parts.size() != 5 || parts[4] != terminator)
        refuse_form("Credential in the Authorization header must be KEY/DATE/REGION/SERVICE/aws4_request");
    claim.access_key_id = parts[0];
    claim.scope = {parts[1], parts[2], parts[3]};
}

Claim read_claim(std::string_view text) {
    if (!text.starts_with(algorithm) || text.size() == algorithm.size() || text[algorithm.size()] != ' ')
        refuse_form("The Authorization header is not of the scheme " + std::string(algorithm));
    Claim claim;
    for (const std::string& part : split(text.substr(algorithm.size() + 1), ',')) {
        const std::string_view pair = trimmed(part);
        const auto equals = pair.find('=');
        const std::string_view name = pair.substr(0, equals);
        const std::string_view value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
        if (name == "Credential" && claim.access_key_id.empty())
            read_credential(value, claim);
        else if (name == "SignedHeaders" && claim.signed_headers.empty())
            claim.signed_headers = split(value, ';');
        else if (name == "Signature" && claim.signature.empty())
            claim.signature = value;
        else
            refuse_form("The Authorization header has a part that does not belong there or is there twice");
    }
    if (claim.access_key_id.empty() || claim.signed_headers.empty() || claim.signature.empty())
        refuse_form("The Authorization header must have Credential, SignedHeaders and Signature");
    return claim;
}

bool is_signed(const Claim& claim, std::string_view name) {
    return std::ranges::find(claim.signed_headers, name) != claim.signed_headers.end();
}

/// A header that says something to AWS; tracing proxies add the other kind.
bool has_meaning(std::string_view name) {
    return name.starts_with("x-amz-") || name == "host";
}

endpoint::Headers signed_headers(const HttpRequest& request, const Claim& claim) {
    endpoint::Headers headers;
    for (const auto& [name, value] : request.headers) {
        const std::string lower = lower_case(name);
        if (is_signed(claim, lower))
            headers.emplace_back(lower, value);
        else if (has_meaning(lower))
            refuse_form("The header " + lower + " must be signed");
    }
    for (const std::string& name : claim.signed_headers)
        if (!header(request, name)) refuse_form("The signed header " + name + " is absent");
    for (const char* needed : {"host", "x-amz-date"})
        if (!is_signed(claim, needed))
            refuse_form("The header " + std::string(needed) + " must be there, and signed");
    return headers;
}

/// "20261122T193000Z"; in seconds, since the nanoseconds of system_clock end in 2262.
std::optional<std::chrono::sys_seconds> read_timestamp(std::string_view text) {
    const bool has_form = text.size() == 16 && text[8] == 'T' && text[15] == 'Z';
    if (!has_form) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t size) {
        int value = -1;
        const char* end = text.data() + at + size;
        const auto result = std::from_chars(text.data() + at, end, value);
        return result.ptr == end && value >= 0 ? value : -1;
    };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(6, 2)))};
    const int hour = number(9, 2);
    const int minute = number(11, 2);
    const int second = number(13, 2);
    if (!day.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    return std::chrono::sys_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

void check_time(const std::string& timestamp, const Claim& claim, const SignatureRules& rules,
                system_clock::time_point now) {
    const auto time = read_timestamp(timestamp);
    if (!time) refuse_form("The header x-amz-date must be a time such as 20261122T193000Z");
    if (claim.scope.date != std::string_view(timestamp).substr(0, 8))
        refuse_form("The date of the credential's scope is not that of x-amz-date");
    if (std::chrono::abs(std::chrono::floor<std::chrono::seconds>(now) - *time) > rules.skew)
        throw Error("RequestExpired", "", "x-amz-date",
                    "Request has expired: it was signed at " + timestamp + ", more than " +
                        std::to_string(std::chrono::duration_cast<std::chrono::minutes>(rules.skew).count()) +
                        " minutes from this host's clock");
}

void check_scope(const Claim& claim, const SignatureRules& rules) {
    if (claim.scope.service != service_name)
        throw Error("SignatureDoesNotMatch", "", "Authorization",
                    "Credential should be scoped to the service ec2, not '" + claim.scope.service + "'.");
    if (!rules.region.empty() && claim.scope.region != rules.region)
        throw Error("SignatureDoesNotMatch", "", "Authorization",
                    "Credential should be scoped to the region " + rules.region + ", not '" +
                        claim.scope.region + "'.");
}

/// A + of a form is a space, but the signature's canonical form takes it for %2B: either could be made the
/// other.
void check_query(const HttpRequest& request) {
    if (request.query.find('+') != std::string::npos)
        refuse_form(
            "A space in the address is written %20 and a plus sign %2B, so that one signature has one "
            "meaning");
}

/// Clients of some services also send the body's hash.
void check_body_hash(const HttpRequest& request, const std::string& hash) {
    const auto sent = header(request, "x-amz-content-sha256");
    if (sent && *sent != hash)
        throw Error("SignatureDoesNotMatch", "", "x-amz-content-sha256",
                    "The header x-amz-content-sha256 is not the hash of the body");
}

bool is_same(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

[[noreturn]] void refuse_credential() {
    throw Error("AuthFailure", "", "", "AWS was not able to validate the provided access credentials");
}

}  // namespace

const Credential& authenticate(const HttpRequest& request, const Credentials& credentials,
                               const SignatureRules& rules, system_clock::time_point now) {
    const auto text = header(request, "authorization");
    if (!text)
        throw Error("MissingAuthenticationToken", "", "Authorization",
                    "The request must be signed with an access key (AWS Signature Version 4)");
    const Claim claim = read_claim(*text);
    const endpoint::Headers headers = signed_headers(request, claim);
    const std::string timestamp = header(request, "x-amz-date").value_or("");
    check_time(timestamp, claim, rules, now);
    check_scope(claim, rules);
    check_query(request);
    const std::string hash = endpoint::sha256_hex(request.body);
    check_body_hash(request, hash);

    static const Credential nobody{"", "of a key that is not known", "", "", Access::read_only};
    const auto known = credentials.find(claim.access_key_id);
    const Credential& credential = known == credentials.end() ? nobody : known->second;
    const std::string canonical =
        endpoint::canonical_request({request.method, request.path, request.query, headers, hash});
    const std::string expected =
        endpoint::signature(endpoint::signing_key(credential.secret_access_key, claim.scope),
                            endpoint::string_to_sign(timestamp, claim.scope, canonical));
    const bool matches = is_same(expected, claim.signature);
    const bool token_matches =
        is_same(credential.session_token, header(request, "x-amz-security-token").value_or(""));
    if (known == credentials.end() || !token_matches) refuse_credential();
    if (!matches)
        throw Error(
            "SignatureDoesNotMatch", "", "Authorization",
            "The request signature we calculated does not match the signature you provided. Check your "
            "AWS Secret Access Key and signing method. Consult the service documentation for details.");
    return credential;
}

}  // namespace tain::daemon
