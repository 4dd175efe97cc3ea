// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/argument_parser.hpp"

#include <algorithm>
#include <optional>

#include "tain/cli/command_error.hpp"
#include "tain/cli/request.hpp"
#include "tain/cli/suggestions.hpp"
#include "tain/cli/value.hpp"

namespace tain::cli {
namespace {

bool is_option(const Argument& argument) {
    return argument.names.front().starts_with('-');
}

const std::string& key_of(const Argument& argument) {
    return argument.key.empty() ? argument.names.front() : argument.key;
}

/// "-h/--help": as refusals name an argument.
std::string title_of(const Argument& argument) {
    std::string title;
    for (const std::string& name : argument.names) title += (title.empty() ? "" : "/") + name;
    return title;
}

[[noreturn]] void refuse(const Argument& argument, const std::string& reason) {
    refuse_words("argument " + title_of(argument) + ": " + reason);
}

/// "-5", "-.5": a value even where options are expected.
bool is_negative_number(const std::string& word) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view number = std::string_view(word).substr(1);
    const std::size_t point = number.find('.');
    const std::string_view whole = number.substr(0, point);
    if (!std::ranges::all_of(whole, digit)) return false;
    if (point == std::string_view::npos) return !whole.empty();
    const std::string_view fraction = number.substr(point + 1);
    return !fraction.empty() && std::ranges::all_of(fraction, digit);
}

/// What a word is before it is known what takes it.
struct Word {
    enum class Kind { value, option, separator };
    Kind kind = Kind::value;
    const Argument* option = nullptr;          ///< nullptr: an option that nobody knows
    std::optional<std::string> attached = {};  ///< of "--option=attached"
};

class Parser {
  public:
    Parser(const std::vector<Argument>& arguments, const std::vector<std::string>& words)
        : arguments_(arguments), words_(words) {
        for (const Argument& argument : arguments_)
            if (!is_option(argument)) positionals_.push_back(&argument);
        bool behind_separator = false;
        for (const std::string& word : words_) {
            kinds_.push_back(behind_separator ? Word{} : kind_of(word));
            behind_separator = behind_separator || word == "--";
        }
    }

    Parsed parse() {
        std::size_t at = 0;
        while (!ended_) {
            const std::size_t option = next_option(at);
            const std::size_t behind = option == at ? at : take_positionals(at);
            if (behind == at) {
                leave(at, option);
                if (option == words_.size()) break;
                at = take_option(option);
            } else {
                at = behind;
            }
        }
        if (!ended_) check_required();
        return std::move(parsed_);
    }

  private:
    using Kind = Word::Kind;

    struct Candidate {
        std::string name;
        Word word;
    };

    [[nodiscard]] Word kind_of(const std::string& word) const {
        if (word == "--") return {Kind::separator};
        if (word.size() < 2 || word[0] != '-') return {};
        if (const Argument* known = option_named(word)) return {Kind::option, known};
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        std::optional<std::string> attached;
        if (equals != std::string::npos) attached = word.substr(equals + 1);
        if (attached)
            if (const Argument* known = option_named(name)) return {Kind::option, known, attached};
        if (const Argument* begun = option_begun(word, name)) return {Kind::option, begun, attached};
        if (is_negative_number(word) || word.find(' ') != std::string::npos) return {};
        return {Kind::option};
    }

    [[nodiscard]] const Argument* option_named(const std::string& name) const {
        for (const Argument& argument : arguments_)
            if (is_option(argument) && std::ranges::find(argument.names, name) != argument.names.end())
                return &argument;
        return nullptr;
    }

    /// The option of which `beginning` is the beginning; nullptr where there is none.
    [[nodiscard]] const Argument* option_begun(const std::string& word, const std::string& beginning) const {
        if (!word.starts_with("--")) return nullptr;
        std::vector<std::string> names;
        const Argument* found = nullptr;
        for (const Argument& argument : arguments_)
            for (const std::string& name : argument.names)
                if (!argument.whole_name_only && name.starts_with(beginning)) {
                    names.push_back(name);
                    found = &argument;
                }
        if (names.size() > 1)
            refuse_words("ambiguous option: " + word + " could match " + comma_joined(names));
        return found;
    }

    [[nodiscard]] std::size_t next_option(std::size_t at) const {
        while (at < words_.size() && kinds_[at].kind != Kind::option) ++at;
        return at;
    }

