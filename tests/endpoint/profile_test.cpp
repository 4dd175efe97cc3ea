// SPDX-License-Identifier: Apache-2.0
// Which file, section and variable a setting comes from.
#include "tain/endpoint/profile.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/cli/command_error.hpp"
#include "user_files.hpp"

BOOST_AUTO_TEST_SUITE(profile)

namespace {

using tain::cli::CommandError;
using tain::endpoint::Profile;

std::string setting(const Profile& profile, const std::string& key) {
    return profile.setting(key).value_or("(none)");
}

void check_refused(const std::string& name, const std::string& words) {
    BOOST_CHECK_EXCEPTION(Profile::load(name, true), CommandError, [&](const CommandError& error) {
        BOOST_TEST(error.what() == words);
        return error.exit_code() == 255;
    });
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(no_files, tain::test::UserFiles) {
    const Profile profile = Profile::load("", true);
    BOOST_TEST(profile.name() == "default");
    BOOST_TEST(setting(profile, "region") == "(none)");
}

BOOST_FIXTURE_TEST_CASE(sections_of_the_config_file, tain::test::UserFiles) {
    write_config(
        "[default]\nregion=r0\n[profile a]\nregion=r1\n[profile \"b c\"]\nregion=r2\n[d]\nregion=r3\n"
        "[profile e f]\nregion=r4\n[profile 'open]\nregion=r5\n");
    BOOST_TEST(setting(Profile::load("", true), "region") == "r0");
    BOOST_TEST(setting(Profile::load("a", true), "region") == "r1");
    BOOST_TEST(setting(Profile::load("b c", true), "region") == "r2");
    for (const std::string name : {"d", "e f", "e", "open", "profile a"})
        check_refused(name, "The config profile (" + name + ") could not be found");
    BOOST_TEST(setting(Profile::load("d", false), "region") == "(none)");
}

BOOST_FIXTURE_TEST_CASE(later_section_of_default_counts, tain::test::UserFiles) {
    write_config("[default]\nregion=r0\noutput=text\n[profile default]\nregion=r1\n");
    BOOST_TEST(setting(Profile::load("", true), "region") == "r1");
    BOOST_TEST(setting(Profile::load("", true), "output") == "(none)");
}

BOOST_FIXTURE_TEST_CASE(credentials_file_comes_first, tain::test::UserFiles) {
    write_config("[profile a]\nregion=r1\naws_access_key_id=C\noutput=text\n");
    write_credentials("[a]\naws_access_key_id=K\nregion=r2\n[b]\nregion=r3\n");
    const Profile a = Profile::load("a", true);
    BOOST_TEST(setting(a, "aws_access_key_id") == "K");
    BOOST_TEST(setting(a, "region") == "r2");
    BOOST_TEST(setting(a, "output") == "text");
    BOOST_TEST(a.in_config_file().at("aws_access_key_id") == "C");
    BOOST_TEST(setting(Profile::load("b", true), "region") == "r3");
}

BOOST_FIXTURE_TEST_CASE(name_from_option_then_environment, tain::test::UserFiles) {
    write_config("[profile a]\n[profile b]\n[profile c]\n");
    set("AWS_DEFAULT_PROFILE", "c");
    BOOST_TEST(Profile::load("", true).name() == "c");
    set("AWS_PROFILE", "b");
    BOOST_TEST(Profile::load("", true).name() == "b");
    BOOST_TEST(!Profile::load("", true).named_by_option());
    BOOST_TEST(Profile::load("a", true).name() == "a");
    BOOST_TEST(Profile::load("a", true).named_by_option());
    set("AWS_PROFILE", "");
    check_refused("", "The config profile () could not be found");
    set("AWS_PROFILE", "default");
    check_refused("", "The config profile (default) could not be found");
}

BOOST_FIXTURE_TEST_CASE(environment_before_files, tain::test::UserFiles) {
    write_config("[default]\nregion=r0\ncli_pager=less\nca_bundle=f\nretry_mode=legacy\nmax_attempts=7\n");
    set("AWS_DEFAULT_REGION", "r2");
    BOOST_TEST(setting(Profile::load("", true), "region") == "r2");
    set("AWS_REGION", "r1");
    BOOST_TEST(setting(Profile::load("", true), "region") == "r1");
    BOOST_TEST(setting(Profile::load("", true), "cli_pager") == "less");
    set("AWS_PAGER", "");
    BOOST_TEST(setting(Profile::load("", true), "cli_pager") == "");
    set("AWS_MAX_ATTEMPTS", "1");
    BOOST_TEST(setting(Profile::load("", true), "max_attempts") == "1");
    BOOST_TEST(setting(Profile::load("", true), "retry_mode") == "legacy");
}

BOOST_FIXTURE_TEST_CASE(places_of_the_files, tain::test::UserFiles) {
    write("elsewhere", "[default]\nregion=r9\n");
    set("HOME", path(""));
    set("FOLDER", path(""));
    for (const std::string place : {"~/elsewhere", "$FOLDER/elsewhere", "${FOLDER}/elsewhere"}) {
        set("AWS_CONFIG_FILE", place);
        BOOST_TEST(setting(Profile::load("", true), "region") == "r9", place);
    }
    for (const std::string place :
         {"$NO_SUCH_VARIABLE/elsewhere", "${FOLDER/elsewhere", "~", "/dev/null", ""}) {
        set("AWS_CONFIG_FILE", place);
        BOOST_TEST(setting(Profile::load("", true), "region") == "(none)", place);
    }
}

BOOST_FIXTURE_TEST_CASE(files_that_cannot_be_parsed, tain::test::UserFiles) {
    write_config("words\n");
    check_refused("", "Unable to parse config file: " + path("config"));
    write_config("");
    write_credentials("[a]\nx\n");
    check_refused("", "Unable to parse config file: " + path("credentials"));
}

BOOST_AUTO_TEST_SUITE_END()
