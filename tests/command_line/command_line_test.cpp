// SPDX-License-Identifier: Apache-2.0
// The command line as its users call it: answers to the letter, one line per error, exit codes, help.
#include "tain/cli/command_line.hpp"

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>

#include "tain/service/api_model.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

struct Outcome {
    int exit_code = 0;
    std::string out;
    std::string err;
};

struct Terminal {
    Terminal() { std::ofstream(folder / "tain.yaml") << inventory_text(); }

    Outcome run(std::vector<std::string> words, bool with_places = true) {
        if (with_places) {
            words.insert(words.begin(), {"--state", (folder / "state").string()});
            words.insert(words.end(), {"--inventory", (folder / "tain.yaml").string()});
        }
        std::ostringstream out;
        std::ostringstream err;
        const int exit_code = cli::run_command_line(words, out, err);
        return {exit_code, out.str(), err.str()};
    }

    Json answer(const std::vector<std::string>& words) {
        const Outcome outcome = run(words);
        BOOST_TEST(outcome.err == "");
        BOOST_REQUIRE(outcome.exit_code == 0);
        return Json::parse(outcome.out);
    }

    Folder folder;
};

struct BadLine {
    std::vector<std::string> words;
    int exit_code;
    std::string err;  ///< all of standard error, without the end of its line
};
std::ostream& operator<<(std::ostream& stream, const BadLine& line) {
    return stream << line.err;
}

const BadLine bad_lines[] = {
    {{}, 252, "tain: a command is required; tain --help lists them"},
    {{"ec2"}, 252, "tain: a command is required; tain --help lists them"},
    {{"create-vpc"}, 252, "tain: 'create-vpc' is not a command; tain --help lists them"},
    {{"ec2", "create-vpc"}, 252, "tain: 'create-vpc' is not a command; tain --help lists them"},
    {{"create-traffic-mirror-filter", "--bogus", "1"}, 252, "tain: Unknown options: --bogus, 1"},
    {{"create-traffic-mirror-filter", "extra"}, 252, "tain: Unknown options: extra"},
    {{"create-traffic-mirror-session", "--session-number", "1"},
     252,
     "tain: the following arguments are required: --network-interface-id, --traffic-mirror-target-id, "
     "--traffic-mirror-filter-id"},
    {{"create-traffic-mirror-target", "--network", "x"},
     252,
     "tain: ambiguous option: --network could match --network-interface-id, --network-load-balancer-arn"},
    {{"describe-traffic-mirror-filters", "--max-results", "ten"},
     255,
     "tain: Error parsing parameter '--max-results': invalid literal for int() with base 10: 'ten'"},
    {{"describe-traffic-mirror-filters", "--filters", "blah"},
     252,
     "tain: Error parsing parameter '--filters': Expected: '=', received: 'EOF' for input: blah"},
    {{"delete-traffic-mirror-filter", "--traffic-mirror-filter-id", "tmf-00000000"},
     254,
     "An error occurred (InvalidTrafficMirrorFilterId.NotFound) when calling the DeleteTrafficMirrorFilter "
     "operation: The filter 'tmf-00000000' (TrafficMirrorFilterId) does not exist"},
    {{"create-traffic-mirror-filter", "--dry-run"},
     254,
     "An error occurred (DryRunOperation) when calling the CreateTrafficMirrorFilter operation: Request "
     "would have "
     "succeeded, but DryRun flag is set."},
    {{"simulate", "--read", "a"}, 252, "tain: the following arguments are required: --write"},
    {{"simulate", "--read", "a", "--write", "b", "--width", "100"},
     252,
     "tain: --width: 100 not in {64,128,256,512}"},
    {{"simulate", "--read", "a", "--write", "b", "--pace", "fast"},
     252,
     "tain: --pace: fast not in {lossless,capture,line}"},
    {{"simulate", "--read", "a", "--write", "b", "--clock-mhz", "0"},
     252,
     "tain: --clock-mhz: 0 is not a number from 0.001 to 100000"},
    {{"simulate", "--read", "a", "--write", "./a"}, 252, "tain: --write: ./a is the file of --read too"},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(command_line, Terminal)

BOOST_DATA_TEST_CASE(a_bad_line_is_refused_in_one_line, boost::unit_test::data::make(bad_lines), bad) {
    const Outcome outcome = run(bad.words);
    BOOST_TEST(outcome.err == bad.err + "\n");
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.exit_code == bad.exit_code);
}

