// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/apply.hpp"

#include <spdlog/spdlog.h>

#include "tain/cli/command_error.hpp"
#include "tain/service/configuration.hpp"
#include "tain/service/nic.hpp"

namespace tain::commands {
namespace {

std::string report_text(const ApplyReport& report) {
    if (report.changed.empty() && report.flips == 0)
        return "The NIC holds what the store says; nothing was changed.\n";
    std::string text;
    for (const std::string& line : report.changed) text += line + "\n";
    return text;
}

}  // namespace

void Apply::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "apply",
        "Make the NIC equal to the store, for instance after a reset of the card, and say what changed");
    app_->group("NIC")->fallthrough();
    app_->footer("Options of every command (--state, --inventory): see tain --help");
}

int Apply::run(const Context& context) {
    const service::Inventory inventory = service::read_inventory(context.locations.inventory);
    const auto store = service::open_sqlite_store(context.locations.state);
    const std::unique_ptr<RegisterBus> bus = service::open_bus(inventory.device);
    if (!bus)
        throw cli::CommandError(
            "device: sim: nothing runs that could be programmed; tain simulate programs a NIC of its own",
            cli::exit_failure);
    Device device(*bus);
    // Read while nobody else can change the NIC.
    const service::Configuration configuration =
        service::build_configuration(service::Resources(store->read()), inventory);
    for (const std::string& line : configuration.left_out) spdlog::warn("{}", line);
    context.out << report_text(device.apply(configuration.wanted)) << std::flush;
    return cli::exit_success;
}

}  // namespace tain::commands
