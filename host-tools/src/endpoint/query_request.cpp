// SPDX-License-Identifier: Apache-2.0
#include "tain/endpoint/query_request.hpp"

#include "text.hpp"

namespace tain::endpoint {

using service::Json;
using service::Kind;
using service::Shape;

namespace {

constexpr std::string_view api_version = "2016-11-15";

void add(std::string& body, const std::string& name, std::string_view value) {
    body += body.empty() ? "" : "&";
    body += form_encoded(name) + "=" + form_encoded(value);
}

void add_value(std::string& body, const Shape& shape, const std::string& name, const Json& value);

void add_members(std::string& body, const Shape& shape, const std::string& prefix, const Json& value) {
    for (const auto& [key, member_value] : value.items()) {
        const service::Member* member = service::find_member(shape, key);
        if (member != nullptr)
            add_value(body, *member->shape, prefix + service::request_name(*member), member_value);
    }
}

void add_value(std::string& body, const Shape& shape, const std::string& name, const Json& value) {
    if (shape.kind == Kind::structure) {
        add_members(body, shape, name + ".", value);
    } else if (shape.kind == Kind::list) {
        for (std::size_t i = 0; i < value.size(); ++i)
            add_value(body, *shape.element, name + "." + std::to_string(i + 1), value[i]);
    } else {
        add(body, name, value.is_string() ? value.get<std::string>() : value.dump());
    }
}

}  // namespace

std::string query_body(const service::Operation& operation, const Json& request) {
    std::string body;
    add(body, "Action", operation.name);
    add(body, "Version", api_version);
    add_members(body, operation.input, "", request);
    return body;
}

}  // namespace tain::endpoint
