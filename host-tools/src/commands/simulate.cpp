// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/simulate.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "tain/cli/command_error.hpp"
#include "tain/commands/pending_file.hpp"
#include "tain/commands/play_options.hpp"
#include "tain/commands/progress_bar.hpp"
#include "tain/commands/run_report.hpp"
#include "tain/device.hpp"
#include "tain/error.hpp"
#include "tain/service/service.hpp"

namespace tain::commands {
namespace {

sim::Pace pace_of(const std::string& name) {
    static const std::map<std::string, sim::Pace> paces{
        {"lossless", sim::Pace::lossless}, {"capture", sim::Pace::capture}, {"line", sim::Pace::line}};
    return paces.at(name);
}

sim::CaptureRunOptions run_options(const SimulateOptions& options,
                                   const service::Configuration& configuration,
                                   const service::Inventory& inventory) {
    sim::CaptureRunOptions run;
    static_cast<sim::PlayOptions&>(run) = play_options(configuration.wanted, inventory);
    run.input = options.read;
    run.output = options.write;
    run.width = options.width;
    run.pace = pace_of(options.pace);
    run.clock_mhz = options.clock_mhz;
    if (!options.wave.empty()) run.wave = options.wave;
    return run;
}

/// No file may be both read and written, or written twice.
void check_files(const SimulateOptions& options) {
    const std::pair<const char*, const std::string&> files[] = {{"--read", options.read},
                                                                {"--write", options.write},
                                                                {"--report", options.report},
                                                                {"--wave", options.wave}};
    std::map<std::filesystem::path, const char*> seen;
    for (const auto& [option, file] : files) {
        if (file.empty()) continue;
        const auto [earlier, added] =
            seen.emplace(std::filesystem::weakly_canonical(std::filesystem::absolute(file)), option);
        if (!added)
            throw cli::CommandError(std::string(option) + ": " + file + " is the file of " + earlier->second +
                                    " too");
    }
}

CLI::Validator clock_range() {
    constexpr double least = 0.001;
    constexpr double most = 100000;
    const auto check = [](const std::string& text) {
        double value = 0;
        const bool good = CLI::detail::lexical_cast(text, value) && value >= least && value <= most;
        return good ? std::string() : text + " is not a number from 0.001 to 100000";
    };
    return {check, "", "clock"};
}

}  // namespace

int simulate(const SimulateOptions& options, const service::Configuration& configuration,
             const service::Inventory& inventory, std::ostream& out, std::ostream& err) {
    check_files(options);
    for (const std::string& line : configuration.left_out) spdlog::warn("{}", line);
    check_fits(configuration.wanted, default_capabilities());
    std::unique_ptr<PendingFile> report_file;
    if (!options.report.empty()) report_file = std::make_unique<PendingFile>(options.report);

    RunReport report{options.read, options.write,       options.width, options.pace, options.clock_mhz, {},
                     {},           configuration.wanted};
    std::unique_ptr<Device> device;
    std::unique_ptr<ProgressBar> bar;
    if (isatty(STDERR_FILENO) == 1) bar = std::make_unique<ProgressBar>(err);

    sim::CaptureRunOptions run = run_options(options, configuration, inventory);
    run.program = [&](RegisterBus& bus) {
        device = std::make_unique<Device>(bus);
        device->apply(configuration.wanted);
    };
    run.finish = [&](RegisterBus&) { report.counters = device->read_counters(); };
    if (bar) run.progress = [&](const sim::CaptureProgress& progress) { bar->show(progress); };

    report.result = sim::run_capture(run);
    bar.reset();
    if (report_file) report_file->complete(report_json(report).dump(4) + "\n");
    out << summary_text(report) << std::flush;
    if (!out)
        throw Error("OutputFailed", "standard output", "", "the summary can't be written to standard output");
    if (!report.result.cut_short) return cli::exit_success;
    err << "tain: " << *report.result.cut_short << std::endl;
    return cli::exit_failure;
}

void Simulate::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "simulate",
        "Run a capture through the simulated NIC, programmed from the stored sessions, and write the copies");
    app_->group("Simulation")->fallthrough();
    app_->footer("Options of every command (--state, --inventory): see tain --help");
    app_->add_option("--read", options_.read, "The capture (pcap or pcapng, Ethernet)")
        ->type_name("FILE")
        ->required();
    app_->add_option("--write", options_.write, "Where the copies go (pcap)")->type_name("FILE")->required();
    app_->add_option("--report", options_.report, "Write what happened as JSON")->type_name("FILE");
    app_->add_option("--wave", options_.wave, "Write a waveform of the whole run (FST; slow and large)")
        ->type_name("FILE");
    app_->add_option("--width", options_.width,
                     "Bits of the NIC's data path: 64, 128, 256 or 512 (default 512)")
        ->type_name("BITS")
        ->check(CLI::IsMember({64U, 128U, 256U, 512U}));
    app_->add_option(
            "--pace", options_.pace,
            "lossless: a frame enters when any copy of it has room (default); capture: at its capture time; "
            "line: back to back")
        ->type_name("PACE")
        ->check(CLI::IsMember({"lossless", "capture", "line"}));
    app_->add_option("--clock-mhz", options_.clock_mhz, "Clock of the NIC in MHz (default 250)")
        ->type_name("MHZ")
        ->check(clock_range());
}

int Simulate::run(const Context& context) {
    const service::Inventory inventory = service::read_inventory(context.locations.inventory);
    const std::unique_ptr<service::Store> store = service::open_sqlite_store(context.locations.state);
    service::Service service(*store, inventory, {});
    return simulate(options_, service.configuration(), inventory, context.out, context.err);
}

}  // namespace tain::commands
