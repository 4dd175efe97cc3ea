// SPDX-License-Identifier: Apache-2.0
// A parser by recursive descent, of the grammar that the AWS command line documents and of what its parser
// does beyond it:
//
//   structure = pair *("," pair)
//   pair      = key "=" (list / hash / values)
//   values    = value *("," value)             as far as no "=" follows: that value is the next key
//   list      = "[" [item *("," item)] "]"
//   hash      = "{" [key "=" item *("," key "=" item)] "}"
//   item      = list / hash / value
//   value     = '"' text '"' / "'" text "'" / bare text in which "\," is a comma
#include "tain/cli/shorthand.hpp"

#include <algorithm>
#include <cctype>

#include "tain/cli/command_error.hpp"
#include "tain/cli/numbers.hpp"
#include "tain/text/characters.hpp"

namespace tain::cli {
namespace {

using service::Kind;
using service::Member;
using service::Shape;

/// The text up to the end of the line of `at`, a line with a caret below `at`, and the lines that are left.
std::string location(std::u32string_view text, std::size_t at) {
    const std::size_t line_start = text.substr(0, at).rfind(U'\n') + 1;
    const std::size_t line_end = std::min(text.find(U'\n', at), text.size());
    return text::utf8(text.substr(0, line_end)) + "\n" + std::string(at - line_start, ' ') + "^" +
           text::utf8(text.substr(line_end));
}

/// What a parser that goes back a step has to know of an error.
class SyntaxError : public CommandError {
  public:
    SyntaxError(std::u32string_view text, std::size_t at, const std::string& expected,
                const std::string& received)
        : CommandError("Expected: '" + expected + "', received: '" + received + "' for input:\n" +
                       location(text, at)) {}
};

constexpr bool is_blank(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0d);
}

/// No character beyond U+FFFF is in a bare text, and none of these.
bool is_bare(char32_t character, std::u32string_view but) {
    return character <= 0xffff && but.find(character) == std::u32string_view::npos &&
           (character >= 0x20 || text::is_space(character));
}

class Parser {
  public:
    explicit Parser(std::u32string_view text) : text_(text) {}

    Value parse() {
        Value structure{.type = Type::dict};
        std::size_t pair_end = 0;
        do {
            if (!structure.members.empty()) expect_among_blanks(',');
            Value key = parse_key();
            expect_among_blanks('=');
            Value value = parse_values();
            if (structure.find(key.text) != nullptr) fail_twice(key.text, pair_end + 1);
            structure.set(std::move(key), std::move(value));
            pair_end = at_;
        } while (!at_end());
        return structure;
    }

  private:
    static constexpr char32_t end = 0x110000;  ///< stands for the end of the text, is no character
    static constexpr std::u32string_view not_first = U"\"',=[{ \t\n\v\f\r\x1c\x1d\x1e\x1f";

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    [[nodiscard]] char32_t next() const { return at_end() ? end : text_[at_]; }
    void skip_blanks() {
        while (is_blank(next())) ++at_;
    }
    void expect(char32_t character) {
        if (next() != character)
            throw SyntaxError(text_, at_, text::utf8(character), at_end() ? "EOF" : text::utf8(next()));
        ++at_;
    }
    void expect_among_blanks(char32_t character) {
        skip_blanks();
        expect(character);
        skip_blanks();
    }
    [[noreturn]] void fail_twice(const std::string& key, std::size_t at) const {
        throw CommandError("Second instance of key \"" + key + "\" encountered for input:\n" +
                           location(text_, std::min(at, text_.size())) +
                           "\nThis is often because there is a preceding \",\" instead of a space.");
    }

    Value parse_key() {
        constexpr std::u32string_view marks = U"-_.#/:";
        const std::size_t first = at_;
        const auto is_part = [&](char32_t c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   marks.find(c) != std::u32string_view::npos;
        };
        while (is_part(next())) ++at_;
        return Value::of_text(text::utf8(text_.substr(first, at_ - first)));
    }

    Value parse_values() {
        if (next() == '[' || next() == '{') return parse_item();
        if (at_end()) return Value::of_text("");
        Value first = parse_first_value();
        skip_blanks();
        if (next() != ',') return first;
        expect_among_blanks(',');
        Value list{.type = Type::list, .items = {first}};
        while (parse_next_value(list)) {
        }
        return list.items.size() == 1 ? first : list;
    }

    /// False behind the last value; where a key follows, at the comma before it.
    bool parse_next_value(Value& list) {
        try {
            Value value = parse_second_value();
            skip_blanks();
            const bool last = at_end();
            if (!last) expect_among_blanks(',');
            list.items.push_back(std::move(value));
            return !last;
        } catch (const SyntaxError&) {
            if (at_end()) throw;
            while (text_[at_] != ',') --at_;
            return false;
        }
    }

