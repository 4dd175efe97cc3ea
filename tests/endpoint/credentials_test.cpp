// SPDX-License-Identifier: Apache-2.0
// Where credentials come from, and what is said where there are none.
#include "credentials.hpp"

#include <boost/test/unit_test.hpp>

#include "process.hpp"
#include "tain/cli/command_error.hpp"
#include "user_files.hpp"

BOOST_AUTO_TEST_SUITE(credentials)

namespace {

using namespace tain::endpoint;
using tain::cli::CommandError;

std::string found(const std::string& profile = "") {
    const Credentials credentials = find_credentials(Profile::load(profile, true));
    return credentials.access_key + " " + credentials.secret_key + " " + credentials.session_token;
}

void check_refused(const std::string& words, int exit_code = 255, const std::string& profile = "") {
    BOOST_CHECK_EXCEPTION(found(profile), CommandError, [&](const CommandError& error) {
        BOOST_TEST(std::string(error.what()).substr(0, words.size()) == words);
        BOOST_TEST(error.exit_code() == exit_code);
        return true;
    });
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(none, tain::test::UserFiles) {
    check_refused("Unable to locate credentials. ", 253);
}

BOOST_FIXTURE_TEST_CASE(in_the_environment, tain::test::UserFiles) {
    write_credentials(
        "[default]\naws_access_key_id=F\naws_secret_access_key=f\n[a]\naws_access_key_id=A\n"
        "aws_secret_access_key=a\n");
    set("AWS_SECRET_ACCESS_KEY", "e");
    BOOST_TEST(found() == "F f ");
    set("AWS_ACCESS_KEY_ID", "");
    BOOST_TEST(found() == "F f ");
    set("AWS_ACCESS_KEY_ID", "E");
    BOOST_TEST(found() == "E e ");
    set("AWS_SESSION_TOKEN", "t");
    BOOST_TEST(found() == "E e t");
    set("AWS_PROFILE", "a");
    BOOST_TEST(found() == "E e t");
    BOOST_TEST(found("a") == "A a ");
    set("AWS_SECRET_ACCESS_KEY", "");
    check_refused("Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY");
}

BOOST_FIXTURE_TEST_CASE(in_the_files, tain::test::UserFiles) {
    write_config("[default]\naws_access_key_id=C\naws_secret_access_key=c\naws_session_token=ct\n");
    BOOST_TEST(found() == "C c ct");
    write_credentials("[default]\naws_access_key_id=F\n");
    check_refused("Partial credentials found in shared-credentials-file, missing: aws_secret_access_key");
    write_credentials("[default]\naws_access_key_id=F\naws_secret_access_key=f\naws_security_token=s\n");
    BOOST_TEST(found() == "F f s");
    write_credentials("[default]\naws_secret_access_key=f\n");
    BOOST_TEST(found() == "C c ct");
    write_config("[default]\naws_access_key_id=C\n");
    check_refused("Partial credentials found in config-file, missing: aws_secret_access_key");
}

BOOST_FIXTURE_TEST_CASE(from_a_program, tain::test::UserFiles) {
    const auto says = [&](const std::string& answer) {
        write("answer", answer);
        write_config("[default]\ncredential_process = cat '" + path("answer") + "'\n");
    };
    says(R"({"Version": 1, "AccessKeyId": "P", "SecretAccessKey": "p", "SessionToken": null})");
    BOOST_TEST(found() == "P p ");
    says(R"({"Version": 1, "AccessKeyId": "P", "SecretAccessKey": "p", "SessionToken": "pt"})");
    BOOST_TEST(found() == "P p pt");
    write_credentials("[default]\naws_access_key_id=F\naws_secret_access_key=f\n");
    BOOST_TEST(found() == "F f ");
    write_credentials("");

    const std::string head = "Error when retrieving credentials from custom-process: ";
    says(R"({"Version": 2})");
    check_refused(head + "Unsupported version '2' for credential process provider, supported versions: 1");
    says("{}");
    check_refused(head + "Unsupported version '<Version key not provided>'");
    says(R"({"Version": 1, "AccessKeyId": "P"})");
    check_refused(head + "Missing required key in response: 'SecretAccessKey'");
    says(R"({"Version": 1, "AccessKeyId": 5})");
    check_refused(head + "The key 'AccessKeyId' in the response is no string");
    for (const std::string answer : {"", "[]", "{", "\xff"}) {
        says(answer);
        check_refused(head + "the response is no JSON object");
    }
    write_config("[default]\ncredential_process = sh -c 'echo no luck >&2; exit 3'\n");
    check_refused(head + "no luck");
    write_config("[default]\ncredential_process = /no/such/program\n");
    check_refused(head + "/no/such/program: No such file or directory");
    write_config("[default]\ncredential_process = 'open\n");
    check_refused(head + "credential_process is no command");
}

BOOST_FIXTURE_TEST_CASE(ways_that_there_are_not, tain::test::UserFiles) {
    for (const std::string key : {"role_arn", "sso_account_id", "web_identity_token_file"}) {
        write_config("[default]\n" + key + " = x\naws_access_key_id=C\naws_secret_access_key=c\n");
        check_refused("The profile (default) has the setting " + key);
    }
    set("AWS_ACCESS_KEY_ID", "E");
    set("AWS_SECRET_ACCESS_KEY", "e");
    BOOST_TEST(found() == "E e ");
    unset("AWS_ACCESS_KEY_ID");
    write_config("");
    set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://x/");
    check_refused("The environment has AWS_CONTAINER_CREDENTIALS_FULL_URI");
    set("AWS_WEB_IDENTITY_TOKEN_FILE", "f");
    check_refused("The environment has AWS_WEB_IDENTITY_TOKEN_FILE");
}

BOOST_AUTO_TEST_CASE(programs) {
    const auto result = run_process({"sh", "-c", "echo out; echo err >&2"});
    BOOST_TEST(result.succeeded);
    BOOST_TEST(result.output == "out\n");
    BOOST_TEST(result.errors == "err\n");
    BOOST_TEST(run_process({"printf", "%s", "a b'\"$x"}).output == "a b'\"$x");
    BOOST_TEST(!run_process({"false"}).succeeded);
    BOOST_TEST(!run_process({"sh", "-c", "kill -9 $$"}).succeeded);
    // More than a pipe holds, on both at once.
    const auto much = run_process({"sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"});
    BOOST_TEST(much.output.size() == 300000U);
    BOOST_TEST(much.errors.size() == 300000U);
}

BOOST_AUTO_TEST_SUITE_END()
