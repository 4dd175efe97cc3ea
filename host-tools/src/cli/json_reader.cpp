// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/json_reader.hpp"

#include <algorithm>
#include <cstdlib>

#include "tain/cli/command_error.hpp"
#include "tain/cli/numbers.hpp"
#include "tain/text/characters.hpp"

namespace tain::cli {
namespace {

constexpr unsigned most_depth = 900;  ///< Python's own limit depends on who calls it
constexpr std::size_t hex_digits = 4;

[[noreturn]] void fail(const std::string& what) {
    throw JsonError(what);
}

/// Positions count characters, as the messages do.
class JsonReader {
  public:
    JsonReader(std::u32string_view text, bool ordered) : text_(text), ordered_(ordered) {}

    Value read() {
        if (next() == 0xfeff) fail_at("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
        skip_blanks();
        Value value = read_value();
        skip_blanks();
        if (at_ < text_.size()) fail_at("Extra data", at_);
        return value;
    }

  private:
    static constexpr char32_t end = 0x110000;  ///< stands for the end of the text, is no character

    [[nodiscard]] char32_t next() const { return at_ < text_.size() ? text_[at_] : end; }
    bool take(std::u32string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    void skip_blanks() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') ++at_;
    }

    [[noreturn]] void fail_at(const std::string& what, std::size_t at) const {
        const std::u32string_view before = text_.substr(0, at);
        const std::size_t line_end = before.rfind(U'\n');
        const std::size_t column = line_end == std::u32string_view::npos ? at + 1 : at - line_end;
        fail(what + ": line " + std::to_string(std::ranges::count(before, U'\n') + 1) + " column " +
             std::to_string(column) + " (char " + std::to_string(at) + ")");
    }

    Value read_value() {
        if (next() == '"') return {.type = Type::string, .text = read_string()};
        if (next() == '{' || next() == '[') return read_nested();
        if (take(U"null")) return {};
        if (take(U"true")) return Value::of_truth(true);
        if (take(U"false")) return Value::of_truth(false);
        if (take(U"NaN")) return {.type = Type::real, .text = "nan"};
        if (take(U"Infinity")) return {.type = Type::real, .text = "inf"};
        if (take(U"-Infinity")) return {.type = Type::real, .text = "-inf"};
        return read_number();
    }

    Value read_nested() {
        if (++depth_ > most_depth)
            throw CommandError("maximum recursion depth exceeded while decoding a JSON " +
                                   std::string(next() == '{' ? "object" : "array") + " from a unicode string",
                               exit_failure);
        Value value = next() == '{' ? read_object() : read_array();
        --depth_;
        return value;
    }

    Value read_object() {
        Value dict{.type = Type::dict, .ordered = ordered_};
        begin();
        if (take(U"}")) return dict;
        do {
            if (next() != '"') fail_at("Expecting property name enclosed in double quotes", at_);
            Value key{.type = Type::string, .text = read_string()};
            skip_blanks();
            if (next() != ':') fail_at("Expecting ':' delimiter", at_);
            begin();
            dict.set(std::move(key), read_value());
        } while (another('}'));
        return dict;
    }

    Value read_array() {
        Value list{.type = Type::list};
        begin();
        if (take(U"]")) return list;
        do list.items.push_back(read_value());
        while (another(']'));
        return list;
    }

    /// Behind the character here, and behind the blanks that follow it.
    void begin() {
        ++at_;
        skip_blanks();
    }

    bool another(char32_t closing) {
        skip_blanks();
        if (next() == closing) {
            ++at_;
            return false;
        }
        if (next() != ',') fail_at("Expecting ',' delimiter", at_);
        begin();
        return true;
    }

    std::string take_digits() {
        std::string digits;
        while (next() >= '0' && next() <= '9') digits += static_cast<char>(text_[at_++]);
        return digits;
    }

    Value read_number() {
        const std::size_t first = at_;
        std::string number = take(U"-") ? "-" : "";
        const std::string whole = take(U"0") ? "0" : take_digits();
        if (whole.empty()) fail_at("Expecting value", first);
        std::string rest = read_fraction();
        rest += read_exponent();
        if (!rest.empty()) return real_of(std::strtod((number + whole + rest).c_str(), nullptr));
        if (whole.size() > most_digits) fail(too_many_digits(whole.size()));
        return integer_of(number + whole);
    }

    std::string read_fraction() {
        const std::size_t first = at_;
        if (take(U"."))
            if (const std::string digits = take_digits(); !digits.empty()) return "." + digits;
        at_ = first;
        return "";
    }

    std::string read_exponent() {
        const std::size_t first = at_;
        if (take(U"e") || take(U"E")) {
            const std::string sign = take(U"-") ? "-" : "";
            if (sign.empty()) take(U"+");
            if (const std::string digits = take_digits(); !digits.empty()) return "e" + sign + digits;
        }
        at_ = first;
        return "";
    }

    std::string read_string() {
        const std::size_t first = at_++;
        std::u32string characters;
        while (next() != '"') {
            if (next() == end) fail_at("Unterminated string starting at", first);
            if (next() < 0x20) fail_at("Invalid control character at", at_);
            characters += next() == '\\' ? read_escape(first) : text_[at_++];
        }
        ++at_;
        return text::utf8(characters);
    }

    char32_t read_escape(std::size_t first) {
        ++at_;
        if (next() == end) fail_at("Unterminated string starting at", first);
        if (next() == 'u') {
            const char32_t half = read_hex();
            return half >= 0xd800 && half <= 0xdbff ? read_second_half(half) : half;
        }
        constexpr std::u32string_view letters = U"\"\\/bfnrt";
        const std::size_t letter = letters.find(next());
        if (letter == std::u32string_view::npos) fail_at("Invalid \\escape", at_ - 1);
        ++at_;
        return U"\"\\/\b\f\n\r\t"[letter];
    }

    /// The four digits behind a "u"; a text that ends with them is refused too, as Python's does.
    char32_t read_hex() {
        ++at_;
        if (at_ + hex_digits >= text_.size()) fail_at("Invalid \\uXXXX escape", at_ - 1);
        char32_t value = 0;
        for (const char32_t digit : text_.substr(at_, hex_digits)) {
            const std::size_t place = std::u32string_view(U"0123456789abcdefABCDEF").find(digit);
            if (place == std::u32string_view::npos) fail_at("Invalid \\uXXXX escape", at_ - 1);
            value = value << 4 | static_cast<char32_t>(place < 16 ? place : place - 6);
        }
        at_ += hex_digits;
        return value;
    }

    /// One character of two halves, where the second follows; else the first alone.
    char32_t read_second_half(char32_t high) {
        const std::size_t here = at_;
        if (here + 2 + hex_digits >= text_.size() || !take(U"\\u")) return high;
        --at_;
        const char32_t low = read_hex();
        if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00));
        at_ = here;
        return high;
    }

    std::u32string_view text_;
    bool ordered_;
    std::size_t at_ = 0;
    unsigned depth_ = 0;
};

}  // namespace

Value read_json(std::string_view text, bool ordered) {
    return JsonReader(text::code_points(text), ordered).read();
}

}  // namespace tain::cli
