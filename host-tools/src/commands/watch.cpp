// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/watch.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <map>

#include "tain/cli/command_error.hpp"
#include "tain/commands/counter_tables.hpp"
#include "tain/commands/stop_signal.hpp"
#include "tain/commands/table.hpp"

namespace tain::commands {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* clear_screen = "\033[H\033[J";

/// What the rates of one thing are made of.
struct Counted {
    std::uint64_t frames = 0, bytes = 0, dropped = 0;
};
using Name = std::pair<std::string, std::string>;

std::vector<std::pair<Name, Counted>> counted(const service::NicStatus& status) {
    std::vector<std::pair<Name, Counted>> all;
    for (const PortCounters& each : status.counters.ports)
        all.push_back({{"port " + std::to_string(each.port), direction_name(each.direction)},
                       {each.frames, each.bytes, 0}});
    for (const service::SessionStatus& session : status.sessions)
        for (const SessionCounters& each : session.counters)
            all.push_back(
                {{session.id, direction_name(each.direction)}, {each.copied, each.kept_bytes, each.dropped}});
    return all;
}

std::string rate_text(double rate) {
    return grouped(static_cast<std::uint64_t>(rate + 0.5));
}

std::string time_text() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%H:%M:%S", &local);
    return {text.data(), length};
}

/// Redrawn: a table of what there is now.
std::string screen(const service::NicStatus& status, const std::vector<Rate>& all) {
    std::string text = time_text() + "  " + status.device + "  " + status.trouble.value_or("") + "\n\n";
    Table table({"", "direction", "frames/s", "bytes/s", "dropped/s", "frames"});
    for (const Rate& each : all)
        table.add({each.name, each.direction, rate_text(each.frames), rate_text(each.bytes),
                   rate_text(each.dropped), grouped(each.total)});
    return text + (table.empty() ? "" : table.text());
}

/// Appended: a line for each thing, in columns that stay as they are.
std::string line(const std::array<std::string, 7>& cells) {
    std::array<char, 256> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%-8.8s  %-21.21s  %-9.9s  %12s  %15s  %12s  %15s\n",
                      cells[0].c_str(), cells[1].c_str(), cells[2].c_str(), cells[3].c_str(),
                      cells[4].c_str(), cells[5].c_str(), cells[6].c_str());
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string heading() {
    return line({"time", "of", "direction", "frames/s", "bytes/s", "dropped/s", "frames"});
}

std::string lines(const service::NicStatus& status, const std::vector<Rate>& all) {
    const std::string time = time_text();
    if (!status.capabilities) return time + "  " + status.trouble.value_or("") + "\n";
    std::string text;
    for (const Rate& each : all)
        text += line({time, each.name, each.direction, rate_text(each.frames), rate_text(each.bytes),
                      rate_text(each.dropped), grouped(each.total)});
    return text;
}

bool is_terminal(const std::ostream& out) {
    return out.rdbuf() == std::cout.rdbuf() && isatty(STDOUT_FILENO) == 1;
}

}  // namespace

std::vector<Rate> rates(const Reading& before, const Reading& now) {
    const auto earlier = counted(before.status);
    const std::map<Name, Counted> old(earlier.begin(), earlier.end());
    const double seconds = std::max(1e-9, std::chrono::duration<double>(now.time - before.time).count());
    std::vector<Rate> all;
    for (const auto& [name, is] : counted(now.status)) {
        const auto found = old.find(name);
        const bool goes_on = found != old.end() && found->second.frames <= is.frames &&
                             found->second.bytes <= is.bytes && found->second.dropped <= is.dropped;
        const Counted was = goes_on ? found->second : Counted{};
        const auto rate = [&](std::uint64_t Counted::*count) {
            return static_cast<double>(is.*count - was.*count) / seconds;
        };
        all.push_back({name.first, name.second, rate(&Counted::frames), rate(&Counted::bytes),
                       rate(&Counted::dropped), is.frames});
    }
    return all;
}

void Watch::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "watch", "What passes the NIC and what it copies, in rates, again and again until Ctrl-C");
    app_->group("NIC")->fallthrough();
    app_->footer(
        "On a terminal the table is redrawn, else lines are appended. Between two readings other processes "
        "have\n"
        "the NIC.\n\n"
        "Options of every command (--state, --inventory): see tain --help");
    app_->add_option("--interval", interval_, "Seconds between two readings, 0.1 to 3600 (default 1)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.1, 3600.0).description(""));
    app_->add_option("--count", count_, "End after so many outputs (default: never)")
        ->type_name("N")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1000000000000}).description(""));
}

int Watch::run(const Context& context) {
    const service::Inventory inventory = service::read_inventory(context.locations.inventory);
    if (inventory.device.kind == service::DeviceName::Kind::simulated)
        throw cli::CommandError(
            "device: sim: nothing runs, so there is nothing to watch; tain nic runs a simulated NIC for "
            "device: sim:SOCKET",
            cli::exit_failure);
    const auto host = context.open_host();
    const StopSignal stop;
    const bool terminal = is_terminal(context.out);
    const std::chrono::duration<double> interval(interval_);
    const auto pause = std::chrono::duration_cast<std::chrono::nanoseconds>(interval);
    const auto read = [&] { return Reading{Clock::now(), host->status()}; };
    Reading before = read();
    if (!terminal) context.out << heading() << std::flush;
    for (std::uint64_t shown = 0; !count_ || shown < *count_; ++shown) {
        if (stop.wait(pause)) break;
        Reading now = read();
        const std::vector<Rate> all = rates(before, now);
        context.out << (terminal ? clear_screen + screen(now.status, all) : lines(now.status, all))
                    << std::flush;
        if (!context.out) return cli::exit_failure;
        before = std::move(now);
    }
    return cli::exit_success;
}

}  // namespace tain::commands
