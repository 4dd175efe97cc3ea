// SPDX-License-Identifier: Apache-2.0
// The mirror service: takes a request of the API, decides, and keeps store and NIC in agreement. Whoever
// speaks to it (command line, HTTP) only translates.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tain/service/api.hpp"
#include "tain/service/configuration.hpp"
#include "tain/service/inventory.hpp"
#include "tain/service/nic.hpp"
#include "tain/service/store.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

struct Handler;

class Service final : public Api {
  public:
    using NicOpener = std::function<std::unique_ptr<Nic>()>;
    using Clock = std::function<std::chrono::system_clock::time_point()>;

    /// All must outlive the service. The NIC is opened for each change that concerns it and let go after it.
    /// The clock tells how old client tokens are.
    Service(Store& store, const Inventory& inventory, NicOpener open_nic,
            Clock clock = std::chrono::system_clock::now);

    /// Carries out one operation of the API model: members in, members out, both as the model names them.
    /// When it returns, a change is in the NIC and durable in the store. Throws tain::Error with an EC2 error
    /// code, and then nothing was changed.
    Json call(const Operation& operation, const Json& request) override;

    /// What the NIC should do now.
    [[nodiscard]] Configuration configuration();

  private:
    Json look_up(const Operation& operation, const Json& request);
    Json change(const Operation& operation, const Handler& handler, const Json& request);

    Store& store_;
    const Inventory& inventory_;
    NicOpener open_nic_;
    Clock clock_;
};

}  // namespace tain::service
