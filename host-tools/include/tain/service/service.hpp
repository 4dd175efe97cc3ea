// SPDX-License-Identifier: Apache-2.0
// The mirror service: takes a request of the API, decides, and keeps store and NIC in agreement. Whoever
// speaks to it (command line, HTTP) only translates.
#pragma once

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

class Service final : public Api {
  public:
    using NicOpener = std::function<std::unique_ptr<Nic>()>;

    /// All three must outlive the service. The NIC is opened for each change and let go after it.
    Service(Store& store, const Inventory& inventory, NicOpener open_nic);

    /// Carries out one operation of the API model: members in, members out, both as the model names them.
    /// When it returns, a change is in the NIC and durable in the store. Throws tain::Error with an EC2 error
    /// code, and then nothing was changed.
    Json call(const Operation& operation, const Json& request) override;

    /// What the NIC should do now.
    [[nodiscard]] Configuration configuration();

  private:
    Json change(const Operation& operation, const Json& request);

    Store& store_;
    const Inventory& inventory_;
    NicOpener open_nic_;
};

}  // namespace tain::service