    Value parse_item() {
        if (next() == '[') return parse_list();
        if (next() == '{') return parse_hash();
        return parse_first_value();
    }

    Value parse_list() {
        Value list{.type = Type::list};
        expect_among_blanks('[');
        while (next() != ']') {
            list.items.push_back(parse_item());
            expect_between(']');
        }
        expect(']');
        return list;
    }

    Value parse_hash() {
        Value hash{.type = Type::dict};
        expect_among_blanks('{');
        while (next() != '}') {
            Value key = parse_key();
            expect_among_blanks('=');
            hash.set(std::move(key), parse_item());
            expect_between('}');
        }
        expect('}');
        return hash;
    }

    /// A comma, or the closing bracket, which is left to the caller.
    void expect_between(char32_t closing) {
        skip_blanks();
        if (next() == closing) return;
        expect(',');
        skip_blanks();
    }

    Value parse_first_value() {
        if (next() == '\'' || next() == '"') return parse_quoted();
        const std::u32string value = take_bare(U"\"',]}");
        return Value::of_text(text::utf8(value));
    }

    Value parse_second_value() {
        if (next() == '\'' || next() == '"') return parse_quoted();
        const std::size_t first = at_;
        const std::u32string value = take_bare(U"\"',=");
        if (at_ == first) throw SyntaxError(text_, at_, "<second>", "<none>");
        return Value::of_text(text::utf8(value));
    }

    /// Bare text up to one of the characters in `but`; it must not begin with a blank, bracket or "=".
    std::u32string take_bare(std::u32string_view but) {
        std::u32string value;
        while (takes_comma() || is_bare(next(), value.empty() ? not_first : but)) {
            at_ += takes_comma() ? 1 : 0;
            value += text_[at_++];
        }
        return std::u32string(text::right_stripped(value));
    }
    [[nodiscard]] bool takes_comma() const {
        return text_.substr(std::min(at_, text_.size())).starts_with(U"\\,");
    }

    /// A backslash takes a quote or a backslash. Where nothing else closes the text, its last quote does.
    Value parse_quoted() {
        const char32_t quote = next();
        std::size_t close = at_ + 1;
        std::size_t last_taken = 0;
        while (close < text_.size() && text_[close] != quote) {
            const char32_t taken = text_[close] == '\\' && close + 1 < text_.size() ? text_[close + 1] : end;
            if (taken == quote) last_taken = close + 1;
            close += taken == quote || taken == '\\' ? 2 : 1;
        }
        if (close >= text_.size()) close = last_taken;
        if (close == 0)
            throw SyntaxError(text_, at_, quote == '"' ? "<double quoted>" : "<singled quoted>", "<none>");
        std::u32string value(text_.substr(at_ + 1, close - at_ - 1));
        at_ = close + 1;
        replace(value, {'\\', quote}, quote);
        replace(value, {'\\', '\\'}, '\\');
        return Value::of_text(text::utf8(value));
    }

    static void replace(std::u32string& text, const std::u32string& pair, char32_t by) {
        for (std::size_t at = text.find(pair); at != std::u32string::npos; at = text.find(pair, at + 1))
            text.replace(at, pair.size(), 1, by);
    }

    std::u32string_view text_;
    std::size_t at_ = 0;
};

Value* find(Value& dict, std::string_view name) {
    const auto found =
        std::ranges::find_if(dict.members, [&](const auto& member) { return member.first.text == name; });
    return found == dict.members.end() ? nullptr : &found->second;
}

std::string class_name(const Value& value) {
    return value.type == Type::list ? "list" : "dict";
}

void give_integer(Value& value) {
    if (value.type != Type::string)
        throw CommandError("int() argument must be a string, a bytes-like object or a real number, not '" +
                               class_name(value) + "'",
                           exit_failure);
    value = integer_of(value.text);
}

void give_truth(Value& value) {
    if (value.type != Type::string)
        throw CommandError("'" + class_name(value) + "' object has no attribute 'lower'", exit_failure);
    std::string lower = value.text;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (lower == "true" || lower == "false") value = Value::of_truth(lower == "true");
}

}  // namespace

Value parse_shorthand(std::string_view text) {
    return Parser(text::code_points(text)).parse();
}

void give_types(Value& value, const Shape& shape) {
    if (shape.kind == Kind::integer) return give_integer(value);
    if (shape.kind == Kind::boolean) return give_truth(value);
    if (shape.kind == Kind::structure && value.type == Type::dict)
        for (const Member& member : shape.members)
            if (Value* inner = find(value, member.name)) give_types(*inner, *member.shape);
    if (shape.kind != Kind::list) return;
    if (value.type != Type::list)
        value = Value{.type = Type::list, .items = {value}};
    else
        for (Value& item : value.items) give_types(item, *shape.element);
}

}  // namespace tain::cli
