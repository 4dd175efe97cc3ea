// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/counter_tables.hpp"

#include "tain/commands/table.hpp"

namespace tain::commands {

using Json = nlohmann::ordered_json;

std::string direction_name(Direction direction) {
    return direction == Direction::ingress ? "ingress" : "egress";
}

std::string interfaces_text(const Counters& counters) {
    Table table(
        {"interface", "direction", "frames", "not copied", "copies", "dropped", "truncated", "bytes kept"});
    for (const InterfaceCounters& each : counters.interfaces)
        table.add({each.interface, direction_name(each.direction), grouped(each.judged),
                   grouped(each.not_copied), grouped(each.copied), grouped(each.dropped),
                   grouped(each.truncated), grouped(each.kept_bytes)});
    return table.empty() ? "" : table.text();
}

std::string ports_text(const Counters& counters) {
    Table table({"port", "direction", "frames", "bytes", "unowned", "bad"});
    for (const PortCounters& each : counters.ports)
        table.add({std::to_string(each.port), direction_name(each.direction), grouped(each.frames),
                   grouped(each.bytes), grouped(each.unowned), grouped(each.bad)});
    return table.empty() ? "" : table.text();
}

Json interfaces_json(const Counters& counters) {
    Json list = Json::array();
    for (const InterfaceCounters& counter : counters.interfaces)
        list.push_back({{"interface", counter.interface},
                        {"direction", direction_name(counter.direction)},
                        {"frames", counter.judged},
                        {"not_copied", counter.not_copied},
                        {"copies", counter.copied},
                        {"dropped", counter.dropped},
                        {"truncated", counter.truncated},
                        {"kept_bytes", counter.kept_bytes}});
    return list;
}

Json ports_json(const Counters& counters) {
    Json list = Json::array();
    for (const PortCounters& counter : counters.ports)
        list.push_back({{"port", counter.port},
                        {"direction", direction_name(counter.direction)},
                        {"frames", counter.frames},
                        {"bytes", counter.bytes},
                        {"unowned", counter.unowned},
                        {"bad", counter.bad}});
    return list;
}

}  // namespace tain::commands
