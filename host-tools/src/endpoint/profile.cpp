// SPDX-License-Identifier: Apache-2.0
#include "tain/endpoint/profile.hpp"

#include <pwd.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "ini_file.hpp"
#include "tain/cli/command_error.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

std::string home() {
    if (const auto home = environment("HOME")) return *home;
    const passwd* entry = getpwuid(getuid());  // NOLINT(concurrency-mt-unsafe): read before any thread runs
    return entry == nullptr ? "" : entry->pw_dir;
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// "$NAME" or "${NAME}" at the start of the text: its name and how long it is, both empty where there is
/// none.
struct Reference {
    std::string name;
    std::size_t length = 0;
};

Reference reference_at(std::string_view text) {
    if (text.starts_with("${")) {
        const auto end = text.find('}');
        if (end == std::string_view::npos) return {};
        return {std::string(text.substr(2, end - 2)), end + 1};
    }
    std::size_t end = 1;
    while (end < text.size() && is_name_character(text[end])) ++end;
    return {std::string(text.substr(1, end - 1)), end};
}

/// Variables that are not set stay as they stand.
std::string with_variables(std::string_view text) {
    std::string expanded;
    while (!text.empty()) {
        const auto [name, length] = text.front() == '$' ? reference_at(text) : Reference{};
        const auto value = name.empty() ? std::nullopt : environment(name.c_str());
        expanded += value ? *value : std::string(text.substr(0, 1));
        text.remove_prefix(value ? length : 1);
    }
    return expanded;
}

std::string location(const char* variable, const char* usual) {
    std::string path = with_variables(environment(variable).value_or(usual));
    if (path == "~" || path.starts_with("~/")) path.replace(0, 1, home());
    return path;
}

/// What is absent or can't be read has no sections.
std::vector<IniSection> sections_of(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return {};
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto sections = parse_ini(text);
    if (!sections) throw cli::CommandError("Unable to parse config file: " + path, cli::exit_failure);
    return *sections;
}

/// "default" and "profile x" of the config file; nullopt for a section that is no profile.
std::optional<std::string> profile_in_config_file(const std::string& section) {
    if (section == "default") return section;
    if (!section.starts_with("profile")) return std::nullopt;
    const auto words = shell_words(section);
    if (!words || words->size() != 2) return std::nullopt;
    return words->back();
}

std::optional<std::string> profile_in_credentials_file(const std::string& section) {
    return section;
}

/// The last section of that profile counts, whole.
std::optional<Profile::Settings> find_profile(const std::string& path, const std::string& name,
                                              std::optional<std::string> (*profile_of)(const std::string&)) {
    std::optional<Profile::Settings> found;
    for (const IniSection& section : sections_of(path))
        if (profile_of(section.name) == name) found = section.settings;
    return found;
}

std::optional<std::string> first_in_environment(const std::string& key) {
    static constexpr struct {
        std::string_view key;
        const char* variable;
    } variables[] = {
        {"region", "AWS_REGION"},
        {"region", "AWS_DEFAULT_REGION"},
        {"output", "AWS_DEFAULT_OUTPUT"},
        {"cli_pager", "AWS_PAGER"},
        {"ca_bundle", "AWS_CA_BUNDLE"},
        {"retry_mode", "AWS_RETRY_MODE"},
        {"max_attempts", "AWS_MAX_ATTEMPTS"},
        {"cli_auto_prompt", "AWS_CLI_AUTO_PROMPT"},
    };
    for (const auto& entry : variables) {
        if (entry.key != key) continue;
        if (auto value = environment(entry.variable)) return value;
    }
    return std::nullopt;
}

}  // namespace

Profile Profile::load(const std::string& name, bool must_exist) {
    Profile profile;
    std::optional<std::string> named = name.empty() ? environment("AWS_PROFILE") : name;
    if (!named) named = environment("AWS_DEFAULT_PROFILE");
    profile.name_ = named.value_or("default");
    profile.named_by_option_ = !name.empty();

    const auto configured =
        find_profile(location("AWS_CONFIG_FILE", "~/.aws/config"), profile.name_, profile_in_config_file);
    const auto credentials = find_profile(location("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
                                          profile.name_, profile_in_credentials_file);
    if (named && must_exist && !configured && !credentials)
        throw cli::CommandError("The config profile (" + profile.name_ + ") could not be found",
                                cli::exit_failure);
    profile.in_config_file_ = configured.value_or(Settings());
    profile.in_credentials_file_ = credentials.value_or(Settings());
    return profile;
}

std::optional<std::string> Profile::setting(const std::string& key) const {
    if (auto value = first_in_environment(key)) return value;
    for (const Settings* file : {&in_credentials_file_, &in_config_file_})
        if (const auto found = file->find(key); found != file->end()) return found->second;
    return std::nullopt;
}

}  // namespace tain::endpoint