BOOST_AUTO_TEST_CASE(an_answer_to_the_letter) {
    const std::string target = answer({"create-traffic-mirror-target", "--network-interface-id",
                                       collector})["TrafficMirrorTarget"]["TrafficMirrorTargetId"];
    const std::string filter =
        answer({"create-traffic-mirror-filter"})["TrafficMirrorFilter"]["TrafficMirrorFilterId"];
    const Outcome outcome =
        run({"create-traffic-mirror-session", "--description", "example session", "--session-number", "1",
             "--network-interface-id", source, "--traffic-mirror-target-id=" + target,
             "--traffic-mirror-filter-id", filter, "--packet-length", "25", "--virtual-network-id", "7159709",
             "--client-token", "5236cffc-ee13-4a32-bb5b-388d9da09d96"});
    BOOST_TEST(outcome.exit_code == 0);
    const Json parsed = Json::parse(outcome.out);
    const std::string id = parsed["TrafficMirrorSession"]["TrafficMirrorSessionId"];
    BOOST_TEST(outcome.out == R"({
    "TrafficMirrorSession": {
        "TrafficMirrorSessionId": ")" +
                                  id + R"(",
        "TrafficMirrorTargetId": ")" +
                                  target + R"(",
        "TrafficMirrorFilterId": ")" +
                                  filter + R"(",
        "NetworkInterfaceId": "eni-0a000000000000001",
        "OwnerId": "111122223333",
        "PacketLength": 25,
        "SessionNumber": 1,
        "VirtualNetworkId": 7159709,
        "Description": "example session",
        "Tags": []
    },
    "ClientToken": "5236cffc-ee13-4a32-bb5b-388d9da09d96"
}
)");
    BOOST_TEST(run({"delete-traffic-mirror-session", "--traffic-mirror-session-id", id}).out ==
               "{\n    \"TrafficMirrorSessionId\": \"" + id + "\"\n}\n");
    BOOST_TEST(run({"describe-traffic-mirror-sessions"}).out == "{\n    \"TrafficMirrorSessions\": []\n}\n");
}

BOOST_AUTO_TEST_CASE(a_rule_with_ports_behind_ec2_and_abbreviated) {
    const std::string filter =
        answer({"ec2", "create-traffic-mirror-filter"})["TrafficMirrorFilter"]["TrafficMirrorFilterId"];
    const Json rule =
        answer({"ec2", "create-traffic-mirror-filter-rule", "--traffic-mirror-filter-id", filter,
                "--traffic-direction", "ingress", "--rule-number", "10", "--rule-act", "accept", "--protocol",
                "6", "--destination-cidr-block", "0.0.0.0/0", "--source-cidr-block", "0.0.0.0/0",
                "--destination-port-range", "FromPort=80,ToPort=443", "--description="});
    BOOST_TEST(rule["TrafficMirrorFilterRule"]["DestinationPortRange"].dump() ==
               R"({"FromPort":80,"ToPort":443})");
    BOOST_TEST(rule["TrafficMirrorFilterRule"]["Description"] == "");
    BOOST_TEST(rule["ClientToken"].get<std::string>().size() == 36U);
    const Json listed = answer({"describe-traffic-mirror-filters", "--traffic-mirror-filter-id", filter});
    BOOST_TEST(listed["TrafficMirrorFilters"][0]["IngressFilterRules"].size() == 1U);
}

