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
    /// `name` is --profile; empty: $AWS_PROFILE, else "default". Files: $AWS_CONFIG_FILE (~/.aws/config) and
    /// $AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials). A file that is absent is empty. Throws
    /// cli::CommandError (255) where a file can't be parsed, or, with the AWS client's words, where a profile
    /// that was named by option or environment exists in neither file and `must_exist`.
    static Profile load(const std::string& name, bool must_exist);

    /// A setting of the profile by its name in the config file ("region", "output", "cli_pager"); credentials
    /// ("aws_access_key_id" …) from the credentials file first.
    [[nodiscard]] std::optional<std::string> setting(const std::string& key) const;

    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    std::string name_;
    std::map<std::string, std::string> settings_;
};

}  // namespace tain::endpoint
