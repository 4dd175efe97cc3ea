// SPDX-License-Identifier: Apache-2.0
#include "xml_writer.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

namespace tain::daemon {

using service::Json;
using service::Kind;
using service::Shape;

namespace {

constexpr const char* name_space = "http://ec2.amazonaws.com/doc/2016-11-15/";

void add(pugi::xml_node parent, const char* name, std::string_view text) {
    parent.append_child(name).text().set(std::string(text).c_str());
}

void fill(pugi::xml_node node, const Shape& shape, const Json& value) {
    if (shape.kind == Kind::list) {
        for (const Json& item : value) fill(node.append_child("item"), *shape.element, item);
    } else if (shape.kind == Kind::structure) {
        for (const service::Member& member : shape.members)
            if (const auto found = value.find(member.name); found != value.end())
                fill(node.append_child(service::element_name(member).c_str()), *member.shape, *found);
    } else {
        node.text().set((value.is_string() ? value.get<std::string>() : value.dump()).c_str());
    }
}

pugi::xml_document new_document() {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    return document;
}

std::string text_of(const pugi::xml_document& document) {
    std::ostringstream text;
    document.save(text, "", pugi::format_raw);
    return text.str();
}

}  // namespace

std::string answer_xml(const service::Operation& operation, const Json& answer,
                       const std::string& request_id) {
    pugi::xml_document document = new_document();
    pugi::xml_node root = document.append_child((std::string(operation.name) + "Response").c_str());
    root.append_attribute("xmlns") = name_space;
    add(root, "requestId", request_id);
    if (operation.output.members.empty())
        add(root, "return", "true");
    else
        fill(root, operation.output, answer);
    return text_of(document);
}

std::string error_xml(std::string_view code, std::string_view message, const std::string& request_id) {
    pugi::xml_document document = new_document();
    pugi::xml_node root = document.append_child("Response");
    pugi::xml_node error = root.append_child("Errors").append_child("Error");
    add(error, "Code", code);
    add(error, "Message", message);
    add(root, "RequestID", request_id);
    return text_of(document);
}

unsigned http_status(std::string_view code) {
    struct Status {
        std::string_view code;
        unsigned status;
    };
    constexpr Status others[] = {
        {"AuthFailure", 401},
        {"SignatureDoesNotMatch", 403},
        {"MissingAuthenticationToken", 403},
        {"UnauthorizedOperation", 403},
        {"DryRunOperation", 412},
        {"RequestLimitExceeded", 503},
        {"Unavailable", 503},
        {"StoreUnavailable", 503},
        {"NicBusy", 503},
        {"NicGone", 503},
        {"NicNotFound", 503},
        {"NicStuck", 503},
        {"NicPermission", 500},
        {"NicVersionMismatch", 500},
        {"InvalidInventory", 500},
        {"InternalError", 500},
        {"NicReset", 503},
        {"NicInconsistent", 503},
        {"NicNotConfigured", 503},
    };
    const auto found = std::ranges::find(others, code, &Status::code);
    return found == std::end(others) ? 400 : found->status;
}

}  // namespace tain::daemon
