// SPDX-License-Identifier: Apache-2.0
// AWS Signature Version 4 on the server's side: which credential signed a request, and that it signed this
// one.
#pragma once

#include <chrono>
#include <string>

#include "credentials.hpp"
#include "http_message.hpp"

namespace tain::daemon {

struct SignatureRules {
    std::string region;                                    ///< of the scope; empty: any
    std::chrono::seconds skew = std::chrono::minutes(15);  ///< between both clocks
};

/// The credential whose signature the request carries. Everything that could change the request's meaning
/// must be signed: the host, the body by its hash, every x-amz- header that is there. Throws tain::Error:
/// MissingAuthenticationToken (not signed), IncompleteSignature (not of the form), AuthFailure (unknown key,
/// wrong or missing session token), RequestExpired (beyond the skew), SignatureDoesNotMatch. A wrong
/// signature of a known key and one of an unknown key take the same time.
const Credential& authenticate(const HttpRequest& request, const Credentials& credentials,
                               const SignatureRules& rules, std::chrono::system_clock::time_point now);

}  // namespace tain::daemon
