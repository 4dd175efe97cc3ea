// SPDX-License-Identifier: Apache-2.0
#include "nic_keeper.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace tain::daemon {

bool is_out_of_reach(const Error& error) {
    constexpr std::string_view codes[] = {"NicBusy",          "NicGone",     "NicInconsistent",
                                          "NicNotConfigured", "NicNotFound", "NicPermission",
                                          "NicReset",         "NicStuck"};
    return std::ranges::find(codes, error.code()) != std::end(codes);
}

/// Holds the keeper's lock as long as somebody has the NIC.
class NicKeeper::Lent final : public service::Nic {
  public:
    Lent(NicKeeper& keeper, std::unique_lock<std::mutex> lock) : keeper_(keeper), lock_(std::move(lock)) {}

    [[nodiscard]] const Capabilities& capabilities() const override {
        return keeper_.device_->capabilities();
    }
    ApplyReport apply(const Wanted& wanted) override {
        const auto begin = std::chrono::steady_clock::now();
        const auto tell = [&](bool succeeded) {
            keeper_.applied_(std::chrono::steady_clock::now() - begin, succeeded);
        };
        try {
            ApplyReport report = keeper_.device_->apply(wanted);
            tell(true);
            return report;
        } catch (const Error& error) {
            if (error.code() == "NicGone") gone_ = true;
            tell(false);
            throw;
        }
    }
    [[nodiscard]] bool keeps_state() const override { return true; }

    ~Lent() override {
        if (gone_) keeper_.let_go();
    }

  private:
    NicKeeper& keeper_;
    std::unique_lock<std::mutex> lock_;
    bool gone_ = false;
};

NicKeeper::NicKeeper(service::DeviceName device, BusOpener open_bus, Applied applied)
    : device_name_(std::move(device)), open_bus_(std::move(open_bus)), applied_(std::move(applied)) {}

void NicKeeper::open() {
    if (device_) return;
    bus_ = open_bus_(device_name_);
    try {
        device_ = std::make_unique<Device>(*bus_);
    } catch (const Error&) {
        let_go();
        throw;
    }
}

void NicKeeper::let_go() {
    device_.reset();
    bus_.reset();
}

std::unique_ptr<service::Nic> NicKeeper::lend() {
    if (is_simulated()) return service::open_nic(device_name_);
    std::unique_lock lock(mutex_);
    open();
    return std::make_unique<Lent>(*this, std::move(lock));
}

std::shared_ptr<Device> NicKeeper::device() {
    if (is_simulated()) return nullptr;
    const auto lock = std::make_shared<std::unique_lock<std::mutex>>(mutex_);
    open();
    return {lock, device_.get()};
}

std::optional<Counters> NicKeeper::read_counters() {
    if (is_simulated()) return std::nullopt;
    const std::lock_guard lock(mutex_);
    open();
    return device_->read_counters();
}

std::optional<std::string> NicKeeper::trouble() {
    if (is_simulated()) return std::nullopt;
    const std::lock_guard lock(mutex_);
    try {
        open();
        device_->check_unchanged();
        return std::nullopt;
    } catch (const Error& error) {
        if (error.code() == "NicGone") let_go();
        return error.what();
    }
}

std::optional<Capabilities> NicKeeper::capabilities() {
    const std::lock_guard lock(mutex_);
    return device_ ? std::optional(device_->capabilities()) : std::nullopt;
}

}  // namespace tain::daemon
