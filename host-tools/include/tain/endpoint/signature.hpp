// SPDX-License-Identifier: Apache-2.0
// AWS Signature Version 4, step by step, on plain values: a client signs with it, a server can check with it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::endpoint {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// What of a request is signed.
struct SignedParts {
    std::string method;        ///< "POST"
    std::string path;          ///< as in the request line, without the query; empty is "/"
    std::string query;         ///< as in the request line, without the question mark
    Headers headers;           ///< those to sign, in any order and case; several of one name keep their order
    std::string payload_hash;  ///< sha256_hex of the body
};

/// What a signature is good for.
struct Scope {
    std::string date;  ///< "20261122"
    std::string region;
    std::string service;
};

std::string sha256_hex(std::string_view bytes);

/// "content-type;host;x-amz-date"
std::string signed_header_names(const Headers& headers);
/// The path without empty, "." and ".." segments and encoded once more; the query's pairs in order; the
/// headers in order, in lower case, with single spaces.
std::string canonical_request(const SignedParts& parts);
/// "20261122/us-east-1/ec2/aws4_request"
std::string credential_scope(const Scope& scope);
/// `timestamp`: "20261122T193000Z", the value of X-Amz-Date.
std::string string_to_sign(std::string_view timestamp, const Scope& scope,
                           std::string_view canonical_request);
/// 32 bytes.
std::string signing_key(std::string_view secret_key, const Scope& scope);
/// 64 hexadecimal digits, in lower case.
std::string signature(std::string_view signing_key, std::string_view string_to_sign);

/// The value of the Authorization header of a request with these parts.
std::string authorization(const SignedParts& parts, std::string_view timestamp, const Scope& scope,
                          std::string_view access_key, std::string_view secret_key);

}  // namespace tain::endpoint
