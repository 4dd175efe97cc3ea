// SPDX-License-Identifier: Apache-2.0
#include "tain/endpoint/xml_answer.hpp"

#include <charconv>

#include "status_words.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/text/python_repr.hpp"
#include "text.hpp"
#include "timestamp.hpp"
#include "xml_document.hpp"

namespace tain::endpoint {

using service::Json;
using service::Kind;
using service::Shape;

namespace {

/// Digits, with a single "_" allowed between two of them, as Python's int() reads them; else empty.
std::string digits_of(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        const bool between = i > 0 && i + 1 < text.size() && text[i - 1] != '_';
        if (!is_digit && !(text[i] == '_' && between)) return {};
        if (is_digit) digits += text[i];
    }
    return digits;
}

template <typename Integer>
bool read(const std::string& digits, Json& value) {
    Integer number = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (result.ec == std::errc()) value = number;
    return result.ec == std::errc();
}

Json integer_of(const std::string& text) {
    std::string_view content = trimmed(text);
    const bool negative = content.starts_with('-');
    if (negative || content.starts_with('+')) content.remove_prefix(1);
    const std::string digits = digits_of(content);
    if (digits.empty())
        throw cli::CommandError("invalid literal for int() with base 10: " + text::python_repr(text),
                                cli::exit_failure);
    Json value;
    if (!read<std::int64_t>((negative ? "-" : "") + digits, value) &&
        (negative || !read<std::uint64_t>(digits, value)))
        throw cli::CommandError("The answer has an integer beyond 64 bits: " + text::python_repr(text),
                                cli::exit_failure);
    return value;
}

Json value_of(const Shape& shape, pugi::xml_node node, TimestampForm timestamps) {
    if (shape.kind == Kind::list) {
        Json list = Json::array();
        for (const pugi::xml_node item : node)
            if (item.type() == pugi::node_element) list.push_back(value_of(*shape.element, item, timestamps));
        return list;
    }
    if (shape.kind == Kind::structure) {
        Json structure = Json::object();
        for (const service::Member& member : shape.members)
            if (const pugi::xml_node child = child_of(node, service::element_name(member)))
                structure[std::string(member.name)] = value_of(*member.shape, child, timestamps);
        return structure;
    }
    const std::string text = text_of(node);
    switch (shape.kind) {
        case Kind::integer:
            return integer_of(text);
        case Kind::boolean:
            return text == "true";
        case Kind::timestamp:
            return timestamps == TimestampForm::wire ? text : iso_timestamp(text);
        default:
            return text;
    }
}

/// A server or a gateway in front of it that speaks no XML.
bool is_no_error_document(int status, std::string_view body) {
    const std::string_view content = trimmed(body);
    return status >= 500 && (content.empty() || content.starts_with("<html>"));
}

std::string text_or_unknown(pugi::xml_node node) {
    const std::string text = node ? text_of(node) : "";
    return text.empty() ? "Unknown" : text;
}

}  // namespace

Json parse_answer(const service::Operation& operation, std::string_view body, TimestampForm timestamps) {
    const XmlDocument document(body);  // also where the operation has no output: it must be XML all the same
    if (operation.output.members.empty()) return Json::object();
    return value_of(operation.output, document.root(), timestamps);
}

ErrorAnswer parse_error_answer(int status, std::string_view body) {
    if (is_no_error_document(status, body))
        return {std::to_string(status), std::string(server_error_words(status))};
    const XmlDocument document(body);
    const pugi::xml_node errors = child_of(document.root(), "Errors");
    const pugi::xml_node error = child_of(errors ? errors : document.root(), "Error");
    return {text_or_unknown(child_of(error, "Code")), text_or_unknown(child_of(error, "Message"))};
}

}  // namespace tain::endpoint
