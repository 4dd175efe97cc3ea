// SPDX-License-Identifier: Apache-2.0
#include "tain/endpoint/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <map>

#include "tain/error.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string bytes_of(const Digest& digest, unsigned length) {
    return {digest.begin(), digest.begin() + length};
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 15U];
    }
    return text;
}

std::string hmac(std::string_view key, std::string_view text) {
    Digest digest{};
    unsigned length = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
             &length) == nullptr)
        throw Error("CryptographyFailed", "OpenSSL", "", "HMAC-SHA256 is not available");
    return bytes_of(digest, length);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

/// "/a//b/./../c/" -> "/a/c/"
std::string normal_path(std::string_view path) {
    std::vector<std::string_view> kept;
    for (const std::string_view segment : split(path, '/')) {
        if (segment.empty() || segment == ".") continue;
        if (segment != "..")
            kept.push_back(segment);
        else if (!kept.empty())
            kept.pop_back();
    }
    std::string normal;
    for (const std::string_view segment : kept) normal.append("/").append(segment);
    if (normal.empty() || path.ends_with('/')) normal += '/';
    return normal;
}

std::string canonical_query(std::string_view query) {
    if (query.empty()) return {};
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const std::string_view pair : split(query, '&')) {
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        pairs.emplace_back(percent_encoded(pair.substr(0, equals), "%"), percent_encoded(value, "%"));
    }
    std::ranges::sort(pairs);
    std::string canonical;
    for (const auto& [name, value] : pairs) {
        canonical += canonical.empty() ? "" : "&";
        canonical += name;
        canonical += "=" + value;
    }
    return canonical;
}

/// Words with single spaces between them.
std::string single_spaced(std::string_view text) {
    std::string words;
    for (const char c : trimmed(text)) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank)
            words += c;
        else if (!words.ends_with(' '))
            words += ' ';
    }
    return words;
}

std::map<std::string, std::string> canonical_headers(const Headers& headers) {
    std::map<std::string, std::string> canonical;
    for (const auto& [name, value] : headers) {
        const auto [entry, is_new] = canonical.emplace(lower_case(name), single_spaced(value));
        if (!is_new) entry->second += "," + single_spaced(value);
    }
    return canonical;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    Digest digest{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
        throw Error("CryptographyFailed", "OpenSSL", "", "SHA-256 is not available");
    return hex(bytes_of(digest, length));
}

std::string signed_header_names(const Headers& headers) {
    std::string names;
    for (const auto& [name, value] : canonical_headers(headers)) {
        names += names.empty() ? "" : ";";
        names += name;
    }
    return names;
}

std::string canonical_request(const SignedParts& parts) {
    std::string canonical = parts.method + "\n" + percent_encoded(normal_path(parts.path), "/") + "\n" +
                            canonical_query(parts.query) + "\n";
    for (const auto& [name, value] : canonical_headers(parts.headers))
        canonical.append(name).append(":").append(value).append("\n");
    return canonical + "\n" + signed_header_names(parts.headers) + "\n" + parts.payload_hash;
}

std::string credential_scope(const Scope& scope) {
    return scope.date + "/" + scope.region + "/" + scope.service + "/aws4_request";
}

std::string string_to_sign(std::string_view timestamp, const Scope& scope,
                           std::string_view canonical_request) {
    return std::string(algorithm) + "\n" + std::string(timestamp) + "\n" + credential_scope(scope) + "\n" +
           sha256_hex(canonical_request);
}

std::string signing_key(std::string_view secret_key, const Scope& scope) {
    std::string key = "AWS4" + std::string(secret_key);
    for (const std::string_view part : {std::string_view(scope.date), std::string_view(scope.region),
                                        std::string_view(scope.service), std::string_view("aws4_request")})
        key = hmac(key, part);
    return key;
}

std::string signature(std::string_view signing_key, std::string_view string_to_sign) {
    return hex(hmac(signing_key, string_to_sign));
}

std::string authorization(const SignedParts& parts, std::string_view timestamp, const Scope& scope,
                          std::string_view access_key, std::string_view secret_key) {
    const std::string to_sign = string_to_sign(timestamp, scope, canonical_request(parts));
    return std::string(algorithm) + " Credential=" + std::string(access_key) + "/" + credential_scope(scope) +
           ", SignedHeaders=" + signed_header_names(parts.headers) +
           ", Signature=" + signature(signing_key(secret_key, scope), to_sign);
}

}  // namespace tain::endpoint
