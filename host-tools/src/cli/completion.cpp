// SPDX-License-Identifier: Apache-2.0
// Both scripts are tables, made here and alike, and a function of the shell's own that looks into them: which
// commands there are, which options a command has, and what an option takes.
#include "tain/cli/completion.hpp"

#include "tain/cli/operation_options.hpp"

namespace tain::cli {
namespace {

using service::Operation;

/// One word of a shell's script.
std::string shell_quoted(const std::string& text) {
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
    return word + "'";
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// "flag", "one" or "many", then the words it can be, or -file for any file.
std::string taken_by(const OptionText& option) {
    if (option.type.empty()) return "flag";
    std::string text = option.type.ends_with("...") ? "many" : "one";
    if (option.takes_file) text += " -file";
    return text + (option.choices.empty() ? "" : " " + joined(option.choices));
}

struct CommandText {
    std::string name;  ///< empty: what stands before and behind every command
    std::vector<OptionText> options;
};

std::vector<CommandText> all_commands(const CLI::App& program) {
    std::vector<CommandText> all;
    for (const Operation& operation : service::operations())
        all.push_back({service::command_name(operation), operation_options(operation)});
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        all.push_back({command->get_name(), command_options(*command)});
    all.push_back({"", command_options(program)});
    return all;
}

std::string table_of_commands(const std::vector<CommandText>& commands) {
    std::vector<std::string> names;
    for (const CommandText& command : commands)
        if (!command.name.empty()) names.push_back(command.name);
    return "_tain_commands() {\n    echo " + shell_quoted(joined(names)) + "\n}\n\n";
}

std::string table_of_options(const std::vector<CommandText>& commands) {
    std::string text = "_tain_options() {\n    case \"$1\" in\n";
    for (const CommandText& command : commands) {
        std::vector<std::string> words;
        for (const OptionText& option : command.options)
            for (const std::string& name : option.names)
                words.push_back(name.starts_with('-') ? name : joined(option.choices));
        text += "        " + shell_quoted(command.name) + ") echo " + shell_quoted(joined(words)) + " ;;\n";
    }
    return text + "    esac\n}\n\n";
}

std::string table_of_values(const std::vector<CommandText>& commands) {
    std::string text = "_tain_takes() {\n    case \"$1 $2\" in\n";
    for (const CommandText& command : commands)
        for (const OptionText& option : command.options)
            for (const std::string& name : option.names)
                text += "        " + shell_quoted(command.name + " " + name) + ") echo " +
                        shell_quoted(taken_by(option)) + " ;;\n";
    return text + "    esac\n}\n\n";
}

/// Of both shells alike.
constexpr std::string_view common =
    R"sh(# What can stand behind these words: words, and -file where a file can.
_tain_candidates() {
    local command= kind=flag word
    for word in "$@"; do
        case "$word" in
            --*=*) kind=flag ;;
            -*)
                kind=$(_tain_takes "$command" "$word")
                [ -n "$kind" ] || kind=$(_tain_takes '' "$word")
                [ -n "$kind" ] || kind=flag
                ;;
            *)
                case "$kind" in
                    many*) ;;
                    one*) kind=flag ;;
                    *) [ -n "$command" ] || [ "$word" = ec2 ] || command=$word ;;
                esac
                ;;
        esac
    done
    case "$kind" in
        one*) echo "${kind#one}"; return ;;
        many*) echo "${kind#many}" ;;
    esac
    if [ -n "$command" ]; then
        echo "$(_tain_options "$command") $(_tain_options '') help"
    else
        echo "$(_tain_commands) ec2 help $(_tain_options '')"
    fi
}
)sh";

constexpr std::string_view bash_function = R"sh(
_tain() {
    local words=("${COMP_WORDS[@]:1:COMP_CWORD-1}") current=${COMP_WORDS[COMP_CWORD]} candidates
    # Bash parts --option=value and file://NAME at "=" and ":".
    if [ "$current" = "=" ]; then
        current=
    elif [ "${#words[@]}" -gt 0 ] && [ "${words[-1]}" = "=" ]; then
        unset 'words[-1]'
    fi
    COMPREPLY=()
    if [[ ${#words[@]} -gt 1 && ${words[-1]} = : && ${words[-2]} = file* ]]; then
        mapfile -t COMPREPLY < <(compgen -P // -f -- "${current#//}")
        compopt -o nospace 2>/dev/null
        return
    fi
    candidates=$(_tain_candidates "${words[@]}")
    case "$candidates" in
        *-file*)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            compopt -o filenames 2>/dev/null
            candidates=${candidates//-file/}
            ;;
    esac
    [[ $candidates != *://* ]] || compopt -o nospace 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$candidates" -- "$current")
}
complete -F _tain tain
)sh";

constexpr std::string_view zsh_function = R"sh(
_tain() {
    local candidates
    if compset -P 'file(|b)://'; then
        _files
        return
    fi
    candidates=$(_tain_candidates "${(@)words[2,CURRENT-1]}")
    if [[ $candidates == *-file* ]]; then
        candidates=${candidates//-file/}
        _files
    fi
    compadd -S "${${candidates:#*://}:+ }" -- ${=candidates}
}
if [ "$funcstack[1]" = _tain ]; then
    _tain "$@"
else
    compdef _tain tain
fi
)sh";

std::string script(const CLI::App& program, const std::string& shell) {
    const std::vector<CommandText> commands = all_commands(program);
    const bool zsh = shell == "zsh";
    return std::string(zsh ? "#compdef tain\n" : "") + "# Completion of tain for " + shell +
           "; made by: tain completion " + shell + "\n\n" + table_of_commands(commands) +
           table_of_options(commands) + table_of_values(commands) + std::string(common) +
           std::string(zsh ? zsh_function : bash_function);
}

class Completion final : public commands::Command {
  public:
    void describe(CLI::App& program) override {
        program_ = &program;
        app_ = program.add_subcommand("completion",
                                      "Print the script that completes tain's command lines in a shell");
        app_->add_option("SHELL", shell_, "The shell: source <(tain completion bash)")
            ->required()
            ->type_name("bash|zsh")
            ->check(CLI::IsMember({"bash", "zsh"}).description(""));
    }

    int run(const commands::Context& context) override {
        context.out << script(*program_, shell_) << std::flush;
        return 0;
    }

  private:
    const CLI::App* program_ = nullptr;
    std::string shell_;
};

}  // namespace

std::unique_ptr<commands::Command> completion_command() {
    return std::make_unique<Completion>();
}

}  // namespace tain::cli
