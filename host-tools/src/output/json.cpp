// SPDX-License-Identifier: Apache-2.0
#include "tain/output/json.hpp"

namespace tain::output {

using service::Json;
using service::Kind;

namespace {

Json in_model_order(const service::Shape& shape, const Json& value) {
    if (shape.kind == Kind::list) {
        Json list = Json::array();
        for (const Json& item : value) list.push_back(in_model_order(*shape.element, item));
        return list;
    }
    if (shape.kind != Kind::structure) return value;
    Json structure = Json::object();
    for (const service::Member& member : shape.members) {
        const auto found = value.find(member.name);
        if (found != value.end()) structure[std::string(member.name)] = in_model_order(*member.shape, *found);
    }
    return structure;
}

}  // namespace

std::string json_text(const service::Shape& shape, const Json& answer) {
    return in_model_order(shape, answer).dump(4) + "\n";
}

}  // namespace tain::output
