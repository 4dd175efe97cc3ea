// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/simulate.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "tain/cli/pending_file.hpp"
#include "tain/cli/progress_bar.hpp"
#include "tain/cli/run_report.hpp"
#include "tain/cli/usage_error.hpp"
#include "tain/device.hpp"
#include "tain/error.hpp"

namespace tain::cli {
namespace {

sim::Pace pace_of(const std::string& name) {
    static const std::map<std::string, sim::Pace> paces{
        {"lossless", sim::Pace::lossless}, {"capture", sim::Pace::capture}, {"line", sim::Pace::line}};
    return paces.at(name);
}

sim::CaptureRunOptions run_options(const SimulateOptions& options,
                                   const service::Configuration& configuration,
                                   const service::Inventory& inventory) {
    const Capabilities sizes = default_capabilities();
    sim::CaptureRunOptions run;
    run.wanted = configuration.wanted;
    run.input = options.read;
    run.output = options.write;
    run.width = options.width;
    run.pace = pace_of(options.pace);
    run.clock_mhz = options.clock_mhz;
    if (!options.wave.empty()) run.wave = options.wave;
    run.buffer_bytes = sizes.buffer_bytes;
    run.buffer_copies = sizes.buffer_copies;
    for (const service::NetworkInterface& interface : inventory.interfaces)
        if (interface.port && !interface.mac) run.own_addresses[interface.id] = interface.addresses;
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
            throw UsageError(std::string(option) + ": " + file + " is the file of " + earlier->second +
                             " too");
    }
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
    if (!report.result.cut_short) return exit_success;
    err << "tain: " << *report.result.cut_short << std::endl;
    return exit_failure;
}

}  // namespace tain::cli
