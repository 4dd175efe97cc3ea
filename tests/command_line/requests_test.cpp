// SPDX-License-Identifier: Apache-2.0
// Options and documents to requests: what requests.jsonl records of the AWS command line 2.9.19, case by case
// (record_requests.py), and what can't be recorded.
#include <cstdlib>
#include <fstream>

#include "tain/cli/command_error.hpp"
#include "tain/cli/request.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The files that cases name.
struct Files {
    Files() {
        const std::pair<const char*, std::string> contents[] = {{"bad", "\xff\xfe"},
                                                                {"txt", "hello\n"},
                                                                {"empty", ""},
                                                                {"crlf", "a\r\nb\rc"},
                                                                {"list", "[{\"Name\":\"a\"}]\n"},
                                                                {"json", "{\"FromPort\":5}\n"},
                                                                {"num", " 12 \n"},
                                                                {"sh", "Name=a,Values=b"}};
        for (const auto& [name, text] : contents) std::ofstream(folder / name, std::ios::binary) << text;
    }
    /// "@/" stands for the folder.
    [[nodiscard]] std::string with_folder(const std::string& text) const {
        return replaced(text, "@/", folder.path().string() + "/");
    }
    [[nodiscard]] std::string without_folder(const std::string& text) const {
        return replaced(text, folder.path().string() + "/", "@/");
    }

    Folder folder;
};

/// HOME, which file names may begin with.
struct Home {
    Home() : before_(std::getenv("HOME") == nullptr ? "" : std::getenv("HOME")) {
        setenv("HOME", "/home/user", 1);
    }
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;
    Home(Home&&) = delete;
    Home& operator=(Home&&) = delete;
    ~Home() { setenv("HOME", before_.c_str(), 1); }

  private:
    std::string before_;
};

cli::Request request_of(const Json& test) {
    cli::GivenRequest given;
    for (const auto& [member, words] : test.at("members").items())
        given.members[member] = words.get<std::vector<std::string>>();
    if (test.contains("json")) given.input_json = test.at("json").get<std::string>();
    if (test.contains("yaml")) given.input_yaml = test.at("yaml").get<std::string>();
    return {*service::find_operation(test.at("op").get<std::string>()), given};
}

/// "ok", or "rc" and "err", as cases have them.
Json outcome_of(const Json& test) {
    try {
        const cli::Request request = request_of(test);
        Json sent = request.checked();
        if (!request.has("ClientToken")) sent.erase("ClientToken");
        return {{"ok", sent}};
    } catch (const cli::CommandError& error) {
        return {{"rc", error.exit_code()}, {"err", error.what()}};
    }
}

