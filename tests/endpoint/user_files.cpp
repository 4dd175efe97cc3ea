// SPDX-License-Identifier: Apache-2.0
#include "user_files.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <ranges>

namespace tain::test {
namespace {

constexpr std::array variables{"AWS_ACCESS_KEY_ID",
                               "AWS_SECRET_ACCESS_KEY",
                               "AWS_SESSION_TOKEN",
                               "AWS_SECURITY_TOKEN",
                               "AWS_REGION",
                               "AWS_DEFAULT_REGION",
                               "AWS_PROFILE",
                               "AWS_DEFAULT_PROFILE",
                               "AWS_DEFAULT_OUTPUT",
                               "AWS_PAGER",
                               "AWS_CA_BUNDLE",
                               "AWS_MAX_ATTEMPTS",
                               "AWS_RETRY_MODE",
                               "AWS_CLI_AUTO_PROMPT",
                               "AWS_ROLE_ARN",
                               "AWS_WEB_IDENTITY_TOKEN_FILE",
                               "HTTP_PROXY",
                               "http_proxy",
                               "HTTPS_PROXY",
                               "https_proxy",
                               "NO_PROXY",
                               "no_proxy",
                               "ALL_PROXY",
                               "all_proxy",
                               "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                               "AWS_CONTAINER_CREDENTIALS_FULL_URI"};

}  // namespace

UserFiles::UserFiles() {
    for (const char* variable : variables) unset(variable);
    set("AWS_CONFIG_FILE", path("config"));
    set("AWS_SHARED_CREDENTIALS_FILE", path("credentials"));
}

UserFiles::~UserFiles() {
    for (const Before& before : std::views::reverse(before_)) {
        if (before.value)
            setenv(before.variable.c_str(), before.value->c_str(), 1);
        else
            unsetenv(before.variable.c_str());
    }
}

void UserFiles::set(const std::string& variable, const std::string& value) {
    unset(variable);
    setenv(variable.c_str(), value.c_str(), 1);
}

void UserFiles::unset(const std::string& variable) {
    const char* value = std::getenv(variable.c_str());
    before_.push_back({variable, value == nullptr ? std::nullopt : std::optional<std::string>(value)});
    unsetenv(variable.c_str());
}

void UserFiles::write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
}

}  // namespace tain::test
