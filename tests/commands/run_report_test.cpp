// SPDX-License-Identifier: Apache-2.0
// What `tain simulate` prints and writes beside the copies.
#include "tain/commands/run_report.hpp"

#include <fstream>
#include <sstream>

#include "tain/commands/pending_file.hpp"
#include "tain/commands/progress_bar.hpp"
#include "tain/commands/table.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

/// Two frames out, three in; one session over both directions; one rule.
commands::RunReport example() {
    commands::RunReport report;
    report.input = "in.pcap";
    report.output = "out.pcap";
    report.width = 512;
    report.pace = "lossless";
    report.clock_mhz = 250;
    report.result.frames_read = 5;
    report.result.frames_played = {3, 2};
    report.result.copies = {2, 1};
    report.result.dropped = {1, 0};
    report.result.clocks = 5000;
    report.result.wall_seconds = 0.5;
    report.counters.sessions = {{"tms-1", Direction::ingress, 2, 300, 1, 1},
                                {"tms-1", Direction::egress, 1, 60, 0, 0}};
    report.counters.rules = {{"tmf-1", "tmfr-1", Direction::ingress, 1234}};
    report.counters.ports = {{0, Direction::ingress, 3, 400, 0, 0}, {0, Direction::egress, 2, 100, 1, 0}};
    Filter filter;
    filter.id = "tmf-1";
    Rule rule;
    rule.id = "tmfr-1";
    rule.number = 100;
    filter.ingress = {rule};
    report.wanted.filters = {filter};
    Session session;
    session.id = "tms-1";
    session.interface = source;
    report.wanted.sessions = {session};
    return report;
}

std::string read_file(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_report)

BOOST_AUTO_TEST_CASE(the_summary_is_aligned) {
    BOOST_TEST(commands::summary_text(example()) ==
               "in.pcap -> out.pcap (simulated NIC, 512 bits, pace lossless)\n"
               "\n"
               "           ingress  egress  total\n"
               "frames           3       2      5\n"
               "unowned          0       1      1\n"
               "copies           2       1      3\n"
               "dropped          1       0      1\n"
               "truncated        1       0      1\n"
               "\n"
               "session  interface              direction  accepted  copies  dropped  truncated  bytes kept\n"
               "tms-1    eni-0a000000000000001  ingress           3       2        1          1         300\n"
               "tms-1    eni-0a000000000000001  egress            1       1        0          0          60\n"
               "\n"
               "filter  direction  rule  action   hits  id\n"
               "tmf-1   ingress     100  accept  1,234  tmfr-1\n"
               "\n"
               "clocks     5,000 (20.00 us at 250.00 MHz)\n"
               "wall time  0.50 s, 10 frames/s simulated\n");
}

BOOST_AUTO_TEST_CASE(the_report_holds_the_same_values) {
    commands::RunReport report = example();
    report.result.cut_short = "the last record is cut short";
    const auto json = commands::report_json(report);
    BOOST_TEST(json["frames"].dump() == R"({"ingress":3,"egress":2})");
    BOOST_TEST(json["truncated"]["ingress"] == 1);
    BOOST_TEST(json["sessions"][0]["session"] == "tms-1");
    BOOST_TEST(json["sessions"][0]["frames"] == 3);
    BOOST_TEST(json["sessions"][1]["direction"] == "egress");
    BOOST_TEST(json["rules"][0]["number"] == 100);
    BOOST_TEST(json["rules"][0]["action"] == "accept");
    BOOST_TEST(json["rules"][0]["hits"] == 1234);
    BOOST_TEST(json["clocks"] == 5000);
    BOOST_TEST(json["wall_seconds"] == 0.5);
    BOOST_TEST(json["cut_short"] == "the last record is cut short");
}

BOOST_AUTO_TEST_CASE(numbers_in_groups) {
    BOOST_TEST(commands::grouped(0) == "0");
    BOOST_TEST(commands::grouped(999) == "999");
    BOOST_TEST(commands::grouped(1000) == "1,000");
    BOOST_TEST(commands::grouped(1234567) == "1,234,567");
}

BOOST_AUTO_TEST_CASE(progress_is_a_part_of_the_bar) {
    const std::string half = commands::progress_line({50, 100, 1234, 5, 0});
    BOOST_TEST(half == "[" + std::string(20, '#') + std::string(20, '.') + "]  50 %  1,234 frames, 5 copies");
    BOOST_TEST(commands::progress_line({0, 0, 0, 0, 0}).find(" 0 %") != std::string::npos);
    BOOST_TEST(commands::progress_line({2, 1, 0, 0, 0}).find(" 100 %") != std::string::npos);
    std::ostringstream terminal;
    {
        commands::ProgressBar bar(terminal);
        bar.show({1, 2, 3, 4, 5});
    }
    BOOST_TEST(terminal.str() == "");  // a short run shows none
}

BOOST_AUTO_TEST_CASE(a_report_appears_whole_or_not_at_all) {
    const Folder folder;
    const auto file = folder / "r.json";
    std::ofstream(file) << "old";
    { const commands::PendingFile abandoned(file); }
    BOOST_TEST(read_file(file) == "old");
    commands::PendingFile(file).complete("new");
    BOOST_TEST(read_file(file) == "new");
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    BOOST_TEST(code_of([&] { const commands::PendingFile none(folder / "no/r.json"); }) == "OutputFailed");
    BOOST_TEST(code_of([&] { const commands::PendingFile none(folder.path()); }) == "OutputFailed");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