BOOST_AUTO_TEST_CASE(lists_as_words_and_the_last_of_a_repeated_option) {
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i)
        ids.push_back(answer({"create-traffic-mirror-filter", "--description", "x", "--description",
                              "y" + std::to_string(i)})["TrafficMirrorFilter"]["TrafficMirrorFilterId"]);
    const Json two =
        answer({"describe-traffic-mirror-filters", "--traffic-mirror-filter-ids", ids[0], ids[2]});
    BOOST_TEST(two["TrafficMirrorFilters"].size() == 2U);
    BOOST_TEST(two["TrafficMirrorFilters"][1]["Description"] == "y2");
    const Json json = answer(
        {"describe-traffic-mirror-filters", "--filters", R"([{"Name":"description","Values":["y?"]}])"});
    BOOST_TEST(json["TrafficMirrorFilters"].size() == 3U);
}

BOOST_AUTO_TEST_CASE(where_state_and_inventory_are) {
    setenv("TAIN_STATE", (folder / "elsewhere").c_str(), 1);
    const Outcome none = run({"create-traffic-mirror-filter"}, false);
    BOOST_TEST(none.exit_code == 255);
    BOOST_TEST(none.err.find((folder / "elsewhere/tain.yaml").string()) != std::string::npos);
    setenv("TAIN_INVENTORY", (folder / "tain.yaml").c_str(), 1);
    BOOST_TEST(run({"create-traffic-mirror-filter"}, false).exit_code == 0);
    BOOST_TEST(std::filesystem::exists(folder / "elsewhere/tain.db"));
    BOOST_TEST(!std::filesystem::exists(folder / "state"));
    unsetenv("TAIN_STATE");
    unsetenv("TAIN_INVENTORY");
}

BOOST_AUTO_TEST_CASE(a_fault_of_the_inventory_is_one_line) {
    std::ofstream(folder / "tain.yaml") << "device: sim\nports: [{port: 0, mtu: 1}]\n";
    const Outcome outcome = run({"describe-traffic-mirror-filters"});
    BOOST_TEST(outcome.exit_code == 255);
    BOOST_TEST(outcome.err == "tain: " + (folder / "tain.yaml").string() +
                                  ":2: ports[0].mtu: must be a whole number from 576 to 9216, not 1\n");
}

BOOST_AUTO_TEST_CASE(a_nic_that_is_not_there_is_one_line) {
    for (const char* device : {"sim:/nowhere", "pci:ffff:ff:1f.7"}) {
        std::ofstream(folder / "tain.yaml") << "device: " << device << "\n";
        const Outcome outcome = run({"create-traffic-mirror-filter"});
        BOOST_TEST(outcome.exit_code == 254);
        BOOST_TEST(outcome.err.find("(NicNotFound)") != std::string::npos);
        BOOST_TEST(std::ranges::count(outcome.err, '\n') == 1);
        BOOST_TEST(run({"describe-traffic-mirror-filters"}).out ==
                   "{\n    \"TrafficMirrorFilters\": []\n}\n");
    }
}

BOOST_AUTO_TEST_CASE(help_and_version) {
    const Outcome version = run({"--version"}, false);
    BOOST_TEST(version.exit_code == 0);
    BOOST_TEST(version.out.starts_with("tain "));
    const std::string help = run({"--help"}, false).out;
    for (const service::Operation& operation : service::operations()) {
        const std::string command = service::command_name(operation);
        BOOST_TEST(help.find("  " + command + "\n") != std::string::npos);
        const Outcome own = run({command, "--help"}, false);
        BOOST_TEST(own.exit_code == 0);
        for (const service::Member& member : operation.input.members)
            BOOST_TEST(own.out.find("--" + service::dashed(member.name)) != std::string::npos);
        std::istringstream lines(own.out);
        for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= 100U);
    }
    BOOST_TEST(run({"simulate", "--help"}, false).out.find("--clock-mhz MHZ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(standard_output_that_takes_nothing_is_an_error) {
    std::ostream nowhere(nullptr);
    std::ostringstream err;
    const int exit_code =
        cli::run_command_line({"--state", (folder / "state").string(), "--inventory",
                               (folder / "tain.yaml").string(), "describe-traffic-mirror-filters"},
                              nowhere, err);
    BOOST_TEST(exit_code == 255);
    BOOST_TEST(err.str() == "tain: the answer can't be written to standard output\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
