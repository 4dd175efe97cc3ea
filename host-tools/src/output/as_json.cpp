// SPDX-License-Identifier: Apache-2.0
#include "json_text.hpp"
#include "python_text.hpp"
#include "tain/output/formats.hpp"
#include "tain/text/python_repr.hpp"

namespace tain::output {
namespace {

constexpr std::size_t indent_step = 4;

void append_escaped(std::string& out, unsigned char byte) {
    switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += "0123456789abcdef"[byte >> 4];
            out += "0123456789abcdef"[byte & 15];
    }
}

void append_string(std::string& out, const std::string& text) {
    out += '"';
    std::size_t written = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, written, at - written);
        append_escaped(out, byte);
        written = at + 1;
    }
    out.append(text, written) += '"';
}

void append_float(std::string& out, double number) {
    const std::string digits = text::python_repr_of_float(number);
    if (digits.ends_with("nan"))
        out += "NaN";
    else if (digits.ends_with("inf"))
        out += digits.front() == '-' ? "-Infinity" : "Infinity";
    else
        out += digits;
}

void append(std::string& out, const Json& value, std::size_t indent);

void append_items(std::string& out, const Json& container, std::size_t indent) {
    bool first = true;
    for (auto item = container.begin(); item != container.end(); ++item) {
        out += first ? "\n" : ",\n";
        first = false;
        out.append(indent + indent_step, ' ');
        if (container.is_object()) {
            append_string(out, item.key());
            out += ": ";
        }
        append(out, *item, indent + indent_step);
    }
    if (!first) out.append("\n").append(indent, ' ');
}

void append(std::string& out, const Json& value, std::size_t indent) {
    switch (value.type()) {
        case Json::value_t::array:
            out += '[';
            append_items(out, value, indent);
            out += ']';
            break;
        case Json::value_t::object:
            out += '{';
            append_items(out, value, indent);
            out += '}';
            break;
        case Json::value_t::string:
            append_string(out, value.get_ref<const std::string&>());
            break;
        case Json::value_t::number_float:
            append_float(out, value.get<double>());
            break;
        default:
            out += value.dump();
    }
}

}  // namespace

std::string json_text(const Json& value) {
    std::string out;
    append(out, value, 0);
    return out;
}

std::string as_json(const Json& document) {
    if (document.is_object() && document.empty()) return "";
    return json_text(document) + '\n';
}

}  // namespace tain::output
