// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/auto_prompt.hpp"

#include <algorithm>
#include <cctype>

#include "tain/cli/command_error.hpp"
#include "tain/cli/commands.hpp"
#include "tain/cli/invocation.hpp"
#include "tain/text/shell_words.hpp"

namespace tain::cli {
namespace {

using service::Kind;
using service::Member;
using service::Operation;
using Words = std::vector<std::string>;

bool holds(const Words& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

Words choices_of(const Member& member) {
    const service::Shape& shape = member.shape->kind == Kind::list ? *member.shape->element : *member.shape;
    return {shape.choices.begin(), shape.choices.end()};
}

class Conversation {
  public:
    Conversation(Words words, std::istream& answers, std::ostream& questions)
        : words_(std::move(words)), answers_(answers), questions_(questions) {}

    Words complete() {
        const Operation* operation = find_operation();
        if (operation == nullptr) return words_;
        for (const Member* member : absent(*operation))
            if (member->required) ask_value(*member);
        while (const Member* member = ask_which(absent(*operation))) ask_value(*member);
        return words_;
    }

  private:
    std::string ask(const std::string& question) {
        questions_ << question << std::flush;
        std::string line;
        if (!std::getline(answers_, line)) throw CommandError("", exit_failure);
        return line;
    }

    /// The operation that the words name or the user does; nullptr where they name something else.
    const Operation* find_operation() {
        const Words command = words_of_command(words_);
        if (!command.empty() && command.front() != "ec2") return operation_of(command.front());
        if (command.size() > 1) return operation_of(command[1]);
        const Operation* operation = nullptr;
        while (operation == nullptr) {
            const std::string name = ask("Operation (? lists them): ");
            if (name == "?")
                for (const std::string& known : operation_names()) questions_ << "  " << known << "\n";
            operation = operation_of(name);
        }
        words_.push_back(service::command_name(*operation));
        return operation;
    }

    /// Members that the words do not give yet.
    [[nodiscard]] std::vector<const Member*> absent(const Operation& operation) const {
        const Parsed parsed =
            parse_known_words(operation_arguments(operation, true), words_of_command(words_));
        std::vector<const Member*> members;
        for (const Member& member : operation.input.members)
            if (!parsed.has(option_of(member))) members.push_back(&member);
        return members;
    }

    void ask_value(const Member& member) {
        const std::string option = option_of(member);
        if (member.shape->kind == Kind::boolean) {
            words_.push_back(option);
            return;
        }
        questions_ << option << (member.required ? " (required)" : "") << ": " << member.doc << "\n";
        if (const Words choices = choices_of(member); !choices.empty())
            questions_ << "  one of: " << comma_joined(choices) << "\n";
        std::string answer;
        while (answer.empty()) answer = ask(option + " = ");
        add_value(member, answer);
    }

    void add_value(const Member& member, const std::string& answer) {
        const Words values = member.shape->kind == Kind::list ? text::shell_words(answer) : Words{answer};
        if (values.size() == 1) {
            words_.push_back(option_of(member) + "=" + values.front());
            return;
        }
        words_.push_back(option_of(member));
        std::ranges::copy(values, std::back_inserter(words_));
    }

    /// The optional member that the user names; nullptr for an empty answer.
    const Member* ask_which(const std::vector<const Member*>& members) {
        if (members.empty()) return nullptr;
        Words names;
        for (const Member* member : members) names.push_back(option_of(*member));
        questions_ << "Optional: " << comma_joined(names) << "\n";
        while (true) {
            std::string name = ask("Option (empty: no more): ");
            if (name.empty()) return nullptr;
            if (!name.starts_with("--")) name.insert(0, "--");
            const auto found = std::ranges::find(names, name);
            if (found != names.end()) return members[static_cast<std::size_t>(found - names.begin())];
        }
    }

    Words words_;
    std::istream& answers_;
    std::ostream& questions_;
};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

PromptMode prompt_mode(const Words& words, const endpoint::Profile& profile) {
    const bool wanted = holds(words, "--cli-auto-prompt");
    const bool unwanted = holds(words, "--no-cli-auto-prompt");
    if (wanted && unwanted)
        throw CommandError(
            "Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.");
    if (unwanted || holds(words, "help") || holds(words, "--version")) return PromptMode::off;
    const std::string setting = wanted ? "on" : lower(profile.setting("cli_auto_prompt").value_or("off"));
    if (setting == "on") return PromptMode::on;
    return setting == "on-partial" ? PromptMode::on_partial : PromptMode::off;
}

Words prompted_words(const Words& words, std::istream& answers, std::ostream& questions) {
    return Conversation(words, answers, questions).complete();
}

}  // namespace tain::cli
