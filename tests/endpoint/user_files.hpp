// SPDX-License-Identifier: Apache-2.0
// A user of AWS clients for the length of a test: an environment without any of their variables, and config
// and credentials files of its own in a folder of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "world.hpp"

namespace tain::test {

class UserFiles {
  public:
    UserFiles();
    UserFiles(const UserFiles&) = delete;
    UserFiles& operator=(const UserFiles&) = delete;
    UserFiles(UserFiles&&) = delete;
    UserFiles& operator=(UserFiles&&) = delete;
    ~UserFiles();

    void set(const std::string& variable, const std::string& value);
    void unset(const std::string& variable);

    void write_config(const std::string& text) const { write("config", text); }
    void write_credentials(const std::string& text) const { write("credentials", text); }
    void write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

  private:
    struct Before {
        std::string variable;
        std::optional<std::string> value;
    };
    std::vector<Before> before_;
    Folder folder_;
};

}  // namespace tain::test
