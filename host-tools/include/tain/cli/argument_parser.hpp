// SPDX-License-Identifier: Apache-2.0
// Words -> values of options and positional arguments, by the rules of Python's argparse, which the AWS
// command line reads its words with: unique beginnings of options, "--option=value", the last of a repeated
// option, what counts as a value, and the words of every refusal.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace tain::cli {

/// How many words an argument takes.
enum class Arity { none, one, optional, any, at_least_one };

/// What a command can be given. Names that begin with '-' are an option's; one without is that of a
/// positional argument.
struct Argument {
    std::vector<std::string> names;
    Arity arity = Arity::one;
    bool required = false;
    std::string key = {};                   ///< where its values are found; empty: the first name
    std::string constant = {};              ///< the value where it stands without a word
    std::vector<std::string> choices = {};  ///< empty: anything
    bool integer = false;                   ///< as Python's int() reads it
    bool whole_name_only = false;           ///< can't be abbreviated
    bool last_word = false;                 ///< what stands behind it is not looked at
};

struct Parsed {
    /// By key: the words of the last mention. Absent: not mentioned.
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    /// Words that no argument took, in their order.
    std::vector<std::string> left;

    [[nodiscard]] bool has(std::string_view key) const { return values.contains(key); }
    /// The value of an argument of one word; `otherwise` where it is not mentioned.
    [[nodiscard]] std::string value(std::string_view key, const std::string& otherwise = "") const;
};

/// Throws UsageError "tain: error: …".
Parsed parse_known_words(const std::vector<Argument>& arguments, const std::vector<std::string>& words);

/// "tain: error: MESSAGE" behind the usage lines.
[[noreturn]] void refuse_words(const std::string& message);

/// "a, b, c".
std::string comma_joined(const std::vector<std::string>& words);

}  // namespace tain::cli
