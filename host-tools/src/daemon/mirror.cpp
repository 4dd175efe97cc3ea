// SPDX-License-Identifier: Apache-2.0
#include "mirror.hpp"

#include <utility>

#include "tain/error.hpp"

namespace tain::daemon {

using service::Inventory;
using service::Json;

class Mirror::Seat {
  public:
    explicit Seat(Mirror& mirror) : mirror_(mirror), desk_(mirror.take_desk()) {}
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    Seat(Seat&&) = delete;
    Seat& operator=(Seat&&) = delete;
    ~Seat() {
        const std::lock_guard lock(mirror_.mutex_);
        mirror_.desks_.push_back(std::move(desk_));
    }
    [[nodiscard]] service::Service& service() const { return *desk_->service; }
    [[nodiscard]] service::Store& store() const { return *desk_->store; }

  private:
    Mirror& mirror_;
    std::unique_ptr<Desk> desk_;
};

Mirror::Mirror(std::filesystem::path state, std::filesystem::path inventory, NicKeeper::BusOpener open_bus,
               NicKeeper::Applied applied)
    : state_(std::move(state)),
      inventory_file_(std::move(inventory)),
      inventory_(std::make_shared<const Inventory>(service::read_inventory(inventory_file_))),
      nic_(inventory_->device, std::move(open_bus), std::move(applied)) {
    static_cast<void>(Seat(*this));
}

std::unique_ptr<Mirror::Desk> Mirror::take_desk() {
    std::unique_ptr<Desk> desk;
    std::shared_ptr<const Inventory> inventory;
    {
        const std::lock_guard lock(mutex_);
        inventory = inventory_;
        if (!desks_.empty()) {
            desk = std::move(desks_.back());
            desks_.pop_back();
        }
    }
    if (!desk) {
        desk = std::make_unique<Desk>();
        desk->store = service::open_sqlite_store(state_);
        desk->service = std::make_unique<service::Service>(
            *desk->store, [at = desk.get()]() -> const Inventory& { return *at->inventory; },
            [this] { return nic_.lend(); });
    }
    desk->inventory = std::move(inventory);
    return desk;
}

Json Mirror::call(const service::Operation& operation, const Json& request,
                  const std::optional<service::Caller>& caller) {
    return Seat(*this).service().call(operation, request, caller);
}

Json Mirror::export_resources() {
    return Seat(*this).service().export_resources();
}

Json Mirror::import_resources(const Json& document, const service::ImportOptions& options) {
    return Seat(*this).service().import_resources(document, options);
}

service::NicStatus Mirror::status() {
    const Seat seat(*this);
    return service::read_nic_status(seat.store(), *inventory(), [this] { return nic_.device(); });
}

ApplyReport Mirror::synchronize() {
    const auto found = [this](std::optional<std::string> trouble) {
        const std::lock_guard lock(mutex_);
        trouble_ = std::move(trouble);
    };
    try {
        ApplyReport report = Seat(*this).service().synchronize();
        found(std::nullopt);
        return report;
    } catch (const Error& error) {
        found(error.what());
        throw;
    }
}

ApplyReport Mirror::reload() {
    auto read = std::make_shared<const Inventory>(service::read_inventory(inventory_file_));
    std::shared_ptr<const Inventory> before;
    {
        const std::lock_guard lock(mutex_);
        const service::DeviceName& device = inventory_->device;
        if (read->device.kind != device.kind || read->device.address != device.address)
            throw Error("InvalidInventory", inventory_file_.string(), "device",
                        inventory_file_.string() + ": device: another NIC needs a new start of taind");
        before = std::exchange(inventory_, std::move(read));
    }
    try {
        return synchronize();
    } catch (const Error& error) {
        // A NIC that can't be reached now gets the new inventory when it is back; one that it does not fit
        // never, and goes on by the old one.
        if (is_out_of_reach(error)) throw;
        {
            const std::lock_guard lock(mutex_);
            inventory_ = std::move(before);
        }
        synchronize();
        throw;
    }
}

std::optional<Mirror::Watched> Mirror::watch() {
    const std::optional<std::string> before = trouble();
    std::optional<std::string> found = nic_.trouble();
    if (!found && !before) return std::nullopt;
    // What is in order, and was not at the last look, is put right like what is not.
    try {
        return Watched{std::nullopt, synchronize()};
    } catch (const Error& error) {
        found = error.what();
    }
    return found != before ? std::optional(Watched{found, std::nullopt}) : std::nullopt;
}

std::optional<std::string> Mirror::trouble() {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

std::shared_ptr<const Inventory> Mirror::inventory() {
    const std::lock_guard lock(mutex_);
    return inventory_;
}

std::size_t Mirror::sessions() {
    return Seat(*this).store().select({service::session_type.name}).objects.size();
}

}  // namespace tain::daemon
