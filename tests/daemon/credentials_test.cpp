// SPDX-License-Identifier: Apache-2.0
// The file of access keys: what it may say, and who may read it.
#include "credentials.hpp"

#include <sys/stat.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <ostream>

#include "world.hpp"

namespace tain::test {
namespace {

using daemon::Access;
using daemon::parse_credentials;

const std::string one = "{access_key_id: AKIA1, secret_access_key: s1, account: \"111122223333\"";

struct BadFile {
    std::string text;
    std::string message;
};
std::ostream& operator<<(std::ostream& stream, const BadFile& bad) {
    return stream << bad.text;
}

const BadFile bad_files[] = {
    {"credentials: [", "keys.yaml:"},
    {"", "must be a mapping"},
    {"{}", "credentials: is missing"},
    {"credentials: {}", "credentials: must be a list"},
    {"keys: []", "keys: is not a key of the credentials file"},
    {"credentials: [{}]", "credentials[0].access_key_id: is missing"},
    {"credentials: [{access_key_id: \"A/B\"}]", "credentials[0].access_key_id: may have letters"},
    {"credentials: [{access_key_id: A, account: \"1\"}]", "credentials[0].account: '1' is not an account id"},
    {"credentials:\n  - " + one + ", access: some}",
     "keys.yaml:2: credentials[0].access: must be full or read-only"},
    {"credentials:\n  - " + one + "}\n  - " + one + "}",
     "keys.yaml:3: credentials[1].access_key_id: an earlier entry"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(credentials)

BOOST_AUTO_TEST_CASE(keys_of_accounts) {
    const auto known = parse_credentials("credentials:\n  - " + one +
                                             "}\n  - {access_key_id: AKIA2, secret_access_key: s2, account: "
                                             "\"999988887777\", access: read-only, session_token: t}\n",
                                         "keys.yaml");
    BOOST_TEST(known.size() == 2U);
    BOOST_TEST(known.at("AKIA1").secret_access_key == "s1");
    BOOST_TEST((known.at("AKIA1").access == Access::full));
    BOOST_TEST(known.at("AKIA2").account == "999988887777");
    BOOST_TEST((known.at("AKIA2").access == Access::read_only));
    BOOST_TEST(known.at("AKIA2").session_token == "t");
}

BOOST_DATA_TEST_CASE(faults_are_placed, boost::unit_test::data::make(bad_files), bad) {
    try {
        parse_credentials(bad.text, "keys.yaml");
        BOOST_ERROR("was taken");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "InvalidCredentials");
        BOOST_TEST(std::string(error.what()).find(bad.message) != std::string::npos, error.what());
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_use_is_refused) {
    const Folder folder;
    const auto file = folder / "keys.yaml";
    std::ofstream(file) << "credentials: []\n";
    for (const mode_t mode : {0644, 0640, 0604, 0620, 0660}) {
        chmod(file.c_str(), mode);
        BOOST_TEST(code_of([&] { daemon::read_credentials(file); }) == "InvalidCredentials");
    }
    for (const mode_t mode : {0600, 0400}) {
        chmod(file.c_str(), mode);
        BOOST_TEST(daemon::read_credentials(file).empty());
    }
    BOOST_TEST(code_of([&] { daemon::read_credentials(folder / "absent"); }) == "InvalidCredentials");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
