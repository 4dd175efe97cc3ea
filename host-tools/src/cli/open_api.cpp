// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/open_api.hpp"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <optional>

#include "tain/cli/command_error.hpp"
#include "tain/cli/locations.hpp"
#include "tain/error.hpp"
#include "tain/service/service.hpp"

namespace tain::cli {
namespace {

/// While it lives an interrupt waits, so that none leaves a change half done.
class InterruptsHeld {
  public:
    InterruptsHeld() {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, signal);
        pthread_sigmask(SIG_BLOCK, &held, &before_);
    }
    InterruptsHeld(const InterruptsHeld&) = delete;
    InterruptsHeld& operator=(const InterruptsHeld&) = delete;
    InterruptsHeld(InterruptsHeld&&) = delete;
    InterruptsHeld& operator=(InterruptsHeld&&) = delete;
    ~InterruptsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  private:
    sigset_t before_{};
};

/// The service on the store, the inventory and the NIC of this host. The inventory is read when a call needs
/// it, since reading one takes longer than most answers.
class LocalApi final : public service::Api {
  public:
    explicit LocalApi(const Locations& locations)
        : inventory_file_(locations.inventory),
          store_(service::open_sqlite_store(locations.state)),
          service_(
              *store_, [this]() -> const service::Inventory& { return inventory(); },
              [this] { return service::open_nic(inventory().device); }) {
        spdlog::debug("inventory {}, store in {}", locations.inventory.string(), locations.state.string());
    }

    service::Json call(const service::Operation& operation, const service::Json& request) override {
        const InterruptsHeld held;
        return service_.call(operation, request);
    }

  private:
    /// A fault of the inventory is no answer of the service.
    const service::Inventory& inventory() {
        try {
            if (!inventory_) inventory_ = service::read_inventory(inventory_file_);
        } catch (const Error& error) {
            throw CommandError(error.what(), exit_failure);
        }
        return *inventory_;
    }

    std::filesystem::path inventory_file_;
    std::optional<service::Inventory> inventory_;
    std::unique_ptr<service::Store> store_;
    service::Service service_;
};

}  // namespace

std::unique_ptr<service::Api> open_api(const GlobalOptions& options) {
    if (!options.endpoint_given)
        return std::make_unique<LocalApi>(find_locations(options.state, options.inventory));
    spdlog::debug("endpoint {}", options.endpoint.url);
    return endpoint::open_endpoint(options.endpoint, endpoint::Profile::load(options.profile, true));
}

}  // namespace tain::cli
