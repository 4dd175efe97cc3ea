// SPDX-License-Identifier: Apache-2.0
// A parser by recursive descent:
//
//   structure = pair *("," pair)
//   pair      = key "=" (list / "{" structure "}" / value *("," value))     a value that "=" follows is the
//   next key list      = "[" [item *("," item)] "]" item      = list / "{" structure "}" / value value     =
//   '"' text '"' / "'" text "'" / text without "," "]" "}"       a backslash takes the next character
#include "tain/cli/shorthand.hpp"

#include "tain/cli/command_error.hpp"

namespace tain::cli {
namespace {

using Json = nlohmann::ordered_json;

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Json parse() {
        Json structure = parse_structure('\0');
        if (!at_end()) fail(",");
        return structure;
    }

  private:
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] char next() const { return at_end() ? '\0' : text_[at_]; }
    bool take(char c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!take(c)) fail(std::string(1, c));
    }
    [[noreturn]] void fail(const std::string& expected) const {
        const std::string received = at_end() ? "EOF" : std::string(1, text_[at_]);
        throw CommandError("Expected: '" + expected + "', received: '" + received +
                           "' for input: " + std::string(text_));
    }

    /// Up to `end`, which is left to the caller; '\0' stands for the end of the text.
    Json parse_structure(char end) {
        Json structure = Json::object();
        do {
            const std::string key = parse_key();
            expect('=');
            structure[key] = parse_right_side();
        } while (next() != end && take(','));
        return structure;
    }

    std::string parse_key() {
        const std::size_t first = at_;
        while (!at_end() && std::string_view("=,[]{}\"' ").find(text_[at_]) == std::string_view::npos) ++at_;
        return std::string(text_.substr(first, at_ - first));
    }

    Json parse_right_side() {
        if (next() == '[' || next() == '{') return parse_item();
        Json value = parse_value();
        while (next() == ',' && !key_follows()) {
            take(',');
            if (at_end()) fail("=");
            if (!value.is_array()) value = Json::array({value});
            value.push_back(parse_value());
        }
        return value;
    }

    /// True where the comma here is followed by "key=".
    bool key_follows() {
        const std::size_t here = at_;
        take(',');
        const bool follows = !parse_key().empty() && next() == '=';
        at_ = here;
        return follows;
    }

    Json parse_item() {
        if (take('{')) {
            Json structure = next() == '}' ? Json::object() : parse_structure('}');
            expect('}');
            return structure;
        }
        if (!take('[')) return parse_value();
        Json list = Json::array();
        while (next() != ']') {
            list.push_back(parse_item());
            if (next() != ']') expect(',');
        }
        expect(']');
        return list;
    }

    std::string parse_value() {
        if (next() == '"' || next() == '\'') return parse_quoted(text_[at_++]);
        std::string value;
        while (!at_end() && std::string_view(",]}").find(next()) == std::string_view::npos)
            value += parse_character();
        return value;
    }

    std::string parse_quoted(char quote) {
        std::string value;
        while (!at_end() && next() != quote) value += parse_character();
        expect(quote);
        return value;
    }

    char parse_character() {
        if (next() == '\\' && at_ + 1 < text_.size()) ++at_;
        return text_[at_++];
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Json parse_shorthand(std::string_view text) {
    return Parser(text).parse();
}

}  // namespace tain::cli
