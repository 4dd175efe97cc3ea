// SPDX-License-Identifier: Apache-2.0
// One call: check the request, then look something up or decide on a change, which agreement.cpp carries out.
#include "tain/service/service.hpp"

#include "client_tokens.hpp"
#include "describe.hpp"
#include "import.hpp"
#include "mark.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

bool is_delete(const Operation& operation) {
    return operation.name.starts_with("Delete");
}

}  // namespace

Service::Service(Store& store, const Inventory& inventory, NicOpener open_nic, Clock clock)
    : Service(
          store, [&inventory]() -> const Inventory& { return inventory; }, std::move(open_nic),
          std::move(clock)) {}

Service::Service(Store& store, InventorySource inventory, NicOpener open_nic, Clock clock)
    : store_(store),
      inventory_(std::move(inventory)),
      open_nic_(std::move(open_nic)),
      clock_(std::move(clock)) {}

Configuration Service::configuration() {
    return build_configuration(Resources(store_.read()), inventory_());
}

Json Service::call(const Operation& operation, const Json& request) {
    return call(operation, request, std::nullopt);
}

Json Service::call(const Operation& operation, const Json& request, const std::optional<Caller>& caller) {
    Json checked = validated(operation, request);
    const Handler* handler = find_handler(operation);
    if (handler == nullptr)
        check_describe_form(operation, checked);
    else if (handler->check_form != nullptr)
        handler->check_form(checked);
    if (checked.value("DryRun", false))
        throw Error("DryRunOperation", "", "DryRun", "Request would have succeeded, but DryRun flag is set.");
    checked.erase("DryRun");
    return in_order(operation.output, handler == nullptr ? look_up(operation, checked, caller)
                                                         : change(operation, *handler, checked, caller));
}

Json Service::look_up(const Operation& operation, const Json& request, const std::optional<Caller>& caller) {
    std::vector<std::string_view> types = types_needed(operation);
    types.push_back(mark_type);
    Resources resources(store_.select(types));
    settle_if_marked(resources.snapshot());
    static const Inventory unread;
    const Inventory& inventory = needs_inventory(operation) ? inventory_() : unread;
    const Caller by = caller.value_or(Caller{inventory.account, true});
    resources.see_as(by.sees_all ? "" : by.account);
    return describe(operation, {request, resources, inventory, by});
}

Json Service::change(const Operation& operation, const Handler& handler, const Json& request,
                     const std::optional<Caller>& caller) {
    const std::unique_ptr<Nic> nic = handler.concerns_nic ? open_nic_() : nullptr;
    const Inventory& inventory = inventory_();
    const Caller by = caller.value_or(Caller{inventory.account, true});
    const ClientTokens tokens(operation, request, by.account, clock_());
    const auto decide = [&](Resources& resources, Change& records) {
        if (std::optional<Json> earlier = tokens.earlier_answer(resources.snapshot())) return *earlier;
        resources.see_as(by.sees_all ? "" : by.account);
        Json answer = handler.handle({request, resources, inventory, by});
        resources.see_as("");
        if (request.contains("ClientToken")) answer["ClientToken"] = request.at("ClientToken");
        tokens.remember(answer, resources.snapshot(), records);
        return answer;
    };
    return carry_out(decide, nic.get(), is_delete(operation));
}

Json Service::export_resources() {
    return export_document(Resources(store_.read()));
}

Json Service::import_resources(const Json& document, const ImportOptions& options) {
    const ResourceDocument entries = read_document(document);
    const std::unique_ptr<Nic> nic = open_nic_();
    std::optional<Import> import;  // the last attempt
    const auto decide = [&](Resources& current, Change&) {
        import.emplace(entries, options, current, inventory_());
        import->run();
        return import->report();
    };
    try {
        return options.dry_run ? rehearse(decide, *nic) : carry_out(decide, nic.get(), false);
    } catch (const Error& error) {
        const std::string place = import ? import->place_of(error) : "";
        if (place.empty()) throw;
        throw placed(error, place);
    }
}

}  // namespace tain::service
