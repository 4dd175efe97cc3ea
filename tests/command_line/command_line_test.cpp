// SPDX-License-Identifier: Apache-2.0
// The command line as its users call it: answers to the letter, refusals by the service, exit codes, help.
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <cstdlib>
#include <ostream>

#include "tain/service/api_model.hpp"
#include "terminal.hpp"

namespace tain::test {
namespace {

struct Refusal {
    std::vector<std::string> words;
    int exit_code;
    std::string err;  ///< all of standard error, without its first and its last line end
};
std::ostream& operator<<(std::ostream& stream, const Refusal& refusal) {
    return stream << refusal.err;
}

const Refusal refusals[] = {
    {{"describe-traffic-mirror-filters", "--max-results", "ten"},
     255,
     "invalid literal for int() with base 10: 'ten'"},
    {{"describe-traffic-mirror-filters", "--filters", "blah"},
     252,
     "Error parsing parameter '--filters': Expected: '=', received: 'EOF' for input:\nblah\n    ^"},
    {{"ec2", "delete-traffic-mirror-filter", "--traffic-mirror-filter-id", "tmf-00000000"},
     254,
     "An error occurred (InvalidTrafficMirrorFilterId.NotFound) when calling the DeleteTrafficMirrorFilter "
     "operation: The filter 'tmf-00000000' (TrafficMirrorFilterId) does not exist"},
    {{"create-traffic-mirror-filter", "--dry-run"},
     254,
     "An error occurred (DryRunOperation) when calling the CreateTrafficMirrorFilter operation: Request "
     "would have succeeded, but DryRun flag is set."},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(command_line, Terminal)

BOOST_DATA_TEST_CASE(a_refusal_follows_an_empty_line, boost::unit_test::data::make(refusals), refusal) {
    const Outcome outcome = run(refusal.words);
    BOOST_TEST(outcome.err == "\n" + refusal.err + "\n");
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.exit_code == refusal.exit_code);
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
    const Outcome none = run_words({"create-traffic-mirror-filter"});
    BOOST_TEST(none.exit_code == 255);
    BOOST_TEST(none.err.find((folder / "elsewhere/tain.yaml").string()) != std::string::npos);
    setenv("TAIN_INVENTORY", (folder / "tain.yaml").c_str(), 1);
    BOOST_TEST(run_words({"create-traffic-mirror-filter"}).exit_code == 0);
    BOOST_TEST(std::filesystem::exists(folder / "elsewhere/tain.db"));
    BOOST_TEST(!std::filesystem::exists(folder / "state"));
    unsetenv("TAIN_STATE");
    unsetenv("TAIN_INVENTORY");
}

BOOST_AUTO_TEST_CASE(a_fault_of_the_inventory_is_told_with_its_place) {
    std::ofstream(folder / "tain.yaml") << "device: sim\nports: [{port: 0, mtu: 1}]\n";
    const Outcome outcome = run({"describe-network-interfaces"});
    BOOST_TEST(outcome.exit_code == 255);
    BOOST_TEST(outcome.err == "\n" + (folder / "tain.yaml").string() +
                                  ":2: ports[0].mtu: must be a whole number from 576 to 9216, not 1\n");
    BOOST_TEST(run({"create-traffic-mirror-filter"}).err == outcome.err);
    BOOST_TEST(run({"describe-traffic-mirror-filters"}).exit_code == 0);  // which needs no inventory
    // tain's own commands say it in one line.
    BOOST_TEST(run({"simulate", "--read", "a", "--write", "b"}).err == "tain: " + outcome.err.substr(1));
}

BOOST_AUTO_TEST_CASE(a_nic_that_is_not_there_is_an_error_of_the_service) {
    for (const char* device : {"sim:/nowhere", "pci:ffff:ff:1f.7"}) {
        std::ofstream(folder / "tain.yaml") << "device: " << device << "\n";
        const Outcome outcome = run({"create-traffic-mirror-filter"});
        BOOST_TEST(outcome.exit_code == 254);
        BOOST_TEST(outcome.err.starts_with("\nAn error occurred (NicNotFound) when calling the"));
        BOOST_TEST(std::ranges::count(outcome.err, '\n') == 2);
        BOOST_TEST(run({"describe-traffic-mirror-filters"}).out ==
                   "{\n    \"TrafficMirrorFilters\": []\n}\n");
    }
}

BOOST_AUTO_TEST_CASE(own_commands_read_options_that_every_command_has) {
    const Outcome json = run({"--output", "json", "status"});
    BOOST_TEST(json.exit_code == 0);
    BOOST_TEST(Json::accept(json.out));
    BOOST_TEST(!Json::accept(run({"status", "--out", "text"}).out));
}

BOOST_AUTO_TEST_CASE(an_answer_without_members_prints_nothing_in_any_format) {
    for (const char* format : {"json", "text", "table", "yaml", "yaml-stream"}) {
        const Outcome outcome = run_words({"create-tags", "--resources", "a", "--tags", "Key=x", "--output",
                                           format, "--generate-cli-skeleton", "output"});
        BOOST_TEST(outcome.out == "");
        BOOST_TEST(outcome.exit_code == 0);
    }
}

BOOST_AUTO_TEST_CASE(help_and_version) {
    const Outcome version = run_words({"--version"});
    BOOST_TEST(version.exit_code == 0);
    BOOST_TEST(version.out.starts_with("tain/"));
    BOOST_TEST(std::ranges::count(version.out, '\n') == 1);
    BOOST_TEST(run_words({"ec2", "bogus", "--version", "--output", "bogus"}).out == version.out);
    const std::string help = run_words({"--help"}).out;
    for (const service::Operation& operation : service::operations()) {
        const std::string command = service::command_name(operation);
        BOOST_TEST(help.find("  " + command + "\n") != std::string::npos);
        const Outcome own = run_words({command, "--help"});
        BOOST_TEST(run_words({command, "help"}).out == own.out);
        BOOST_TEST(run_words({"ec2", command, "--bogus", "--help"}).out ==
                   run_words({"ec2", command, "help"}).out);
        BOOST_TEST(own.exit_code == 0);
        for (const service::Member& member : operation.input.members)
            if (!operation.paginated || (member.name != "MaxResults" && member.name != "NextToken"))
                BOOST_TEST(own.out.find("--" + service::dashed(member.name)) != std::string::npos);
        std::istringstream lines(own.out);
        for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= 100U);
    }
    BOOST_TEST(run_words({"simulate", "--help"}).out.find("--clock-mhz MHZ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(standard_output_that_takes_nothing_is_an_error) {
    std::ostream nowhere(nullptr);
    std::ostringstream err;
    const int exit_code =
        cli::run_command_line({"--state", (folder / "state").string(), "--inventory",
                               (folder / "tain.yaml").string(), "describe-traffic-mirror-filters"},
                              nowhere, err);
    BOOST_TEST(exit_code == 255);
    BOOST_TEST(err.str() == "\nthe answer can't be written to standard output\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
