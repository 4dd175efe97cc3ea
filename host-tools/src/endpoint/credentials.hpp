// SPDX-License-Identifier: Apache-2.0
// Who signs: the first place of the AWS client's that has credentials.
#pragma once

#include <string>

#include "tain/endpoint/profile.hpp"

namespace tain::endpoint {

struct Credentials {
    std::string access_key;
    std::string secret_key;
    std::string session_token;  ///< empty: none
};

/// From the environment (unless the profile was named by --profile), the credentials file, the program that
/// `credential_process` names, the config file, in this order. Throws cli::CommandError: 253 where there are
/// none; 255 where a place has only half of them, where that program fails, and where the profile or the
/// environment asks for a way to credentials that tain does not have (roles, single sign-on, web identities,
/// containers).
Credentials find_credentials(const Profile& profile);

}  // namespace tain::endpoint
