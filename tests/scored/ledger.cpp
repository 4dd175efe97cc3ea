// SPDX-License-Identifier: Apache-2.0
#include "tain/test/ledger.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>

namespace tain::test {
namespace {

// The fields of each kind of object, in the order of their names.
constexpr std::array port_fields{"frames", "bytes", "unowned", "bad"};
constexpr std::array interface_fields{"judged", "not copied", "copied", "dropped", "truncated", "kept bytes"};
constexpr std::array session_fields{"copied", "dropped", "truncated", "kept bytes"};
constexpr std::array rule_fields{"hits"};

const char* word(Direction direction) {
    return direction == Direction::ingress ? " ingress" : " egress";
}

std::string port_name(unsigned port, Direction direction) {
    return "port " + std::to_string(port) + word(direction);
}
std::string interface_name(const std::string& id, Direction direction) {
    return "interface " + id + word(direction);
}
std::string session_name(const std::string& id, Direction direction) {
    return "session " + id + word(direction);
}
/// A filter that is used on several ports counts on each of them for itself.
std::string rule_name(unsigned port, const std::string& filter, const std::string& id, Direction direction) {
    return "rule " + id + " of " + filter + " on port " + std::to_string(port) + word(direction);
}

/// The name of an object's counts; objects that are not in force have none to compare.
std::string counted_as(const std::string& name, const Generations& generations) {
    const auto found = generations.find(name);
    return found == generations.end() ? std::string{} : name + " #" + std::to_string(found->second);
}

/// Counters as names and numbers.
struct Said {
    std::string object;
    const char* const* fields;
    std::vector<std::uint64_t> values;
};

std::vector<Said> said_by(const Counters& counters) {
    std::vector<Said> said;
    for (const PortCounters& each : counters.ports) {
        said.push_back({port_name(each.port, each.direction),
                        port_fields.data(),
                        {each.frames, each.bytes, each.unowned, each.bad}});
    }
    for (const InterfaceCounters& each : counters.interfaces) {
        said.push_back(
            {interface_name(each.interface, each.direction),
             interface_fields.data(),
             {each.judged, each.not_copied, each.copied, each.dropped, each.truncated, each.kept_bytes}});
    }
    for (const SessionCounters& each : counters.sessions) {
        said.push_back({session_name(each.session, each.direction),
                        session_fields.data(),
                        {each.copied, each.dropped, each.truncated, each.kept_bytes}});
    }
    return said;
}

[[noreturn]] void wrong(const std::string& object, const char* field, std::uint64_t got, std::uint64_t least,
                        std::uint64_t most) {
    std::string why = "counter " + object + " " + field + " is " + std::to_string(got) + " instead of ";
    why += std::to_string(least);
    if (most != least) why += " to " + std::to_string(most);
    throw std::logic_error(why);
}

}  // namespace

Ledger::Counts Ledger::of_frame(const sim::Frame& frame, const sim::Judgement& judgement,
                                const sim::Verdict& verdict, const Generations& generations) {
    Counts counts;
    const Direction direction = judgement.direction;
    const auto at = [&](const std::string& name) -> auto& {
        return counts[counted_as(name, generations)];
    };
    at(port_name(judgement.port, direction)) = {1, frame.bytes.size(), verdict.owned ? 0U : 1U,
                                                frame.bad ? 1U : 0U};
    if (!verdict.owned) return counts;
    const std::uint64_t copied = judgement.copied ? 1 : 0, dropped = judgement.dropped ? 1 : 0;
    const std::uint64_t truncated = verdict.copy && verdict.copy->truncated ? copied : 0;
    const std::uint64_t kept = verdict.copy ? copied * verdict.copy->kept : 0;
    at(interface_name(verdict.interface, direction)) = {
        1, verdict.copy ? 0U : 1U, copied, dropped, truncated, kept};
    if (verdict.copy) at(session_name(verdict.copy->session, direction)) = {copied, dropped, truncated, kept};
    for (const sim::RuleHit& hit : verdict.hits)
        ++at(rule_name(judgement.port, hit.filter, hit.rule, direction))[0];
    return counts;
}

void Ledger::add(const std::vector<Counts>& either) {
    std::set<std::string> names;
    for (const Counts& counts : either) {
        for (const auto& [name, values] : counts) names.insert(name);
    }
    for (const std::string& name : names) {
        std::array<Range, most_fields>& ranges = ranges_[name];
        for (unsigned field = 0; field < most_fields; ++field) {
            std::uint64_t least = std::numeric_limits<std::uint64_t>::max(), most = 0;
            for (const Counts& counts : either) {
                const auto found = counts.find(name);
                const std::uint64_t value = found == counts.end() ? 0 : found->second.at(field);
                least = std::min(least, value);
                most = std::max(most, value);
            }
            ranges.at(field).least += least;
            ranges.at(field).most += most;
        }
    }
}

void Ledger::start_from(const Counters& counters, const Generations& generations) {
    clear();
    for (const Said& said : said_by(counters)) {
        std::array<Range, most_fields>& ranges = ranges_[counted_as(said.object, generations)];
        for (std::size_t field = 0; field < said.values.size(); ++field)
            ranges.at(field) = {said.values[field], said.values[field]};
    }
    for (const RuleCounters& each : counters.rules) {
        Unsplit sum{{}, each.hits};
        for (const PortCounters& port : counters.ports) {
            if (port.direction != each.direction) continue;
            const std::string name = rule_name(port.port, each.filter, each.rule, each.direction);
            if (generations.contains(name)) sum.names.insert(counted_as(name, generations));
        }
        unsplit_.push_back(std::move(sum));
    }
}

Ledger::Range Ledger::left_of_sums(const std::set<std::string>& names) const {
    Range left;
    for (const Unsplit& sum : unsplit_) {
        const auto there = std::count_if(sum.names.begin(), sum.names.end(),
                                         [&](const std::string& name) { return names.contains(name); });
        if (there == 0) continue;
        left.most += sum.hits;
        // Ports that have left the rule took an unknown part of it with them.
        if (static_cast<std::size_t>(there) == sum.names.size()) left.least += sum.hits;
    }
    return left;
}

void Ledger::check(const Counters& counters, const Generations& generations, bool at_rest) const {
    const auto range_of = [&](const std::string& name, std::size_t field) {
        const auto found = ranges_.find(counted_as(name, generations));
        return found == ranges_.end() ? Range{} : found->second.at(field);
    };
    const auto check_one = [&](const std::string& object, const char* field, std::uint64_t got, Range range) {
        if (!at_rest) range.most = std::numeric_limits<std::uint64_t>::max();
        if (got < range.least || got > range.most) wrong(object, field, got, range.least, range.most);
    };
    std::set<std::string> objects;
    for (const Said& said : said_by(counters)) {
        objects.insert(said.object);
        for (std::size_t i = 0; i < said.values.size(); ++i)
            check_one(said.object, said.fields[i], said.values[i], range_of(said.object, i));
    }
    for (const RuleCounters& each : counters.rules) {
        Range sum;
        std::set<std::string> counted;
        for (const PortCounters& port : counters.ports) {
            if (port.direction != each.direction) continue;
            const std::string name = rule_name(port.port, each.filter, each.rule, each.direction);
            objects.insert(name);
            const Range of_port = range_of(name, 0);
            sum.least += of_port.least;
            sum.most += of_port.most;
            counted.insert(counted_as(name, generations));
        }
        const Range before = left_of_sums(counted);
        sum.least += before.least;
        sum.most += before.most;
        check_one("rule " + each.rule + word(each.direction), rule_fields[0], each.hits, sum);
    }
    for (const auto& [name, generation] : generations) {
        if (!objects.contains(name)) throw std::logic_error("the driver gives no counters of " + name);
    }
}

void Ledger::compare(const Counters& counters, const Generations& generations) const {
    check(counters, generations, true);
}

void Ledger::compare_at_least(const Counters& counters, const Generations& generations) const {
    check(counters, generations, false);
}

Generations generations_of_ports(unsigned ports, unsigned fresh) {
    Generations generations;
    for (unsigned port = 0; port < ports; ++port) {
        for (const Direction direction : {Direction::ingress, Direction::egress})
            generations.emplace(port_name(port, direction), fresh);
    }
    return generations;
}

Generations generations_of(const Wanted& wanted, const Generations& before, unsigned fresh) {
    Generations generations;
    const auto put = [&](const std::string& name) {
        const auto found = before.find(name);
        generations.emplace(name, found == before.end() ? fresh : found->second);
    };
    std::map<std::string, unsigned> port_of;
    std::set<std::pair<unsigned, std::string>> filters;
    for (const Interface& each : wanted.interfaces) port_of[each.id] = each.port;
    for (const Session& each : wanted.sessions) filters.emplace(port_of.at(each.interface), each.filter);
    for (const auto& [name, generation] : before) {
        if (name.starts_with("port ")) generations.emplace(name, generation);
    }
    for (const Direction direction : {Direction::ingress, Direction::egress}) {
        for (const Interface& each : wanted.interfaces) put(interface_name(each.id, direction));
        for (const Session& each : wanted.sessions) put(session_name(each.id, direction));
        for (const auto& [port, id] : filters) {
            for (const Filter& filter : wanted.filters) {
                if (filter.id != id) continue;
                for (const Rule& rule : direction == Direction::ingress ? filter.ingress : filter.egress)
                    put(rule_name(port, id, rule.id, direction));
            }
        }
    }
    return generations;
}

}  // namespace tain::test
