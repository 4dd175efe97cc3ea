// SPDX-License-Identifier: Apache-2.0
// Client tokens: a create that is repeated with its token answers what it answered before. Each token is a
// record of its own in the store, of one account and operation, and is forgotten after a day.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tain/service/api_model.hpp"
#include "tain/service/store.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

inline constexpr std::string_view client_token_type = "client-token";
inline constexpr std::chrono::hours token_memory{24};

class ClientTokens {
  public:
    using Time = std::chrono::system_clock::time_point;

    ClientTokens(const Operation& operation, const Json& request, std::string account, Time now);

    /// What the request answered earlier; nullopt where it has no token or the first with it is this. Throws
    /// tain::Error(IdempotentParameterMismatch) where the token came with other parameters.
    [[nodiscard]] std::optional<Json> earlier_answer(const Snapshot& snapshot) const;

    /// Adds the request's token to the change, and takes away those that are too old.
    void remember(const Json& answer, const Snapshot& snapshot, Change& change) const;

  private:
    [[nodiscard]] bool is_forgotten(const Json& record) const;

    const Json& request_;
    std::string account_;
    Time now_;
    std::string id_;  ///< of the request's record; empty where it has no token
};

}  // namespace tain::service