    /// The first place from `at` on where no word of that kind stands.
    [[nodiscard]] std::size_t behind(std::size_t at, Kind kind) const {
        while (at < words_.size() && kinds_[at].kind == kind) ++at;
        return at;
    }
    [[nodiscard]] bool is_value(std::size_t at) const {
        return at < words_.size() && kinds_[at].kind == Kind::value;
    }

    void leave(std::size_t from, std::size_t to) {
        for (; from < to; ++from) parsed_.left.push_back(words_[from]);
    }

    /// Takes the option at `at` and its words; returns the place behind them.
    std::size_t take_option(std::size_t at) {
        const Word& word = kinds_[at];
        if (word.option == nullptr) {
            leave(at, at + 1);
            return at + 1;
        }
        const Argument& option = *word.option;
        if (word.attached) {
            if (option.arity == Arity::none)
                refuse(option, "ignored explicit argument " + repr(*word.attached));
            store(option, {*word.attached});
            return at + 1;
        }
        const std::size_t end = end_of_values(option, at + 1);
        store(option, {words_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                       words_.begin() + static_cast<std::ptrdiff_t>(end)});
        return end;
    }

    [[nodiscard]] std::size_t end_of_values(const Argument& option, std::size_t at) const {
        switch (option.arity) {
            case Arity::none:
                return at;
            case Arity::one:
                if (!is_value(at)) refuse(option, "expected one argument");
                return at + 1;
            case Arity::optional:
                return is_value(at) ? at + 1 : at;
            case Arity::at_least_one:
                if (!is_value(at)) refuse(option, "expected at least one argument");
                break;
            case Arity::any:
                break;
        }
        return behind(at, Kind::value);
    }

    /// Gives the words from `at` on to positional arguments that wait; returns the place behind them.
    std::size_t take_positionals(std::size_t at) {
        while (!positionals_.empty()) {
            const Argument& argument = *positionals_.front();
            std::size_t end = behind(at, Kind::separator);
            const bool many = argument.arity == Arity::any || argument.arity == Arity::at_least_one;
            if (!is_value(end) && (argument.arity == Arity::one || argument.arity == Arity::at_least_one))
                break;
            if (is_value(end)) ++end;
            while (many && (is_value(end) || behind(end, Kind::separator) != end)) ++end;
            end = behind(end, Kind::separator);
            std::vector<std::string> words(words_.begin() + static_cast<std::ptrdiff_t>(at),
                                           words_.begin() + static_cast<std::ptrdiff_t>(end));
            if (const auto separator = std::ranges::find(words, "--"); separator != words.end())
                words.erase(separator);
            if (!words.empty()) store(argument, std::move(words));
            positionals_.erase(positionals_.begin());
            at = end;
        }
        return at;
    }

    void store(const Argument& argument, std::vector<std::string> words) {
        if (argument.arity == Arity::none || (argument.arity == Arity::optional && words.empty()))
            words = {argument.constant};
        for (const std::string& word : words) {
            if (argument.integer && !whole_number(word)) refuse(argument, "invalid int value: " + repr(word));
            check_choice(argument, word);
        }
        parsed_.values[key_of(argument)] = std::move(words);
        ended_ = ended_ || argument.last_word;
    }

    static void check_choice(const Argument& argument, const std::string& word) {
        if (argument.choices.empty() || std::ranges::find(argument.choices, word) != argument.choices.end())
            return;
        refuse(argument, invalid_choice(word, argument.choices));
    }

    void check_required() const {
        std::vector<std::string> missing;
        for (const Argument& argument : arguments_)
            if (argument.required && !parsed_.has(key_of(argument))) missing.push_back(title_of(argument));
        if (!missing.empty()) refuse_words("the following arguments are required: " + comma_joined(missing));
    }

    const std::vector<Argument>& arguments_;
    const std::vector<std::string>& words_;
    std::vector<const Argument*> positionals_;  ///< not filled yet
    std::vector<Word> kinds_;                   ///< of each word
    Parsed parsed_;
    bool ended_ = false;
};

}  // namespace

std::string Parsed::value(std::string_view key, const std::string& otherwise) const {
    const auto found = values.find(key);
    return found == values.end() || found->second.empty() ? otherwise : found->second.back();
}

Parsed parse_known_words(const std::vector<Argument>& arguments, const std::vector<std::string>& words) {
    return Parser(arguments, words).parse();
}

void refuse_words(const std::string& message) {
    throw UsageError("tain: error: " + message);
}

std::string comma_joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace tain::cli
