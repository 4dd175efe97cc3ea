// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/run_report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "tain/commands/counter_tables.hpp"
#include "tain/commands/table.hpp"

namespace tain::commands {
namespace {

using Json = nlohmann::ordered_json;
using ByDirection = std::array<std::uint64_t, 2>;

std::uint64_t sum(const ByDirection& counts) {
    return counts[0] + counts[1];
}

ByDirection truncated(const RunReport& report) {
    ByDirection counts{};
    for (const SessionCounters& session : report.counters.sessions)
        counts[static_cast<std::size_t>(session.direction)] += session.truncated;
    return counts;
}

/// Frames that belong to no interface, which no session can copy.
ByDirection unowned(const RunReport& report) {
    ByDirection counts{};
    for (const PortCounters& port : report.counters.ports)
        counts[static_cast<std::size_t>(port.direction)] += port.unowned;
    return counts;
}

/// The rule that a counter belongs to; nullptr where the filter has changed meanwhile.
const Rule* rule_of(const RunReport& report, const RuleCounters& counter) {
    const auto filter = std::ranges::find(report.wanted.filters, counter.filter, &Filter::id);
    if (filter == report.wanted.filters.end()) return nullptr;
    const std::vector<Rule>& rules =
        counter.direction == Direction::ingress ? filter->ingress : filter->egress;
    const auto rule = std::ranges::find(rules, counter.rule, &Rule::id);
    return rule == rules.end() ? nullptr : &*rule;
}

const Session* session_of(const RunReport& report, const std::string& id) {
    const auto session = std::ranges::find(report.wanted.sessions, id, &Session::id);
    return session == report.wanted.sessions.end() ? nullptr : &*session;
}

double per_second(std::uint64_t count, double seconds) {
    return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

std::string decimal(double number) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f", number);
    return text.data();
}

std::string totals_text(const RunReport& report) {
    Table table({"", "ingress", "egress", "total"});
    const auto add = [&](const char* name, const ByDirection& counts) {
        table.add({name, grouped(counts[0]), grouped(counts[1]), grouped(sum(counts))});
    };
    add("frames", report.result.frames_played);
    add("unowned", unowned(report));
    add("copies", report.result.copies);
    add("dropped", report.result.dropped);
    add("truncated", truncated(report));
    return table.text();
}

std::string sessions_text(const RunReport& report) {
    Table table(
        {"session", "interface", "direction", "accepted", "copies", "dropped", "truncated", "bytes kept"});
    for (const SessionCounters& counter : report.counters.sessions) {
        const Session* session = session_of(report, counter.session);
        table.add({counter.session, session == nullptr ? "" : session->interface,
                   direction_name(counter.direction), grouped(counter.copied + counter.dropped),
                   grouped(counter.copied), grouped(counter.dropped), grouped(counter.truncated),
                   grouped(counter.kept_bytes)});
    }
    return table.empty() ? "No session: nothing is copied.\n" : table.text();
}

std::string rules_text(const RunReport& report) {
    Table table({"filter", "direction", "rule", "action", "hits", "id"});
    for (const RuleCounters& counter : report.counters.rules) {
        const Rule* rule = rule_of(report, counter);
        table.add({counter.filter, direction_name(counter.direction),
                   rule == nullptr ? "" : std::to_string(rule->number),
                   rule == nullptr ? "" : (rule->accept ? "accept" : "reject"), grouped(counter.hits),
                   counter.rule});
    }
    return table.empty() ? "" : table.text();
}

std::string notes_text(const sim::CaptureRunResult& result) {
    std::string text;
    if (result.records_empty > 0)
        text += "skipped    " + grouped(result.records_empty) + " records of 0 bytes\n";
    if (result.records_too_long > 0)
        text += "skipped    " + grouped(result.records_too_long) + " records of more than 65,535 bytes\n";
    return text;
}

Json by_direction(const ByDirection& counts) {
    return {{"ingress", counts[0]}, {"egress", counts[1]}};
}

Json sessions_json(const RunReport& report) {
    Json list = Json::array();
    for (const SessionCounters& counter : report.counters.sessions) {
        const Session* session = session_of(report, counter.session);
        list.push_back({{"session", counter.session},
                        {"interface", session == nullptr ? "" : session->interface},
                        {"direction", direction_name(counter.direction)},
                        {"frames", counter.copied + counter.dropped},
                        {"copies", counter.copied},
                        {"dropped", counter.dropped},
                        {"truncated", counter.truncated},
                        {"kept_bytes", counter.kept_bytes}});
    }
    return list;
}

Json rules_json(const RunReport& report) {
    Json list = Json::array();
    for (const RuleCounters& counter : report.counters.rules) {
        Json entry{{"filter", counter.filter},
                   {"rule", counter.rule},
                   {"direction", direction_name(counter.direction)}};
        if (const Rule* rule = rule_of(report, counter)) {
            entry["number"] = rule->number;
            entry["action"] = rule->accept ? "accept" : "reject";
        }
        entry["hits"] = counter.hits;
        list.push_back(entry);
    }
    return list;
}

}  // namespace

std::string summary_text(const RunReport& report) {
    const sim::CaptureRunResult& result = report.result;
    const std::uint64_t frames = sum(result.frames_played);
    std::string text = report.input + " -> " + report.output + " (simulated NIC, " +
                       std::to_string(report.width) + " bits, pace " + report.pace + ")\n\n";
    text += totals_text(report) + "\n" + sessions_text(report) + "\n";
    const std::string rules = rules_text(report);
    if (!rules.empty()) text += rules + "\n";
    text += notes_text(result);
    text += "clocks     " + grouped(result.clocks) + " (" +
            decimal(static_cast<double>(result.clocks) / report.clock_mhz) + " us at " +
            decimal(report.clock_mhz) + " MHz)\n";
    text += "wall time  " + decimal(result.wall_seconds) + " s, " +
            grouped(static_cast<std::uint64_t>(per_second(frames, result.wall_seconds))) +
            " frames/s simulated\n";
    return text;
}

nlohmann::ordered_json report_json(const RunReport& report) {
    const sim::CaptureRunResult& result = report.result;
    Json json{{"input", report.input},
              {"output", report.output},
              {"simulated", true},
              {"width", report.width},
              {"pace", report.pace},
              {"clock_mhz", report.clock_mhz},
              {"records",
               {{"frames", result.frames_read},
                {"empty", result.records_empty},
                {"too_long", result.records_too_long}}},
              {"frames", by_direction(result.frames_played)},
              {"unowned", by_direction(unowned(report))},
              {"copies", by_direction(result.copies)},
              {"dropped", by_direction(result.dropped)},
              {"truncated", by_direction(truncated(report))},
              {"copy_bytes", result.copy_bytes},
              {"sessions", sessions_json(report)},
              {"rules", rules_json(report)},
              {"interfaces", interfaces_json(report.counters)},
              {"ports", ports_json(report.counters)},
              {"clocks", result.clocks},
              {"program_clocks", result.program_clocks},
              {"frames_per_second", per_second(sum(result.frames_played), result.wall_seconds)},
              {"wall_seconds", result.wall_seconds}};
    if (result.cut_short) json["cut_short"] = *result.cut_short;
    return json;
}

}  // namespace tain::commands
