// SPDX-License-Identifier: Apache-2.0
#include "credentials.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "tain/error.hpp"
#include "tain/service/validation.hpp"
#include "tain/service/yaml_place.hpp"

namespace tain::daemon {

using service::Key;
using service::Place;

namespace {

constexpr service::FileKind credentials_file{"credentials file", "InvalidCredentials"};
constexpr mode_t others = S_IRWXG | S_IRWXO;

Access read_access(const Place& place) {
    const std::string word = service::read_text(place);
    if (word == "full") return Access::full;
    if (word == "read-only") return Access::read_only;
    place.refuse("must be full or read-only, not '" + word + "'");
}

/// An access key id stands in a signature's scope, between slashes and commas.
std::string read_key_id(const Place& place) {
    const std::string id = service::read_text(place);
    if (id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") !=
        std::string::npos)
        place.refuse("may have letters, digits, - and _ only");
    return id;
}

std::string read_account(const Place& place) {
    const std::string account = service::read_text(place);
    if (!service::is_account(account))
        place.refuse("'" + account + "' is not an account id of twelve digits");
    return account;
}

const std::vector<Key<Credential>>& credential_keys() {
    using C = Credential;
    static const std::vector<Key<C>> keys{
        {"access_key_id", [](const Place& place, C& into) { into.access_key_id = read_key_id(place); }, true},
        {"secret_access_key",
         [](const Place& place, C& into) { into.secret_access_key = service::read_text(place); }, true},
        {"account", [](const Place& place, C& into) { into.account = read_account(place); }, true},
        {"access", [](const Place& place, C& into) { into.access = read_access(place); }},
        {"session_token",
         [](const Place& place, C& into) { into.session_token = service::read_text(place); }},
    };
    return keys;
}

void read_credential(const Place& place, Credentials& into) {
    Credential credential;
    service::read_mapping(place, credential_keys(), credential);
    const std::string id = credential.access_key_id;
    if (!into.emplace(id, std::move(credential)).second)
        place.inner(place.node, ".access_key_id", place.node["access_key_id"].Mark())
            .refuse("an earlier entry has the same access_key_id");
}

void check_owner_alone(const std::string& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) return;  // reading it says why
    if ((status.st_mode & others) != 0)
        throw Error(std::string(credentials_file.code), file, "mode",
                    file + ": others than its owner may use it; chmod 600 mends that");
    if (status.st_uid != 0 && status.st_uid != geteuid())
        throw Error(std::string(credentials_file.code), file, "owner",
                    file + ": it belongs to another user than the one who runs taind");
}

}  // namespace

Credentials parse_credentials(const std::string& text, const std::string& name) {
    const Place root = service::parse_yaml(credentials_file, text, name);
    static const std::vector<Key<Credentials>> keys{
        {"credentials",
         [](const Place& place, Credentials& into) {
             service::read_list(place, [&](const Place& item) { read_credential(item, into); });
         },
         true},
    };
    Credentials credentials;
    service::read_mapping(root, keys, credentials);
    return credentials;
}

Credentials read_credentials(const std::filesystem::path& file) {
    check_owner_alone(file.string());
    return parse_credentials(service::read_file(credentials_file, file.string()), file.string());
}

}  // namespace tain::daemon
