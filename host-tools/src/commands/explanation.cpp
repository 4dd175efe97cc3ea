// SPDX-License-Identifier: Apache-2.0
// What is said of one frame.
#include <algorithm>
#include <array>
#include <cstdio>

#include "tain/commands/counter_tables.hpp"
#include "tain/commands/explain.hpp"

namespace tain::commands {
namespace {

using sim::Mismatch;
using sim::Trial;
using sim::Verdict;

std::string protocol_name(std::uint8_t protocol) {
    switch (protocol) {
        case 1:
            return "ICMP";
        case 6:
            return "TCP";
        case 17:
            return "UDP";
        case 58:
            return "ICMPv6";
        case 132:
            return "SCTP";
        default:
            return "protocol " + std::to_string(protocol);
    }
}

std::string endpoint_text(const IpAddress& address, const std::optional<std::uint16_t>& port) {
    const std::string text = to_string(address);
    if (!port) return text;
    return (address.v6 ? "[" + text + "]" : text) + ":" + std::to_string(*port);
}

/// Of a frame that is not IP.
std::string ethernet_text(const sim::Bytes& frame) {
    if (frame.size() < 14) return std::to_string(frame.size()) + " bytes, no whole Ethernet header";
    MacAddress source;
    MacAddress destination;
    std::copy_n(frame.begin(), 6, destination.bytes.begin());
    std::copy_n(frame.begin() + 6, 6, source.bytes.begin());
    std::array<char, 16> type{};
    std::snprintf(type.data(), type.size(), "0x%02x%02x", frame[12], frame[13]);
    return to_string(source) + " > " + to_string(destination) + " type " + type.data();
}

std::string flow_text(const sim::Bytes& frame, const sim::Headers& headers) {
    if (!headers.ip) return ethernet_text(frame);
    return protocol_name(headers.protocol) + " " + endpoint_text(headers.source, headers.source_port) +
           " > " + endpoint_text(headers.destination, headers.destination_port);
}

std::string class_name(NeverCopied never_copied) {
    switch (never_copied) {
        case NeverCopied::dhcp:
            return "dhcp";
        case NeverCopied::metadata:
            return "metadata";
        case NeverCopied::ntp:
            return "ntp";
        case NeverCopied::windows_activation:
            return "windows-activation";
    }
    return "";
}

std::string rule_name(const Trial& trial) {
    return "rule " + std::to_string(trial.rule_number) + " (" + trial.rule + ")";
}

std::string trial_text(const Trial& trial) {
    switch (trial.outcome) {
        case Trial::Outcome::no_rule_matched:
            return "no rule matches";
        case Trial::Outcome::rejected:
            return rule_name(trial) + " rejects it";
        case Trial::Outcome::accepted:
            return rule_name(trial);
        case Trial::Outcome::lists_amazon_dns:
            return "amazon-dns";
        case Trial::Outcome::does_not_list_amazon_dns:
            return "a resolver's, and its filter does not list amazon-dns";
    }
    return "";
}

std::string limit_text(sim::Copy::Limit limit) {
    switch (limit) {
        case sim::Copy::Limit::frame:
            return "";
        case sim::Copy::Limit::packet_length:
            return " (packet length)";
        case sim::Copy::Limit::target_mtu:
            return " (MTU of the target)";
        case sim::Copy::Limit::port_mtu:
            return " (MTU of the port)";
    }
    return "";
}

std::string refusals_text(const Verdict& verdict) {
    if (verdict.trials.empty()) return "its interface has no session";
    std::string text;
    for (const Trial& trial : verdict.trials)
        text += (text.empty() ? "" : "; ") + trial.session + ": " + trial_text(trial);
    return text;
}

std::string port_text(const std::optional<std::uint16_t>& port) {
    return port ? std::to_string(*port) : "not known";
}

std::string mismatch_text(Mismatch mismatch, const sim::Headers& headers) {
    switch (mismatch) {
        case Mismatch::protocol:
            return "its protocol is " + std::to_string(headers.protocol);
        case Mismatch::source:
            return "its source is " + to_string(headers.source);
        case Mismatch::destination:
            return "its destination is " + to_string(headers.destination);
        case Mismatch::source_port:
            return "its source port is " + port_text(headers.source_port);
        case Mismatch::destination_port:
            return "its destination port is " + port_text(headers.destination_port);
    }
    return "";
}

std::string range_text(const std::optional<PortRange>& range) {
    if (!range) return "";
    return " port " + std::to_string(range->from) +
           (range->from == range->to ? "" : "-" + std::to_string(range->to));
}

std::string rule_text(const Rule& rule) {
    return "rule " + std::to_string(rule.number) + " (" + rule.id + ") " +
           (rule.accept ? "accept " : "reject ") +
           (rule.protocol ? protocol_name(*rule.protocol) : "any protocol") + " " + to_string(rule.source) +
           range_text(rule.source_ports) + " > " + to_string(rule.destination) +
           range_text(rule.destination_ports);
}

/// Every rule up to the first that matches.
std::string rules_text(const Filter& filter, const Explanation& explanation) {
    std::vector<Rule> rules =
        explanation.way.direction == Direction::ingress ? filter.ingress : filter.egress;
    std::ranges::sort(rules, {}, &Rule::number);
    if (rules.empty())
        return "      its filter has no " + direction_name(explanation.way.direction) + " rules\n";
    std::string text;
    for (const Rule& rule : rules) {
        const auto mismatch = sim::mismatch_of(rule, explanation.headers);
        text += "      " + rule_text(rule) + ": " +
                (mismatch ? "no, " + mismatch_text(*mismatch, explanation.headers) : "matches") + "\n";
        if (!mismatch) break;
    }
    return text;
}

std::string full_trial_text(const Trial& trial, const Explanation& explanation, const Wanted& wanted) {
    const auto session = std::ranges::find(wanted.sessions, trial.session, &Session::id);
    std::string text = "    session " + std::to_string(session->number) + " " + session->id + ", filter " +
                       session->filter + ": " + trial_text(trial) + "\n";
    if (explanation.verdict.resolver) return text;
    return text + rules_text(*std::ranges::find(wanted.filters, session->filter, &Filter::id), explanation);
}

}  // namespace

Explainer::Explainer(Wanted wanted, const sim::OwnAddresses& own_addresses)
    : wanted_(std::move(wanted)), plan_(wanted_.interfaces, own_addresses), model_(wanted_) {}

std::vector<Explanation> Explainer::explain(std::uint64_t number, const sim::CapturedFrame& frame) const {
    std::vector<Explanation> passages;
    for (const sim::Way& way : plan_.ways(frame)) {
        Explanation each;
        each.frame = number;
        each.length = frame.bytes.size();
        each.way = way;
        each.headers = sim::find_headers(frame.bytes);
        each.flow = flow_text(frame.bytes, each.headers);
        each.verdict = model_.judge(way.port, way.direction, frame.bytes);
        passages.push_back(std::move(each));
    }
    return passages;
}

std::string decision_text(const Explanation& explanation) {
    const Verdict& verdict = explanation.verdict;
    switch (verdict.reason) {
        case Verdict::Reason::unowned:
            return "not copied: it belongs to no interface";
        case Verdict::Reason::bad:
            return "not copied: marked bad by its source";
        case Verdict::Reason::not_ip:
            return "not copied: not IP";
        case Verdict::Reason::never_copied:
            return "not copied: " + class_name(*verdict.never_copied) + " never is";
        case Verdict::Reason::not_accepted:
            return "not copied: " + refusals_text(verdict);
        case Verdict::Reason::copied:
            break;
    }
    return "copied by " + verdict.copy->session + ", " + trial_text(verdict.trials.back()) + ": " +
           std::to_string(verdict.copy->kept) + " of " + std::to_string(explanation.length) + " bytes" +
           limit_text(verdict.copy->limit);
}

std::string reason_text(const Verdict& verdict) {
    switch (verdict.reason) {
        case Verdict::Reason::unowned:
            return "of no interface";
        case Verdict::Reason::bad:
            return "marked bad";
        case Verdict::Reason::not_ip:
            return "not IP";
        case Verdict::Reason::never_copied:
            return "never copied: " + class_name(*verdict.never_copied);
        case Verdict::Reason::not_accepted:
            if (verdict.trials.empty()) return "no session";
            if (verdict.resolver) return "a resolver's, no amazon-dns";
            return verdict.hits.empty() ? "no rule matches" : "rejected";
        case Verdict::Reason::copied:
            break;
    }
    return "copied";
}

std::string full_text(const Explanation& explanation, const Wanted& wanted) {
    const Verdict& verdict = explanation.verdict;
    std::string text = "frame " + std::to_string(explanation.frame) + ", " +
                       std::to_string(explanation.length) + " bytes, " +
                       direction_name(explanation.way.direction) + " at port " +
                       std::to_string(explanation.way.port) + "\n    " + explanation.flow + "\n    " +
                       (verdict.owned ? "of interface " + verdict.interface : "of no interface") + "\n";
    for (const Trial& trial : verdict.trials) text += full_trial_text(trial, explanation, wanted);
    text += "    " + decision_text(explanation);
    if (verdict.copy) text += ", to " + to_string(verdict.copy->target);
    return text + "\n";
}

}  // namespace tain::commands
