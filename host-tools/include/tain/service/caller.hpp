// SPDX-License-Identifier: Apache-2.0
// For whom a request is carried out.
#pragma once

#include <string>

namespace tain::service {

struct Caller {
    std::string account;    ///< owns what the request makes
    bool sees_all = false;  ///< the operator of this host; else only what the account owns is there at all

    [[nodiscard]] bool sees(const std::string& owner) const { return sees_all || owner == account; }
};

}  // namespace tain::service
