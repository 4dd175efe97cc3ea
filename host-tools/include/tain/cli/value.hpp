// SPDX-License-Identifier: Apache-2.0
// A value as parameters and documents give it, before the API model says what it should be: with types that
// JSON lacks (bytes and dates of YAML, numbers of any size), since refusals of the AWS command line name a
// value's type and show it as Python does.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::cli {

enum class Type { none, boolean, integer, real, string, bytes, date, datetime, list, dict, set };

struct Value {
    Type type = Type::none;
    /// boolean: "True" or "False"; integer: decimal digits; real: as Python shows it; date and datetime: as
    /// str() shows them; string: UTF-8.
    std::string text = {};
    std::string code = {};                              ///< of a date or datetime: as repr() shows it
    std::vector<Value> items = {};                      ///< of a list or set
    std::vector<std::pair<Value, Value>> members = {};  ///< of a dict, in order of first mention
    bool ordered = false;                               ///< of a dict: Python calls it an OrderedDict

    static Value of_text(std::string_view text) { return {.type = Type::string, .text = std::string(text)}; }
    static Value of_digits(std::string_view digits) {
        return {.type = Type::integer, .text = std::string(digits)};
    }
    static Value of_truth(bool truth) { return {.type = Type::boolean, .text = truth ? "True" : "False"}; }

    bool operator==(const Value&) const = default;

    /// Of a dict: the value of that key; nullptr where there is none.
    [[nodiscard]] const Value* find(std::string_view key) const;
    /// Of a dict: takes the place of an earlier value of an equal key, else comes last.
    void set(Value key, Value value);
};

/// "<class 'str'>".
std::string class_of(const Value& value);
/// As Python's str() shows it: a string bare, what is inside lists and dicts as repr() does.
std::string shown(const Value& value);
/// As Python's repr() shows a string: 'it', "it's", 'a\nb'.
std::string repr(std::string_view text);

}  // namespace tain::cli
