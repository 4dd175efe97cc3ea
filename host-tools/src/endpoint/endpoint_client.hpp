// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "credentials.hpp"
#include "http.hpp"
#include "retries.hpp"
#include "tain/endpoint/endpoint.hpp"
#include "tain/endpoint/xml_answer.hpp"

namespace tain::endpoint {

class EndpointClient final : public service::Api {
  public:
    /// `wait` lets so many seconds pass.
    EndpointClient(const EndpointOptions& options, const Profile& profile, std::function<void(double)> wait);

    service::Json call(const service::Operation& operation, const service::Json& request) override;

  private:
    Url url_;
    std::string region_;
    std::optional<Credentials> credentials_;  ///< none: requests are not signed
    TimestampForm timestamps_;
    Retries retries_;
    HttpClient http_;
    std::function<void(double)> wait_;

    [[nodiscard]] Headers headers(const std::string& body) const;
    void sign(Headers& headers, const std::string& timestamp, const std::string& body) const;
    std::optional<HttpAnswer> send(const std::string& body, int attempt);
};

}  // namespace tain::endpoint
