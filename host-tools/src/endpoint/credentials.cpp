// SPDX-License-Identifier: Apache-2.0
#include "credentials.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "process.hpp"
#include "tain/cli/command_error.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

[[noreturn]] void refuse(const std::string& words) {
    throw cli::CommandError(words, cli::exit_failure);
}

[[noreturn]] void refuse_partial(const std::string& place, const std::string& missing) {
    refuse("Partial credentials found in " + place + ", missing: " + missing);
}

std::string variable(const char* name) {
    return environment(name).value_or("");
}

std::optional<Credentials> from_environment() {
    Credentials credentials{variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"),
                            variable("AWS_SECURITY_TOKEN")};
    if (credentials.access_key.empty()) return std::nullopt;
    if (credentials.secret_key.empty()) refuse_partial("env", "AWS_SECRET_ACCESS_KEY");
    if (credentials.session_token.empty()) credentials.session_token = variable("AWS_SESSION_TOKEN");
    return credentials;
}

std::optional<Credentials> from_file(const Profile::Settings& settings, const std::string& place) {
    const auto setting = [&](const char* name) -> std::optional<std::string> {
        const auto found = settings.find(name);
        if (found == settings.end()) return std::nullopt;
        return found->second;
    };
    const auto access_key = setting("aws_access_key_id");
    if (!access_key) return std::nullopt;
    const auto secret_key = setting("aws_secret_access_key");
    if (!secret_key) refuse_partial(place, "aws_secret_access_key");
    auto token = setting("aws_security_token");
    if (!token) token = setting("aws_session_token");
    return Credentials{*access_key, *secret_key, token.value_or("")};
}

[[noreturn]] void refuse_process(const std::string& reason) {
    refuse("Error when retrieving credentials from custom-process: " + reason);
}

std::string member(const nlohmann::json& answer, const char* name) {
    const auto found = answer.find(name);
    if (found == answer.end())
        refuse_process("Missing required key in response: '" + std::string(name) + "'");
    if (!found->is_string())
        refuse_process("The key '" + std::string(name) + "' in the response is no string");
    return found->get<std::string>();
}

Credentials from_answer(const std::string& text) {
    const nlohmann::json answer = nlohmann::json::parse(text, nullptr, false);
    if (!answer.is_object()) refuse_process("the response is no JSON object");
    const auto version = answer.find("Version");
    if (version == answer.end() || *version != 1)
        refuse_process("Unsupported version '" +
                       (version == answer.end() ? "<Version key not provided>" : version->dump()) +
                       "' for credential process provider, supported versions: 1");
    Credentials credentials{member(answer, "AccessKeyId"), member(answer, "SecretAccessKey"), ""};
    if (const auto token = answer.find("SessionToken"); token != answer.end() && !token->is_null())
        credentials.session_token = member(answer, "SessionToken");
    return credentials;
}

std::optional<Credentials> from_process(const Profile& profile) {
    const auto command = profile.setting("credential_process");
    if (!command) return std::nullopt;
    const auto words = shell_words(*command);
    if (!words || words->empty()) refuse_process("credential_process is no command: " + *command);
    const ProcessResult result = run_process(*words);
    if (!result.succeeded) refuse_process(result.errors);
    return from_answer(result.output);
}

void refuse_other_ways(const Profile& profile) {
    for (const char* key : {"role_arn", "web_identity_token_file", "sso_account_id", "sso_role_name"})
        if (profile.setting(key))
            refuse("The profile (" + profile.name() + ") has the setting " + key +
                   ", a way to credentials that tain does not have");
    if (profile.named_by_option()) return;
    for (const char* name : {"AWS_WEB_IDENTITY_TOKEN_FILE"})
        if (!variable(name).empty())
            refuse(std::string("The environment has ") + name +
                   ", a way to credentials that tain does not have");
}

void refuse_containers() {
    for (const char* name : {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"})
        if (environment(name))
            refuse(std::string("The environment has ") + name +
                   ", a way to credentials that tain does not have");
}

}  // namespace

Credentials find_credentials(const Profile& profile) {
    if (!profile.named_by_option())
        if (auto found = from_environment()) return *found;
    refuse_other_ways(profile);
    if (auto found = from_file(profile.in_credentials_file(), "shared-credentials-file")) return *found;
    if (auto found = from_process(profile)) return *found;
    if (auto found = from_file(profile.in_config_file(), "config-file")) return *found;
    refuse_containers();
    throw cli::CommandError(
        "Unable to locate credentials. They can stand in the environment (AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY) or in a profile of ~/.aws/credentials.",
        cli::exit_configuration);
}

}  // namespace tain::endpoint
