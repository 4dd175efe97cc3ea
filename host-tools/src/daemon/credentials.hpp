// SPDX-License-Identifier: Apache-2.0
// Who may speak to the daemon over TCP: access keys, each of an account. A file of the operator's that nobody
// else can read.
//
//   credentials:
//     - {access_key_id: AKIAEXAMPLE, secret_access_key: …, account: "111122223333", access: full}
//     - {access_key_id: AKIAWATCHER, secret_access_key: …, account: "111122223333", access: read-only}
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace tain::daemon {

enum class Access { full, read_only };

struct Credential {
    std::string access_key_id;
    std::string secret_access_key;
    std::string account;
    std::string session_token;  ///< requests must carry it; empty: requests must carry none
    Access access = Access::full;
};

/// By access key id.
using Credentials = std::map<std::string, Credential, std::less<>>;

/// Throws tain::Error(InvalidCredentials) that names file, line and key; also where the file can be read or
/// written by others than its owner, or its owner is neither this process's user nor root.
Credentials read_credentials(const std::filesystem::path& file);

/// The same from a text; `name` stands for the file in errors.
Credentials parse_credentials(const std::string& text, const std::string& name);

}  // namespace tain::daemon
