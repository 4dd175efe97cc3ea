// SPDX-License-Identifier: Apache-2.0
// How a change reaches NIC and store, and why they agree. The NIC comes before the commit, so that what it
// refuses never reaches the store; it is put back where the commit fails. Against death in between, a NIC
// that keeps its state gets a mark in the store first, which goes with the commit; whoever finds a mark while
// the NIC is free makes the NIC equal to the store.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "describe.hpp"
#include "mark.hpp"
#include "tain/error.hpp"
#include "tain/service/service.hpp"

namespace tain::service {
namespace {

constexpr int most_attempts = 1000;
constexpr std::string_view mark_id = "pending-change";

/// The quota's code where a NIC can't hold what is wanted; the message already names object and capability.
[[noreturn]] void refuse_capability(const Error& error) {
    if (error.code() != "NicCapacityExceeded") throw error;
    const bool of_target = error.field() == "addresses_per_target";
    throw Error(of_target ? "TrafficMirrorTargetLimitExceeded" : "InvalidInventory", error.object(),
                error.field(), error.what());
}

/// The target by itself, whether a session uses it yet or not.
Wanted target_alone(const std::string& id, const Resources& resources, const Inventory& inventory) {
    Wanted wanted;
    try {
        wanted.targets.push_back(wanted_target(resources.get(target_type, id), inventory));
    } catch (const Error& error) {
        spdlog::debug("{}", error.what());  // a matter for the session that will use it
    }
    return wanted;
}

/// What could never be used is refused when it is made, not when the first session wants it.
void check_alone(const Resources& resources, const Inventory& inventory, const Capabilities& capabilities) {
    std::set<std::string> filters;  // once each, however many of their rules changed
    for (const StoredObject& object : resources.change().put) {
        if (object.type == filter_type.name) filters.insert(object.id);
        if (object.type == rule_type.name)
            filters.insert(text_of(resources.get(rule_type, object.id).members, filter_type.id_member));
        if (object.type == target_type.name)
            check_fits(target_alone(object.id, resources, inventory), capabilities);
    }
    for (const std::string& id : filters) {
        Wanted wanted;
        wanted.filters.push_back(wanted_filter(resources.get(filter_type, id), resources));
        check_fits(wanted, capabilities);
    }
}

Wanted wanted_of(const Resources& resources, const Inventory& inventory) {
    Configuration configuration = build_configuration(resources, inventory);
    for (const std::string& line : configuration.left_out) spdlog::warn("{}", line);
    return std::move(configuration.wanted);
}

/// True where the NIC can hold what the objects say. A delete is never refused for what it can't hold, since
/// it is the way out of that; everything else is.
bool fits(const Wanted& wanted, const Resources& resources, const Inventory& inventory,
          const Capabilities& capabilities, bool only_less) {
    try {
        check_alone(resources, inventory, capabilities);
        check_fits(wanted, capabilities);
        return true;
    } catch (const Error& error) {
        if (!only_less) refuse_capability(error);
        spdlog::warn("the NIC is left as it is: {}", error.what());
        return false;
    }
}

[[noreturn]] void refuse_contended() {
    throw Error("Unavailable", "", "", "Other processes keep changing the store; nothing was changed");
}

}  // namespace

Change mark_set() {
    return {{{std::string(mark_id), std::string(mark_type), "", "{}", 0}}, {}};
}

Change mark_removed() {
    return {{}, {std::string(mark_id)}};
}

bool is_marked(const Snapshot& snapshot) {
    return std::ranges::find(snapshot.objects, mark_type, &StoredObject::type) != snapshot.objects.end();
}

Json Service::carry_out(const Decide& decide, Nic* nic, bool only_less) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        Resources resources(store_.read());
        if (nic != nullptr && is_marked(resources.snapshot()) && try_to_settle(*nic)) continue;
        Change records;
        Json answer = decide(resources, records);
        Change change = resources.change();
        if (change.empty()) return answer;
        std::ranges::move(records.put, std::back_inserter(change.put));
        std::ranges::move(records.erase, std::back_inserter(change.erase));
        const bool done = nic != nullptr ? commit_with(*nic, resources, std::move(change), only_less)
                                         : store_.commit(resources.snapshot().revision, change);
        if (done) return answer;
    }
    refuse_contended();
}

Json Service::rehearse(const Decide& decide, const Nic& nic) {
    Resources resources(store_.read());
    Change unused;
    Json answer = decide(resources, unused);
    static_cast<void>(
        fits(wanted_of(resources, inventory_()), resources, inventory_(), nic.capabilities(), false));
    return answer;
}

bool Service::commit_with(Nic& nic, const Resources& resources, Change change, bool only_less) {
    const Snapshot& snapshot = resources.snapshot();
    const Wanted wanted = wanted_of(resources, inventory_());
    if (!fits(wanted, resources, inventory_(), nic.capabilities(), only_less))
        return store_.commit(snapshot.revision, change);

    std::uint64_t revision = snapshot.revision;
    const bool marks =
        is_marked(snapshot) ||
        (nic.keeps_state() && build_configuration(Resources(snapshot), inventory_()).wanted != wanted);
    if (marks) {
        if (!store_.commit(revision, mark_set())) return false;
        ++revision;
        std::ranges::move(mark_removed().erase, std::back_inserter(change.erase));
    }
    try {
        nic.apply(wanted);
        return store_.commit(revision,
                             change);  // refused: the mark, if there is one, stays for the next attempt
    } catch (const Error&) {
        undo(nic, snapshot, marks);
        throw;
    }
}

void Service::undo(Nic& nic, const Snapshot& snapshot, bool marked) {
    if (marked) {
        static_cast<void>(try_to_settle(nic));
        return;
    }
    try {
        nic.apply(build_configuration(Resources(snapshot), inventory_()).wanted);
    } catch (const Error& error) {
        spdlog::warn("the NIC could not be put back: {}", error.what());
    }
}

ApplyReport Service::settle(Nic& nic) {
    ApplyReport report;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        const Resources resources(store_.read());
        const ApplyReport done = nic.apply(wanted_of(resources, inventory_()));
        report.flips += done.flips;
        report.register_reads += done.register_reads;
        report.register_writes += done.register_writes;
        std::ranges::copy(done.changed, std::back_inserter(report.changed));
        const Snapshot& snapshot = resources.snapshot();
        if (!is_marked(snapshot) || store_.commit(snapshot.revision, mark_removed())) return report;
    }
    refuse_contended();
}

bool Service::try_to_settle(Nic& nic) {
    try {
        settle(nic);
        return true;
    } catch (const Error& error) {
        spdlog::warn("the NIC may differ from the store until the next change: {}", error.what());
        return false;
    }
}

void Service::settle_if_marked(const Snapshot& snapshot) {
    if (!is_marked(snapshot)) return;
    std::unique_ptr<Nic> nic;
    try {
        nic = open_nic_();  // waits for a change that is under way
    } catch (const Error& error) {
        spdlog::debug("{}", error.what());
        return;
    }
    if (is_marked(store_.select({mark_type}))) static_cast<void>(try_to_settle(*nic));
}

ApplyReport Service::synchronize() {
    const std::unique_ptr<Nic> nic = open_nic_();
    return settle(*nic);
}

}  // namespace tain::service
