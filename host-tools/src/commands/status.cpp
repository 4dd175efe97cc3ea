// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/status.hpp"

#include <algorithm>

#include "tain/cli/command_error.hpp"
#include "tain/commands/counter_tables.hpp"
#include "tain/commands/table.hpp"

namespace tain::commands {
namespace {

using Json = nlohmann::ordered_json;

std::string nic_text(const service::NicStatus& status) {
    std::string text = "NIC       " + status.device;
    if (status.capabilities)
        text += ", register map " + status.version + ", " + std::to_string(status.capabilities->data_width) +
                " bits, " + std::to_string(status.capabilities->ports) +
                (status.capabilities->ports == 1 ? " port" : " ports");
    text += "\n          " + status.trouble.value_or("it holds what the store says") + "\n";
    if (!status.programmed) return text;
    for (const Difference& each : status.differences)
        text += "          " + service::difference_text(each) + "\n";
    return text;
}

std::string sessions_text(const service::NicStatus& status) {
    const auto in_force = std::ranges::count_if(
        status.sessions, [](const service::SessionStatus& each) { return !each.trouble; });
    std::string text = "sessions  " + std::to_string(status.sessions.size()) + ", in force " +
                       std::to_string(in_force) + "\n";
    Table table({"session", "interface", "number", "filter", "target", "in force"});
    for (const service::SessionStatus& each : status.sessions)
        table.add({each.id, each.interface, std::to_string(each.number), each.filter, each.target,
                   each.trouble ? "no: " + *each.trouble : "yes"});
    return table.empty() ? text : text + "\n" + table.text();
}

std::string session_counters_text(const service::NicStatus& status) {
    Table table({"session", "direction", "copies", "dropped", "truncated", "bytes kept"});
    for (const service::SessionStatus& session : status.sessions)
        for (const SessionCounters& each : session.counters)
            table.add({session.id, direction_name(each.direction), grouped(each.copied),
                       grouped(each.dropped), grouped(each.truncated), grouped(each.kept_bytes)});
    return table.empty() ? "" : table.text();
}

Json nic_json(const service::NicStatus& status) {
    Json nic{{"device", status.device}, {"reached", status.capabilities.has_value()}};
    if (status.trouble) nic["trouble"] = *status.trouble;
    if (!status.capabilities) return nic;
    nic["register_map"] = status.version;
    nic["width"] = status.capabilities->data_width;
    nic["programmed"] = status.programmed;
    nic["differences"] = Json::array();
    for (const Difference& each : status.differences) {
        constexpr const char* kinds[] = {"missing", "different", "superfluous"};
        nic["differences"].push_back(
            {{"object", each.object}, {"kind", kinds[static_cast<std::size_t>(each.kind)]}});
    }
    return nic;
}

Json session_json(const service::SessionStatus& session) {
    Json json{{"session", session.id},    {"interface", session.interface},
              {"number", session.number}, {"filter", session.filter},
              {"target", session.target}, {"in_force", !session.trouble.has_value()}};
    if (session.trouble) json["trouble"] = *session.trouble;
    for (const SessionCounters& each : session.counters)
        json[direction_name(each.direction)] = {{"copies", each.copied},
                                                {"dropped", each.dropped},
                                                {"truncated", each.truncated},
                                                {"kept_bytes", each.kept_bytes}};
    return json;
}

}  // namespace

std::string status_text(const service::NicStatus& status) {
    std::string text = nic_text(status) + sessions_text(status);
    for (const std::string& part :
         {session_counters_text(status), interfaces_text(status.counters), ports_text(status.counters)})
        if (!part.empty()) text += "\n" + part;
    return text;
}

Json status_json(const service::NicStatus& status) {
    Json json{{"nic", nic_json(status)}, {"sessions", Json::array()}};
    for (const service::SessionStatus& session : status.sessions)
        json["sessions"].push_back(session_json(session));
    json["interfaces"] = interfaces_json(status.counters);
    json["ports"] = ports_json(status.counters);
    return json;
}

void Status::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "status", "Which sessions are in force, why the others are not, and what the NIC has counted");
    app_->group("NIC")->fallthrough();
    app_->footer(
        "Counters began at 0 when their object was new in the NIC, and run on until it is removed or the NIC "
        "is\n"
        "reset.\n\n"
        "Options of every command (--state, --inventory): see tain --help");
    app_->add_option("--output", output_, "text (default) or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}));
}

int Status::run(const Context& context) {
    const service::NicStatus status = context.open_host()->status();
    context.out << (output_ == "json" ? status_json(status).dump(4) + "\n" : status_text(status))
                << std::flush;
    return cli::exit_success;
}

}  // namespace tain::commands
