// SPDX-License-Identifier: Apache-2.0
// The daemon's front: every request of whatever kind comes in here, and leaves as an answer. The EC2 query
// protocol at /, for those who sign; /healthz and /metrics; and, at the Unix socket, what `tain` on this host
// asks under /tain/.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "authentication.hpp"
#include "http_server.hpp"
#include "metrics.hpp"
#include "mirror.hpp"
#include "rate_limit.hpp"

namespace tain::daemon {

/// Who a request is from, as far as anybody may know.
struct Caller {
    std::string name;                   ///< access key id, or "uid 1000"
    std::optional<service::Caller> as;  ///< absent: the operator of this host
    Access access = Access::full;
};

class Front {
  public:
    using Clock = std::function<std::chrono::system_clock::time_point()>;

    /// All must outlive the front.
    Front(Mirror& mirror, Metrics& metrics, const Settings& settings, Credentials credentials,
          Clock clock = std::chrono::system_clock::now);

    /// May be called by several threads.
    Work handle(HttpRequest request, const Peer& peer);

    /// The answer to what is no request.
    [[nodiscard]] HttpAnswer refuse(unsigned status, const std::string& reason);

    /// Requests from now on are checked by these.
    void replace_credentials(Credentials credentials);

  private:
    struct Exchange;

    Work query(HttpRequest request, const Peer& peer);
    Caller identify(const HttpRequest& request, const Peer& peer);
    HttpAnswer carry_out(const Exchange& exchange);
    HttpAnswer refused(const Exchange& exchange, const std::string& code, const std::string& message);
    HttpAnswer failed(const Exchange& exchange, const std::exception& error);
    HttpAnswer health(Peer::Way way);
    HttpAnswer metrics();
    std::shared_ptr<const Credentials> credentials();

    Mirror& mirror_;
    Metrics& metrics_;
    const bool any_region_;
    const Clock clock_;
    RateLimit rate_;
    std::mutex mutex_;  // of what follows
    std::shared_ptr<const Credentials> credentials_;
};

}  // namespace tain::daemon
