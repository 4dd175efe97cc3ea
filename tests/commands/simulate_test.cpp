// SPDX-License-Identifier: Apache-2.0
// `tain simulate` from the command line: sessions from the store, a capture in, copies, summary and report
// out.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "captures.hpp"
#include "tain/cli/command_line.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using Bytes = Octets;

std::string read_file(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

struct Bench {
    Bench() {
        std::ofstream(folder / "tain.yaml") << inventory_text();
        const std::string target =
            id_in(run({"create-traffic-mirror-target", "--network-interface-id", collector}));
        const std::string filter = id_in(run({"create-traffic-mirror-filter"}));
        run({"create-traffic-mirror-filter-rule", "--traffic-mirror-filter-id", filter, "--traffic-direction",
             "ingress", "--rule-number", "7", "--rule-action", "accept", "--protocol", "17",
             "--destination-port-range", "FromPort=80,ToPort=80", "--source-cidr-block", "10.0.0.0/8",
             "--destination-cidr-block", "10.0.0.5/32"});
        run({"create-traffic-mirror-session", "--network-interface-id", source, "--traffic-mirror-target-id",
             target, "--traffic-mirror-filter-id", filter, "--session-number", "1", "--packet-length", "60",
             "--virtual-network-id", "66051"});
        BOOST_REQUIRE(err.str() == "");
    }

    std::string run(std::vector<std::string> words) {
        words.insert(words.end(), {"--state", (folder / "state").string(), "--inventory",
                                   (folder / "tain.yaml").string()});
        std::ostringstream out;
        exit_code = cli::run_command_line(words, out, err);
        return out.str();
    }

    std::string simulate(const Bytes& input) {
        std::ofstream(folder / "in.pcap", std::ios::binary) << input;
        return run({"simulate", "--read", (folder / "in.pcap").string(), "--write",
                    (folder / "out.pcap").string(), "--report", (folder / "r.json").string()});
    }

    /// The id of the object that a create answered.
    static std::string id_in(const std::string& answer) { return Json::parse(answer).front().front(); }

    Folder folder;
    std::ostringstream err;
    int exit_code = 0;
};

// One accepted and cut, one to another port, one to nobody, one accepted and whole.
const std::vector<Bytes> four{udp_frame(1, 80, 40), udp_frame(1, 81, 40), udp_frame(0x55, 80, 40),
                              udp_frame(1, 80, 1)};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(simulate, Bench)

BOOST_AUTO_TEST_CASE(copies_summary_and_report_agree) {
    const std::string summary = simulate(capture(four));
    BOOST_TEST(err.str() == "");
    BOOST_TEST(exit_code == 0);
    const Json report = Json::parse(read_file(folder / "r.json"));
    BOOST_TEST(report["frames"].dump() == R"({"ingress":4,"egress":0})");
    BOOST_TEST(report["copies"].dump() == R"({"ingress":2,"egress":0})");
    BOOST_TEST(report["truncated"]["ingress"] == 1);
    BOOST_TEST(report["sessions"][0]["copies"] == 2);
    BOOST_TEST(report["rules"][0]["number"] == 7);
    BOOST_TEST(report["rules"][0]["hits"] == 2);
    BOOST_TEST(report["ports"][0]["unowned"] == 1);
    BOOST_TEST(summary.find("copies           2       0      2\n") != std::string::npos, summary);
    BOOST_TEST(summary.find("truncated        1       0      1\n") != std::string::npos, summary);

    const Bytes copies = read_file(folder / "out.pcap");
    const std::size_t first = 50 + 60;   // outer headers and the packet length
    const std::size_t second = 50 + 43;  // outer headers and the whole frame
    BOOST_TEST(copies.size() == 24 + 16 + first + 16 + second);
    BOOST_TEST(copies.substr(40, 6) == Bytes("\x02\0\0\0\xff\x01", 6));       // the next hop
    BOOST_TEST(copies.substr(40 + 42, 8) == Bytes("\x08\0\0\0\1\2\3\0", 8));  // VXLAN with the session's VNI
    BOOST_TEST(copies.substr(40 + 50, 60) == four[0].substr(0, 60));
    BOOST_TEST(copies.substr(40 + first + 16 + 50) == four[3]);
}

BOOST_AUTO_TEST_CASE(a_capture_that_is_cut_short_gives_its_whole_records_and_an_error) {
    const Bytes whole = capture(four);
    simulate(whole.substr(0, whole.size() - 3));
    BOOST_TEST(exit_code == 255);
    const std::string line = err.str();
    BOOST_TEST(line.starts_with("tain: " + (folder / "in.pcap").string() + ": "));
    BOOST_TEST(std::ranges::count(line, '\n') == 1);
    BOOST_TEST(read_file(folder / "out.pcap").size() == 24U + 16 + 50 + 60);
    BOOST_TEST(Json::parse(read_file(folder / "r.json")).contains("cut_short"));
}

BOOST_AUTO_TEST_CASE(what_is_no_ethernet_capture_is_refused_and_leaves_the_files_alone) {
    std::ofstream(folder / "out.pcap") << "old";
    for (const Bytes& input : {Bytes("no capture at all"), Bytes(), capture(four, 101)}) {
        err.str("");
        const std::string out = simulate(input);
        BOOST_TEST(exit_code == 255);
        BOOST_TEST(out == "");
        BOOST_TEST(err.str().find("in.pcap") != std::string::npos);
        BOOST_TEST(std::ranges::count(err.str(), '\n') == 1);
        BOOST_TEST(read_file(folder / "out.pcap") == "old");
        BOOST_TEST(!std::filesystem::exists(folder / "r.json"));
    }
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_refused_before_the_run) {
    run({"simulate", "--read", "x", "--write", "y", "--report", (folder / "none/r.json").string()});
    BOOST_TEST(exit_code == 255);
    BOOST_TEST(err.str() == "tain: " + (folder / "none/r.json").string() +
                                ": can't be written: No such file or directory\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
