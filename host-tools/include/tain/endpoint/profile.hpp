// SPDX-License-Identifier: Apache-2.0
// The user's settings as all AWS clients keep them: environment, then the named profile of the shared config
// and credentials files.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace tain::endpoint {

class Profile {
  public:
    /// The settings of one section, by name in lower case.
    using Settings = std::map<std::string, std::string>;

    /// `name` is --profile; empty: $AWS_PROFILE, else $AWS_DEFAULT_PROFILE, else "default". Files:
    /// $AWS_CONFIG_FILE (~/.aws/config) and $AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials). A file that is
    /// absent is empty. Throws cli::CommandError (255) where a file can't be parsed, or, with the AWS
    /// client's words, where a profile that was named by option or environment exists in neither file and
    /// `must_exist`.
    static Profile load(const std::string& name, bool must_exist);

    /// A setting by its name in the config file ("region", "output", "cli_pager"): from the environment where
    /// AWS clients have a variable for it (AWS_REGION and AWS_DEFAULT_REGION, AWS_DEFAULT_OUTPUT, AWS_PAGER,
    /// AWS_CA_BUNDLE, AWS_RETRY_MODE, AWS_MAX_ATTEMPTS, AWS_CLI_AUTO_PROMPT), even an empty one; else from
    /// the profile's section of the credentials file, else of the config file.
    [[nodiscard]] std::optional<std::string> setting(const std::string& key) const;

    [[nodiscard]] const std::string& name() const { return name_; }
    /// By --profile: then credentials in the environment do not count.
    [[nodiscard]] bool named_by_option() const { return named_by_option_; }
    /// What each file says, for settings that belong together and must not be mixed (credentials).
    [[nodiscard]] const Settings& in_credentials_file() const { return in_credentials_file_; }
    [[nodiscard]] const Settings& in_config_file() const { return in_config_file_; }

  private:
    std::string name_;
    bool named_by_option_ = false;
    Settings in_credentials_file_;
    Settings in_config_file_;
};

}  // namespace tain::endpoint
