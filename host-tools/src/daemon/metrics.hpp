// SPDX-License-Identifier: Apache-2.0
// What the daemon counts and what the NIC has counted, in Prometheus' text form.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tain/device.hpp"

namespace tain::daemon {

inline constexpr std::string_view metrics_content_type = "text/plain; version=0.0.4; charset=utf-8";

/// May be used by several threads.
class Metrics {
  public:
    Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    Metrics(Metrics&&) = delete;
    Metrics& operator=(Metrics&&) = delete;
    ~Metrics();

    /// One request: its operation ("" where it was not understood), its error code ("ok" where it has none).
    void request(std::string_view operation, std::string_view code, std::chrono::duration<double> time);
    /// One change of the NIC's tables.
    void apply(std::chrono::duration<double> time, bool succeeded);
    /// Sessions of the store, and whether the NIC does what it should.
    void sessions(std::size_t stored, bool in_force);

    /// All of them; those of the NIC where its counters could be read.
    [[nodiscard]] std::string text(const std::optional<Counters>& counters) const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tain::daemon
