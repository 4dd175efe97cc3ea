// SPDX-License-Identifier: Apache-2.0
// A client of an EC2 endpoint: the query protocol over HTTP or HTTPS, signed with Signature Version 4.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tain/endpoint/profile.hpp"
#include "tain/error.hpp"
#include "tain/service/api.hpp"

namespace tain::endpoint {

struct EndpointOptions {
    std::string url;              ///< "http://127.0.0.1:8080", "https://ec2.example.com"
    std::string region;           ///< empty: from the environment or the profile
    bool sign = true;             ///< --no-sign-request makes it false
    bool verify_tls = true;       ///< --no-verify-ssl makes it false
    std::string ca_bundle;        ///< empty: from the environment or the profile, else the system's
    double connect_timeout = 60;  ///< seconds; 0: none
    double read_timeout = 60;     ///< seconds; 0: none
};

/// The endpoint's error answer, code and message word for word.
class AnswerError : public Error {
  public:
    AnswerError(const std::string& code, const std::string& message, std::optional<int> exhausted_retries)
        : Error(code, "", "", message), exhausted_retries_(exhausted_retries) {}
    /// How often the request was repeated, where it may not be repeated any more. The AWS client then says
    /// "… when calling the X operation (reached max retries: 2): …".
    [[nodiscard]] std::optional<int> exhausted_retries() const { return exhausted_retries_; }

  private:
    std::optional<int> exhausted_retries_;
};

/// Answers every operation by a request to the endpoint, repeated as the AWS client (v2, standard mode) does
/// where that can help. Throws cli::CommandError with the AWS client's words and exit codes where there are
/// no credentials or no region (253) and where the endpoint can't be reached or understood (255); a call
/// throws AnswerError with the code and message of the endpoint's error answer, word for word.
std::unique_ptr<service::Api> open_endpoint(const EndpointOptions& options, const Profile& profile);

}  // namespace tain::endpoint
