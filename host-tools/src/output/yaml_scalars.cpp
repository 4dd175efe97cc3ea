// SPDX-License-Identifier: Apache-2.0
// The forms are those of ruamel.yaml for YAML 1.2, with its leftovers of 1.1 (underscores in numbers, 0b).
#include "yaml_scalars.hpp"

#include <algorithm>
#include <array>

namespace tain::output {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes a text apart from its beginning.
class Scan {
  public:
    explicit Scan(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }

    bool one_of(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// How many of these were taken.
    std::size_t run_of(std::string_view characters, std::size_t most = std::string_view::npos) {
        std::size_t count = 0;
        while (count < most && one_of(characters)) ++count;
        return count;
    }

    bool word(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }

  private:
    std::string_view rest_;
};

constexpr std::string_view digits = "0123456789";
constexpr std::string_view digits_and_underscore = "0123456789_";

bool is_word(std::string_view text) {
    constexpr std::array words = {"",     "~",     "null",  "Null",  "NULL", "true", "True",
                                  "TRUE", "false", "False", "FALSE", "<<",   "="};
    return std::ranges::find(words, text) != words.end();
}

/// All of the text is `prefix`, perhaps after a sign, and then one or more of `characters`.
bool is_integer_of(std::string_view text, std::string_view prefix, std::string_view characters) {
    Scan scan(text);
    scan.one_of("+-");
    return scan.word(prefix) && scan.run_of(characters) > 0 && scan.done();
}

bool is_integer(std::string_view text) {
    return is_integer_of(text, "0b", "01_") || is_integer_of(text, "0o", "01234567_") ||
           is_integer_of(text, "", digits_and_underscore) ||
           is_integer_of(text, "0x", "0123456789abcdefABCDEF_");
}

bool take_exponent(Scan& scan, bool sign_needed) {
    if (!scan.one_of("eE")) return false;
    if (!scan.one_of("+-") && sign_needed) return false;
    return scan.run_of(digits) > 0;
}

bool is_float(std::string_view text) {
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
    Scan scan(text);
    scan.one_of("+-");
    if (scan.one_of(".")) {
        if (scan.word("inf") || scan.word("Inf") || scan.word("INF")) return scan.done();
        if (scan.run_of(digits_and_underscore) == 0) return false;
        return scan.done() || (take_exponent(scan, true) && scan.done());
    }
    if (!scan.one_of(digits)) return false;
    scan.run_of(digits_and_underscore);
    const bool point = scan.one_of(".");
    if (point) scan.run_of(digits_and_underscore);
    return (point && scan.done()) || (take_exponent(scan, false) && scan.done());
}

bool take_number(Scan& scan, std::size_t least, std::size_t most) {
    return scan.run_of(digits, most) >= least;
}

bool take_zone(Scan& scan) {
    scan.run_of(" \t");
    if (scan.one_of("Z")) return true;
    if (!scan.one_of("+-") || !take_number(scan, 1, 2)) return false;
    return !scan.one_of(":") || take_number(scan, 2, 2);
}

bool take_time(Scan& scan) {
    if (!scan.one_of("Tt") && scan.run_of(" \t") == 0) return false;
    if (!take_number(scan, 1, 2) || !scan.one_of(":") || !take_number(scan, 2, 2) || !scan.one_of(":") ||
        !take_number(scan, 2, 2))
        return false;
    if (scan.one_of(".")) scan.run_of(digits);
    return scan.done() || take_zone(scan);
}

bool is_timestamp(std::string_view text) {
    Scan scan(text);
    if (!take_number(scan, 4, 4) || !scan.one_of("-")) return false;
    const std::size_t month = scan.run_of(digits, 2);
    if (month == 0 || !scan.one_of("-")) return false;
    const std::size_t day = scan.run_of(digits, 2);
    if (day == 0) return false;
    if (scan.done()) return month == 2 && day == 2;
    return take_time(scan) && scan.done();
}

}  // namespace

bool reads_as_other_than_text(std::string_view plain) {
    if (is_word(plain)) return true;
    // Everything else that is not a text begins like a number: most texts end here.
    const char first = plain.front();
    if (!is_digit(first) && first != '+' && first != '-' && first != '.') return false;
    return (first != '.' && is_integer(plain)) || is_float(plain) || is_timestamp(plain);
}

}  // namespace tain::output
