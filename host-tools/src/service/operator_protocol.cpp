// SPDX-License-Identifier: Apache-2.0
#include "tain/service/operator_protocol.hpp"

#include <utility>

namespace tain::service {
namespace {

/// A number of a kind of counters, and its name in a document.
template <typename Counted>
struct Field {
    const char* name;
    std::uint64_t Counted::*value;
};
constexpr Field<SessionCounters> session_fields[] = {{"copied", &SessionCounters::copied},
                                                     {"kept_bytes", &SessionCounters::kept_bytes},
                                                     {"truncated", &SessionCounters::truncated},
                                                     {"dropped", &SessionCounters::dropped}};
constexpr Field<InterfaceCounters> interface_fields[] = {
    {"judged", &InterfaceCounters::judged},       {"not_copied", &InterfaceCounters::not_copied},
    {"copied", &InterfaceCounters::copied},       {"dropped", &InterfaceCounters::dropped},
    {"truncated", &InterfaceCounters::truncated}, {"kept_bytes", &InterfaceCounters::kept_bytes}};
constexpr Field<PortCounters> port_fields[] = {{"frames", &PortCounters::frames},
                                               {"bytes", &PortCounters::bytes},
                                               {"unowned", &PortCounters::unowned},
                                               {"bad", &PortCounters::bad}};

template <typename Counted, std::size_t N>
Json counted(Json document, const Field<Counted> (&fields)[N], const Counted& from) {
    document["egress"] = from.direction == Direction::egress;
    for (const Field<Counted>& field : fields) document[field.name] = from.*field.value;
    return document;
}

template <typename Counted, std::size_t N>
Counted read_counted(const Json& document, const Field<Counted> (&fields)[N]) {
    Counted into;
    into.direction = document.at("egress").get<bool>() ? Direction::egress : Direction::ingress;
    for (const Field<Counted>& field : fields)
        into.*field.value = document.at(field.name).template get<std::uint64_t>();
    return into;
}

Json or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

std::optional<std::string> text_or_none(const Json& document) {
    return document.is_null() ? std::nullopt : std::optional(document.get<std::string>());
}

Json session_json(const SessionStatus& session) {
    Json counters = Json::array();
    for (const SessionCounters& each : session.counters)
        counters.push_back(counted(Json::object(), session_fields, each));
    return {{"id", session.id},         {"interface", session.interface},
            {"filter", session.filter}, {"target", session.target},
            {"number", session.number}, {"trouble", or_null(session.trouble)},
            {"counters", counters}};
}

SessionStatus session_of(const Json& document) {
    SessionStatus session{document.at("id"),
                          document.at("interface"),
                          document.at("filter"),
                          document.at("target"),
                          document.at("number"),
                          text_or_none(document.at("trouble")),
                          {}};
    for (const Json& each : document.at("counters")) {
        session.counters.push_back(read_counted(each, session_fields));
        session.counters.back().session = session.id;
    }
    return session;
}

/// Of the capabilities, those that a status shows.
Json sizes_json(const Capabilities& capabilities) {
    return {{"data_width", capabilities.data_width}, {"ports", capabilities.ports}};
}

Capabilities sizes_of(const Json& document) {
    Capabilities capabilities;
    capabilities.data_width = document.at("data_width");
    capabilities.ports = document.at("ports");
    return capabilities;
}

}  // namespace

std::filesystem::path daemon_socket(const std::filesystem::path& state) {
    return state / "taind.sock";
}

Json to_json(const Error& error) {
    return {{"code", error.code()},
            {"object", error.object()},
            {"field", error.field()},
            {"message", std::string(error.what())}};
}

Error error_of(const Json& document) {
    return {document.at("code"), document.at("object"), document.at("field"),
            document.at("message").get<std::string>()};
}

Json to_json(const ApplyReport& report) {
    return {{"flips", report.flips},
            {"changed", report.changed},
            {"register_reads", report.register_reads},
            {"register_writes", report.register_writes}};
}

ApplyReport apply_report_of(const Json& document) {
    return {document.at("flips"), document.at("changed"), document.at("register_reads"),
            document.at("register_writes")};
}

Json to_json(const NicStatus& status) {
    Json document{{"device", status.device},
                  {"trouble", or_null(status.trouble)},
                  {"sizes", status.capabilities ? sizes_json(*status.capabilities) : Json()},
                  {"version", status.version},
                  {"programmed", status.programmed},
                  {"differences", Json::array()},
                  {"ports", Json::array()},
                  {"interfaces", Json::array()},
                  {"sessions", Json::array()}};
    for (const Difference& each : status.differences)
        document["differences"].push_back({{"object", each.object}, {"kind", static_cast<int>(each.kind)}});
    for (const PortCounters& each : status.counters.ports)
        document["ports"].push_back(counted({{"port", each.port}}, port_fields, each));
    for (const InterfaceCounters& each : status.counters.interfaces)
        document["interfaces"].push_back(counted({{"interface", each.interface}}, interface_fields, each));
    for (const SessionStatus& each : status.sessions) document["sessions"].push_back(session_json(each));
    return document;
}

NicStatus nic_status_of(const Json& document) {
    NicStatus status;
    status.device = document.at("device");
    status.trouble = text_or_none(document.at("trouble"));
    if (const Json& sizes = document.at("sizes"); !sizes.is_null()) status.capabilities = sizes_of(sizes);
    status.version = document.at("version");
    status.programmed = document.at("programmed");
    for (const Json& each : document.at("differences"))
        status.differences.push_back(
            {static_cast<Difference::Kind>(each.at("kind").get<int>()), each.at("object")});
    for (const Json& each : document.at("ports")) {
        status.counters.ports.push_back(read_counted(each, port_fields));
        status.counters.ports.back().port = each.at("port");
    }
    for (const Json& each : document.at("interfaces")) {
        status.counters.interfaces.push_back(read_counted(each, interface_fields));
        status.counters.interfaces.back().interface = each.at("interface");
    }
    for (const Json& each : document.at("sessions")) status.sessions.push_back(session_of(each));
    return status;
}

}  // namespace tain::service
