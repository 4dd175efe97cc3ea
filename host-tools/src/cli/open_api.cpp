// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/open_api.hpp"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <optional>

#include "daemon_host.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/error.hpp"

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

/// The host of this process. The inventory is read when a call needs it, since reading one takes longer than
/// most answers.
class LocalHost final : public service::Host {
  public:
    explicit LocalHost(const Locations& locations)
        : inventory_file_(locations.inventory),
          host_(service::open_local_host(locations.state,
                                         [this]() -> const service::Inventory& { return inventory(); })) {
        spdlog::debug("inventory {}, store in {}", locations.inventory.string(), locations.state.string());
    }

    service::Json call(const service::Operation& operation, const service::Json& request) override {
        const InterruptsHeld held;
        return host_->call(operation, request);
    }
    ApplyReport synchronize() override { return host_->synchronize(); }
    service::Json export_resources() override { return host_->export_resources(); }
    service::Json import_resources(const service::Json& document,
                                   const service::ImportOptions& options) override {
        return host_->import_resources(document, options);
    }
    service::NicStatus status() override { return host_->status(); }

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
    std::unique_ptr<service::Host> host_;
};

}  // namespace

std::unique_ptr<service::Host> open_host(const Locations& locations) {
    if (std::unique_ptr<service::Host> daemon = find_daemon(locations.state)) return daemon;
    return std::make_unique<LocalHost>(locations);
}

std::unique_ptr<service::Api> open_api(const GlobalOptions& options) {
    if (!options.endpoint_given) return open_host(find_locations(options.state, options.inventory));
    spdlog::debug("endpoint {}", options.endpoint.url);
    return endpoint::open_endpoint(options.endpoint, endpoint::Profile::load(options.profile, true));
}

}  // namespace tain::cli
