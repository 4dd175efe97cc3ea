// SPDX-License-Identifier: Apache-2.0
// One call: check the request, decide on a snapshot, put the result into the NIC, commit; begin anew where
// another process was faster. The NIC comes before the commit, so that what it refuses never reaches the
// store; it is put back where the commit fails.
#include "tain/service/service.hpp"

#include <spdlog/spdlog.h>

#include "client_tokens.hpp"
#include "describe.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr int most_attempts = 1000;

bool is_delete(const Operation& operation) {
    return operation.name.starts_with("Delete");
}

/// The quota's code where a NIC can't hold what is wanted; the message already names object and capability.
[[noreturn]] void refuse_capability(const Error& error) {
    if (error.code() != "NicCapacityExceeded") throw error;
    const bool of_target = error.field() == "addresses_per_target";
    throw Error(of_target ? "TrafficMirrorTargetLimitExceeded" : "InvalidInventory", error.object(),
                error.field(), error.what());
}

/// A changed filter or target by itself, whether a session uses it yet or not.
Wanted alone(const StoredObject& object, const Resources& resources, const Inventory& inventory) {
    Wanted wanted;
    std::string filter;
    if (object.type == filter_type.name) filter = object.id;
    if (object.type == rule_type.name)
        filter = text_of(resources.get(rule_type, object.id).members, filter_type.id_member);
    if (!filter.empty())
        wanted.filters.push_back(wanted_filter(resources.get(filter_type, filter), resources));
    if (object.type == target_type.name) {
        try {
            wanted.targets.push_back(wanted_target(resources.get(target_type, object.id), inventory));
        } catch (const Error& error) {
            spdlog::debug("{}", error.what());  // a matter for the session that will use it
        }
    }
    return wanted;
}

/// What could never be used is refused when it is made, not when the first session wants it.
void check_alone(const Resources& resources, const Inventory& inventory, const Capabilities& capabilities) {
    for (const StoredObject& object : resources.change().put)
        check_fits(alone(object, resources, inventory), capabilities);
}

/// Puts what the objects say into the NIC. A delete is never refused for what the NIC can't hold, since it is
/// the way out of that.
void put_into(Nic& nic, const Resources& resources, const Inventory& inventory, bool only_less) {
    const Configuration configuration = build_configuration(resources, inventory);
    for (const std::string& line : configuration.left_out) spdlog::warn("{}", line);
    try {
        check_alone(resources, inventory, nic.capabilities());
        check_fits(configuration.wanted, nic.capabilities());
    } catch (const Error& error) {
        if (!only_less) refuse_capability(error);
        spdlog::warn("the NIC is left as it is: {}", error.what());
        return;
    }
    nic.apply(configuration.wanted);
}

}  // namespace

Service::Service(Store& store, const Inventory& inventory, NicOpener open_nic, Clock clock)
    : store_(store), inventory_(inventory), open_nic_(std::move(open_nic)), clock_(std::move(clock)) {}

Configuration Service::configuration() {
    return build_configuration(Resources(store_.read()), inventory_);
}

Json Service::call(const Operation& operation, const Json& request) {
    Json checked = validated(operation, request);
    const Handler* handler = find_handler(operation);
    if (handler == nullptr)
        check_describe_form(operation, checked);
    else if (handler->check_form != nullptr)
        handler->check_form(checked);
    if (checked.value("DryRun", false))
        throw Error("DryRunOperation", "", "DryRun", "Request would have succeeded, but DryRun flag is set.");
    checked.erase("DryRun");
    return in_order(operation.output,
                    handler == nullptr ? look_up(operation, checked) : change(operation, *handler, checked));
}

Json Service::look_up(const Operation& operation, const Json& request) {
    Resources resources(store_.select(types_needed(operation)));
    return describe(operation, {request, resources, inventory_, inventory_.account});
}

Json Service::change(const Operation& operation, const Handler& handler, const Json& request) {
    const std::unique_ptr<Nic> nic = handler.concerns_nic ? open_nic_() : nullptr;
    const ClientTokens tokens(operation, request, inventory_.account, clock_());
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        Resources resources(store_.read());
        const Snapshot& snapshot = resources.snapshot();
        if (std::optional<Json> earlier = tokens.earlier_answer(snapshot)) return *earlier;
        Json answer = handler.handle({request, resources, inventory_, inventory_.account});
        if (request.contains("ClientToken")) answer["ClientToken"] = request.at("ClientToken");
        Change change = resources.change();
        if (change.empty()) return answer;
        tokens.remember(answer, snapshot, change);

        if (nic) put_into(*nic, resources, inventory_, is_delete(operation));
        try {
            if (store_.commit(snapshot.revision, change)) return answer;
        } catch (const Error&) {
            if (nic) put_into(*nic, Resources(snapshot), inventory_, true);
            throw;
        }
    }
    throw Error("Unavailable", "", "", "Other processes keep changing the store; nothing was changed");
}

}  // namespace tain::service
