// SPDX-License-Identifier: Apache-2.0
#include "xml_document.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "tain/cli/command_error.hpp"
#include "tain/text/characters.hpp"
#include "tain/text/python_repr.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

constexpr std::size_t most_shown = 10000;  // bytes of an answer that an error quotes

struct Fault {
    std::string reason;
    std::size_t offset = 0;
};

/// "line 2, column 5"; columns count from 0.
std::string place(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto begin = before.rfind('\n');
    const auto column = begin == std::string_view::npos ? before.size() : before.size() - begin - 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

[[noreturn]] void refuse(std::string_view text, const Fault& fault) {
    const bool whole = text.size() <= most_shown;
    throw cli::CommandError("Unable to parse response (" + fault.reason + ": " + place(text, fault.offset) +
                                "), invalid XML received. Further retries may succeed:\n" +
                                text::python_repr_of_bytes(text.substr(0, most_shown)) + (whole ? "" : "..."),
                            cli::exit_failure);
}

bool is_xml_character(std::uint32_t code) {
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code < 0x110000);
}

/// "&#233;" and "&#xe9;" at the start of the text stand for a character that XML can have.
bool is_good_reference(std::string_view text) {
    text.remove_prefix(2);
    const int base = text.starts_with('x') ? 16 : 10;
    if (base == 16) text.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code, base);
    return error == std::errc() && end != text.data() + text.size() && *end == ';' && is_xml_character(code);
}

/// What the parser itself lets pass.
std::optional<Fault> fault_in_characters(std::string_view text) {
    if (!text::is_utf8(text)) return Fault{"not well-formed (invalid token)"};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_xml_character(static_cast<unsigned char>(text[i])))
            return Fault{"not well-formed (invalid token)", i};
        if (text.substr(i).starts_with("&#") && !is_good_reference(text.substr(i)))
            return Fault{"reference to invalid character number", i};
    }
    return std::nullopt;
}

Fault fault_of(const pugi::xml_parse_result& result, std::string_view text) {
    const auto offset =
        std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text.size());
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {"no element found", text.size()};
    if (text[first] != '<' && !text.starts_with("\xef\xbb\xbf")) return {"syntax error", first};
    switch (result.status) {
        case pugi::status_end_element_mismatch: {
            const bool in_end_tag = text.substr(0, offset).ends_with("</");
            return in_end_tag ? Fault{"mismatched tag", offset} : Fault{"no element found", text.size()};
        }
        case pugi::status_ok:
            return {"no element found", text.size()};
        default:
            return {"not well-formed (invalid token)", offset};
    }
}

bool is_blank(std::string_view text) {
    return trimmed(text).empty();
}

/// Nothing but white space, comments and instructions around one element.
std::optional<Fault> fault_around_root(const pugi::xml_document& document) {
    bool seen = false;
    for (const pugi::xml_node node : document) {
        const bool is_element = node.type() == pugi::node_element;
        const bool is_text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
        const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
        if (is_text && !is_blank(node.value()))
            return Fault{seen ? "junk after document element" : "syntax error", offset};
        if (is_element && seen) return Fault{"junk after document element", offset - 1};
        seen = seen || is_element;
    }
    return std::nullopt;
}

}  // namespace

XmlDocument::XmlDocument(std::string_view text) {
    if (const auto fault = fault_in_characters(text)) refuse(text, *fault);
    constexpr unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                 pugi::parse_ws_pcdata | pugi::parse_fragment;
    const pugi::xml_parse_result result =
        document_.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
    if (!result || !root()) refuse(text, fault_of(result, text));
    if (const auto fault = fault_around_root(document_)) refuse(text, *fault);
}

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view name) {
    return parent.find_child([&](pugi::xml_node child) {
        return child.type() == pugi::node_element && local_name(child) == name;
    });
}

std::string text_of(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node child : node) {
        if (child.type() == pugi::node_element) break;
        text += child.value();
    }
    return text;
}

}  // namespace tain::endpoint
