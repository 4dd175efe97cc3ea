// SPDX-License-Identifier: Apache-2.0
// The mirror service: takes a request of the API, decides, and keeps store and NIC in agreement. Whoever
// speaks to it (command line, HTTP) only translates.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/service/api.hpp"
#include "tain/service/caller.hpp"
#include "tain/service/configuration.hpp"
#include "tain/service/inventory.hpp"
#include "tain/service/nic.hpp"
#include "tain/service/resource_document.hpp"
#include "tain/service/store.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

struct Handler;

class Service final : public Api {
  public:
    using NicOpener = std::function<std::unique_ptr<Nic>()>;
    /// Gives the inventory, which it may read when it is first asked: most answers do without.
    using InventorySource = std::function<const Inventory&()>;
    using Clock = std::function<std::chrono::system_clock::time_point()>;

    /// All must outlive the service. The NIC is opened for each change that concerns it and let go after it.
    /// The clock tells how old client tokens are.
    Service(Store& store, const Inventory& inventory, NicOpener open_nic,
            Clock clock = std::chrono::system_clock::now);
    Service(Store& store, InventorySource inventory, NicOpener open_nic,
            Clock clock = std::chrono::system_clock::now);

    /// Carries out one operation of the API model: members in, members out, both as the model names them.
    /// When it returns, a change is in the NIC and durable in the store. Throws tain::Error with an EC2 error
    /// code, and then nothing was changed.
    Json call(const Operation& operation, const Json& request) override;

    /// The same for somebody: nothing of another account is there for it (see Caller). Nobody in particular
    /// is the operator of this host, who acts for the inventory's account.
    Json call(const Operation& operation, const Json& request, const std::optional<Caller>& caller);

    /// What the NIC should do now.
    [[nodiscard]] Configuration configuration();

    /// Makes the NIC equal to the store, for instance after a reset of the card; what that changed. Throws
    /// tain::Error where the NIC can't be reached or can't hold it.
    ApplyReport synchronize();

    /// All targets, filters with their rules, and sessions, with their ids; resource_document.hpp has the
    /// form.
    [[nodiscard]] Json export_resources();

    /// Makes the document true in one change: all of it is in the NIC and durable in the store when this
    /// returns, or nothing is and tain::Error is thrown, with the code of the single operation that would
    /// refuse it and a message that names the entry ("sessions[2].SessionNumber: ..."). Answers what was
    /// (with dry_run: would be) done: {"Created": [OBJECT...], "Updated": [OBJECT...], "Deleted":
    /// [OBJECT...]}, where OBJECT is {"ResourceType", "ResourceId", "Name"}; Name where it has one, and in a
    /// dry run no ResourceId for what would get a new one. Objects that are as the document says already are
    /// in none of the lists.
    Json import_resources(const Json& document, const ImportOptions& options = {});

  private:
    /// Changes the objects and returns the answer; may add records of its own to the change.
    using Decide = std::function<Json(Resources&, Change&)>;

    Json look_up(const Operation& operation, const Json& request, const std::optional<Caller>& caller);
    Json change(const Operation& operation, const Handler& handler, const Json& request,
                const std::optional<Caller>& caller);
    Json carry_out(const Decide& decide, Nic* nic, bool only_less);
    Json rehearse(const Decide& decide, const Nic& nic);
    bool commit_with(Nic& nic, const Resources& resources, Change change, bool only_less);
    void undo(Nic& nic, const Snapshot& snapshot, bool marked);
    ApplyReport settle(Nic& nic);
    bool try_to_settle(Nic& nic);
    void settle_if_marked(const Snapshot& snapshot);

    Store& store_;
    InventorySource inventory_;
    NicOpener open_nic_;
    Clock clock_;
};

}  // namespace tain::service
