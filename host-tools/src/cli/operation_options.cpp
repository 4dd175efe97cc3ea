// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/operation_options.hpp"

#include <algorithm>
#include <map>

#include "tain/cli/parameters.hpp"

namespace tain::cli {
namespace {

using service::Kind;
using service::Member;
using service::Operation;
using service::Shape;

OptionText member_option(const Member& member) {
    const Shape& shape = *member.shape;
    OptionText option{
        .names = {option_name(member)}, .type = placeholder(shape), .doc = std::string(member.doc)};
    option.required = member.required;
    if (shape.kind == Kind::boolean) option.names.push_back("--no-" + option.names[0].substr(2));
    const Shape& valued = shape.kind == Kind::list ? *shape.element : shape;
    option.choices.assign(valued.choices.begin(), valued.choices.end());
    return option;
}

/// What stands in for MaxResults and NextToken where pages are followed.
std::vector<OptionText> page_options() {
    return {
        {{"--max-items"}, "NUMBER", "Answer at most this many objects, however many pages they take"},
        {{"--page-size"}, "NUMBER", "Ask for this many objects (5-1000) in each page"},
        {{"--starting-token"}, "TEXT", "Go on where an answer ended that --max-items cut"},
    };
}

std::vector<OptionText> document_options() {
    return {
        {.names = {"--cli-input-json"},
         .type = "JSON|file://FILE",
         .doc = "The request as one document; options count before what it says",
         .choices = {"file://"}},
        {.names = {"--cli-input-yaml"},
         .type = "YAML|file://FILE",
         .doc = "Likewise in YAML; only one of the two may be given",
         .choices = {"file://"}},
        {.names = {"--generate-cli-skeleton"},
         .type = "[input|yaml-input|output]",
         .doc = "Send nothing; print the form of such a document, or of the answer",
         .choices = {"input", "yaml-input", "output"}},
    };
}

bool is_hidden(const Operation& operation, const Member& member) {
    return operation.paginated && (member.name == "MaxResults" || member.name == "NextToken");
}

std::vector<std::string> parted(const std::string& alternatives, char bar) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= alternatives.size();) {
        const std::size_t end = std::min(alternatives.find(bar, at), alternatives.size());
        words.push_back(alternatives.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool names_file(const std::string& type) {
    return type.find("FILE") != std::string::npos || type.find("FOLDER") != std::string::npos ||
           type.find("SOCKET") != std::string::npos;
}

/// The words that an option takes: "PACE:{line,capture}", as CLI11 shows a set, or "bash|zsh".
std::vector<std::string> choices_in(const std::string& type) {
    const std::size_t set = type.find(":{");
    if (set != std::string::npos) return parted(type.substr(set + 2, type.size() - set - 3), ',');
    return type.find('|') == std::string::npos ? std::vector<std::string>{} : parted(type, '|');
}

OptionText command_option(const CLI::Option& option) {
    const std::string type = option.get_expected_max() == 0 ? "" : option.get_type_name();
    OptionText text{.names = {}, .type = type, .doc = option.get_description()};
    text.required = option.get_required();
    text.choices = choices_in(type);
    if (!text.choices.empty()) text.type = CLI::detail::join(text.choices, "|");
    text.takes_file = names_file(type);
    for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
    for (const std::string& name : option.get_snames()) text.names.push_back("-" + name);
    if (option.get_positional()) text.names = {option.get_name(true)};
    return text;
}

}  // namespace

std::vector<OptionText> operation_options(const Operation& operation) {
    std::vector<OptionText> options;
    for (const Member& member : operation.input.members)
        if (!is_hidden(operation, member)) options.push_back(member_option(member));
    std::ranges::stable_partition(options, &OptionText::required);
    if (operation.paginated) std::ranges::move(page_options(), std::back_inserter(options));
    std::ranges::move(document_options(), std::back_inserter(options));
    return options;
}

std::vector<OptionText> command_options(const CLI::App& command) {
    std::vector<OptionText> options;
    for (const CLI::Option* option : command.get_options())
        if (option != command.get_help_ptr() && !option->get_group().empty())
            options.push_back(command_option(*option));
    std::ranges::stable_partition(options, &OptionText::required);
    return options;
}

std::string comma_separated(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string type_of(const Shape& shape) {
    switch (shape.kind) {
        case Kind::string:
            return "text";
        case Kind::integer:
            return "number";
        case Kind::boolean:
            return "true or false";
        case Kind::timestamp:
            return "time";
        case Kind::structure:
            return "structure";
        case Kind::list:
            return "list of " + type_of(*shape.element) + "s";
    }
    return "";
}

std::vector<std::string> examples_of(const Operation& operation) {
    static const std::map<std::string_view, std::vector<std::string>> examples{
        {"CreateTrafficMirrorTarget",
         {"create-traffic-mirror-target --network-interface-id eni-0a000000000000009",
          "create-traffic-mirror-target --gateway-load-balancer-endpoint-id vpce-0a000000000000001 "
          "--tag-specifications 'ResourceType=traffic-mirror-target,Tags=[{Key=Name,Value=tools}]'"}},
        {"CreateTrafficMirrorFilter", {"create-traffic-mirror-filter --description web"}},
        {"ModifyTrafficMirrorFilterNetworkServices",
         {"modify-traffic-mirror-filter-network-services --traffic-mirror-filter-id tmf-04812ff784aaaaaaa "
          "--add-network-services amazon-dns"}},
        {"DescribeTrafficMirrorFilters",
         {"describe-traffic-mirror-filters --filters Name=description,Values=web,'mail*'",
          "describe-traffic-mirror-filters --query 'TrafficMirrorFilters[].TrafficMirrorFilterId' --output "
          "text"}},
        {"CreateTrafficMirrorFilterRule",
         {"create-traffic-mirror-filter-rule --traffic-mirror-filter-id tmf-04812ff784aaaaaaa "
          "--traffic-direction ingress --rule-number 100 --rule-action accept --protocol 6 "
          "--destination-port-range FromPort=80,ToPort=443 --source-cidr-block 0.0.0.0/0 "
          "--destination-cidr-block 10.0.0.0/16"}},
        {"ModifyTrafficMirrorFilterRule",
         {"modify-traffic-mirror-filter-rule --traffic-mirror-filter-rule-id tmfr-04812ff784aaaaaaa "
          "--rule-action reject --remove-fields destination-port-range"}},
        {"CreateTrafficMirrorSession",
         {"create-traffic-mirror-session --network-interface-id eni-0a000000000000001 "
          "--traffic-mirror-target-id tmt-07f75d8feaaaaaaaa --traffic-mirror-filter-id tmf-04812ff784aaaaaaa "
          "--session-number 1 --packet-length 128"}},
        {"ModifyTrafficMirrorSession",
         {"modify-traffic-mirror-session --traffic-mirror-session-id tms-08a33b1214aaaaaaa --session-number "
          "2 "
          "--remove-fields packet-length"}},
        {"DescribeTrafficMirrorSessions",
         {"describe-traffic-mirror-sessions --filters Name=network-interface-id,Values=eni-0a000000000000001 "
          "--output table"}},
        {"CreateTags",
         {"create-tags --resources tms-08a33b1214aaaaaaa --tags Key=Name,Value=web Key=owner,Value=ops"}},
        {"DeleteTags", {"delete-tags --resources tms-08a33b1214aaaaaaa --tags Key=owner"}},
        {"DescribeTags", {"describe-tags --filters Name=resource-type,Values=traffic-mirror-session"}},
    };
    const auto found = examples.find(operation.name);
    return found == examples.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace tain::cli
