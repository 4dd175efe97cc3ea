// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/request.hpp"

#include <algorithm>

#include "tain/cli/command_error.hpp"
#include "tain/cli/input_document.hpp"
#include "tain/cli/parameter_check.hpp"
#include "tain/cli/parameters.hpp"
#include "tain/text/uuid.hpp"

namespace tain::cli {
namespace {

using service::Json;
using service::Kind;
using service::Member;
using service::Operation;

Value given_value(const Member& member, const std::vector<std::string>& words) {
    if (member.shape->kind == Kind::boolean) return Value::of_truth(!words.empty() && words.back() == "true");
    return read_parameter(member, words);
}

}  // namespace

Request::Request(const Operation& operation, const GivenRequest& given)
    : operation_(&operation), members_{.type = Type::dict} {
    for (const Member& member : operation.input.members) {
        const auto found = given.members.find(member.name);
        if (found != given.members.end())
            members_.set(Value::of_text(member.name), given_value(member, found->second));
    }
    const Value document = read_input_document(given.input_json, given.input_yaml);
    for (const auto& [key, value] : document.members)
        if (key.type != Type::string || !has(key.text)) members_.set(key, value);
}

bool Request::has(std::string_view member) const {
    return members_.find(member) != nullptr;
}

Json Request::checked(const std::optional<std::string>& page_size) const {
    Value members = members_;
    if (page_size) members.set(Value::of_text("MaxResults"), Value::of_digits(*page_size));
    if (std::ranges::any_of(members.members, [](const auto& m) { return m.first.type != Type::string; }))
        throw CommandError("keywords must be strings", exit_failure);
    check_parameters(operation_->input, members);
    Json request = json_of(members, operation_->input);
    if (service::find_member(operation_->input, "ClientToken") != nullptr && !request.contains("ClientToken"))
        request["ClientToken"] = text::new_uuid();
    return request;
}

}  // namespace tain::cli
