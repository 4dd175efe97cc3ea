// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/apply.hpp"

#include "tain/cli/command_error.hpp"
#include "tain/service/nic.hpp"
#include "tain/service/service.hpp"

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
    if (inventory.device.kind == service::DeviceName::Kind::simulated)
        throw cli::CommandError(
            "device: sim: nothing runs that could be programmed; tain simulate programs a NIC of its own",
            cli::exit_failure);
    context.out << report_text(context.open_host()->synchronize()) << std::flush;
    return cli::exit_success;
}

}  // namespace tain::commands