Json recorded(const Json& test) {
    if (test.contains("ok")) return {{"ok", test.at("ok")}};
    return {{"rc", test.at("rc")}, {"err", test.at("err")}};
}

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Json filter_with(const std::string& form, const std::string& document) {
    return {{"op", "CreateTrafficMirrorFilter"}, {"members", Json::object()}, {form, document}};
}
Json filter_described(const std::string& description) {
    return {{"op", "CreateTrafficMirrorFilter"}, {"members", {{"Description", {description}}}}};
}
Json session_numbered(const std::string& number) {
    return {{"op", "ModifyTrafficMirrorSession"},
            {"members", {{"TrafficMirrorSessionId", {"tms-1"}}, {"SessionNumber", {number}}}}};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(requests, Files)

BOOST_AUTO_TEST_CASE(are_what_the_aws_command_line_makes_of_the_same_words) {
    const Home home;
    std::ifstream cases(TAIN_TEST_FOLDER "/requests.jsonl");
    std::size_t count = 0;
    for (std::string line; std::getline(cases, line); ++count) {
        const Json test = Json::parse(line);
        const Json given = Json::parse(with_folder(line));
        const std::string outcome = without_folder(text_of(outcome_of(given)));
        BOOST_TEST(outcome == text_of(recorded(test)), line << "\n  gives " << outcome);
    }
    BOOST_TEST(count > 600U);
}

BOOST_AUTO_TEST_CASE(numbers_of_any_size_are_carried) {
    const std::string digits(4300, '9');
    BOOST_TEST(outcome_of(session_numbered(digits))["ok"]["SessionNumber"] == digits);
    BOOST_TEST(outcome_of(session_numbered("-9223372036854775808"))["ok"]["SessionNumber"] == INT64_MIN);
    BOOST_TEST(outcome_of(session_numbered("9223372036854775808"))["ok"]["SessionNumber"] ==
               "9223372036854775808");
    const std::string refusal =
        "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use "
        "sys.set_int_max_str_digits() to increase the limit";
    BOOST_TEST(outcome_of(session_numbered(digits + "9")) == Json({{"rc", 255}, {"err", refusal}}));
    BOOST_TEST(outcome_of(filter_with("json", "{\"a\":" + digits + "9}"))["err"] ==
               "Error parsing parameter 'cli-input-json': Invalid JSON received.");
}

BOOST_AUTO_TEST_CASE(a_truth_for_an_integer_goes_out_as_python_writes_it) {
    Json test = filter_with("json", R"({"MaxResults":true})");
    test["op"] = "DescribeTags";
    BOOST_TEST(outcome_of(test)["ok"]["MaxResults"] == "True");
}

BOOST_AUTO_TEST_CASE(texts_without_utf8_are_refused) {
    BOOST_TEST(
        outcome_of(filter_described("a\xff")) ==
        Json({{"rc", 255},
              {"err",
               "'utf-8' codec can't encode character '\\udcff' in position 1: surrogates not allowed"}}));
    BOOST_TEST(outcome_of(filter_with("json", R"({"Description":"a\ud800\ud801b"})"))["err"] ==
               "'utf-8' codec can't encode characters in position 1-2: surrogates not allowed");
}

BOOST_AUTO_TEST_CASE(a_nul_byte_stays_in_its_text) {
    const Json sent = outcome_of(filter_with("json", R"({"Description":"a\u0000b"})"));
    BOOST_TEST(sent["ok"]["Description"].get<std::string>() == std::string("a\0b", 3));
}

BOOST_AUTO_TEST_CASE(documents_without_end_are_refused) {
    const std::string brackets(100000, '[');
    BOOST_TEST(outcome_of(filter_with("json", brackets))["rc"] == 255);
    BOOST_TEST(outcome_of(filter_with("yaml", brackets))["rc"] == 255);
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'k'; ++c) {
        const std::string before = std::string("*") + static_cast<char>(c - 1);
        bomb += std::string(1, c) + ": &" + c + " [" + before;
        for (int i = 0; i < 9; ++i) bomb += "," + before;
        bomb += "]\n";
    }
    BOOST_TEST(outcome_of(filter_with("yaml", bomb)) ==
               Json({{"rc", 255}, {"err", "the document has too many values"}}));
    BOOST_TEST(outcome_of(filter_with("yaml", "a: &x [*x]"))["rc"] == 252);
}

BOOST_AUTO_TEST_CASE(options_come_first_and_the_token_last) {
    const Json test{{"op", "CreateTrafficMirrorFilter"},
                    {"members", {{"Description", {"option"}}}},
                    {"yaml", "DryRun: true\nDescription: document\n"}};
    const Json sent = request_of(test).checked();
    BOOST_TEST(sent.size() == 3U);
    BOOST_TEST(text_of(sent).starts_with(R"({"Description":"option","DryRun":true,"ClientToken":")"));
    BOOST_TEST(sent["ClientToken"].get<std::string>().size() == 36U);
    BOOST_TEST(sent["ClientToken"] != request_of(test).checked()["ClientToken"]);
}

BOOST_AUTO_TEST_CASE(a_page_size_is_checked_as_the_member_it_becomes) {
    const Json test{{"op", "DescribeTrafficMirrorFilters"}, {"members", Json::object()}};
    BOOST_TEST(request_of(test).checked("5")["MaxResults"] == 5);
    BOOST_CHECK_EXCEPTION(
        request_of(test).checked("2"), cli::CommandError, [](const cli::CommandError& error) {
            return error.what() ==
                   std::string(
                       "Parameter validation failed:\nInvalid value for parameter MaxResults, "
                       "value: 2, valid min value: 5");
        });
}

BOOST_AUTO_TEST_CASE(whole_numbers_as_python_takes_them) {
    BOOST_TEST(cli::whole_number(" +1_000\n").value() == "1000");
    BOOST_TEST(cli::whole_number("-007").value() == "-7");
    for (const char* text : {"", "_1", "1_", "1__0", "1.0", "0x1", "- 1", "+"})
        BOOST_TEST(!cli::whole_number(text).has_value());
}

BOOST_AUTO_TEST_CASE(a_text_or_the_file_it_names) {
    BOOST_TEST(cli::text_parameter("--starting-token", "x") == "x");
    BOOST_TEST(cli::text_parameter("--starting-token", "file://" + (folder / "crlf").string()) == "a\nb\nc");
    BOOST_TEST(cli::text_parameter("--starting-token", "fileb://" + (folder / "crlf").string()) ==
               "a\r\nb\rc");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
