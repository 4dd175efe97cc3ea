// SPDX-License-Identifier: Apache-2.0
// `tain nic` as a process that outlives those that program it, and the commands that look at it: would fail
// if a killed process left the NIC otherwise than the store says for good, if a session were called in force
// that is not, or if looking changed something.
#include <signal.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "bench.hpp"
#include "captures.hpp"
#include "process.hpp"

namespace tain::test {
namespace {

using namespace std::chrono_literals;

std::string with_device(std::string inventory, const std::string& device) {
    return inventory.replace(inventory.find("device: sim"), 11, "device: " + device);
}

/// A NIC in a process, an inventory that names it, and `tain` on them.
struct NicBench : CommandBench {
    explicit NicBench(const std::vector<std::string>& options = {}) {
        std::ofstream(folder / "tain.yaml") << with_device(inventory_text(), "sim:" + socket());
        start(options);
    }

    [[nodiscard]] std::string socket() const { return folder / "nic"; }

    void start(const std::vector<std::string>& options = {}) {
        std::vector<std::string> words{"nic", "--socket", socket()};
        words.insert(words.end(), options.begin(), options.end());
        nic = std::make_unique<Process>(located(words), folder / "nic.log");
        for (int i = 0; i < 1000 && nic->output().find("Ctrl-C") == std::string::npos; ++i)
            std::this_thread::sleep_for(10ms);
        BOOST_REQUIRE(std::filesystem::exists(socket()));
    }

    Json status() { return Json::parse(run({"status", "--output", "json"})); }

    [[nodiscard]] static std::vector<std::string> rule_words(const std::string& filter, int number) {
        return {"filter-rule",
                "--traffic-mirror-filter-id",
                filter,
                "--traffic-direction",
                "ingress",
                "--rule-number",
                std::to_string(number),
                "--rule-action",
                "accept",
                "--source-cidr-block",
                "10.0.0.0/8",
                "--destination-cidr-block",
                "0.0.0.0/0"};
    }
    [[nodiscard]] std::vector<std::string> session_words(int number) const {
        return {"session",
                "--network-interface-id",
                source,
                "--traffic-mirror-target-id",
                target,
                "--traffic-mirror-filter-id",
                filter,
                "--session-number",
                std::to_string(number)};
    }
    std::string create_session() {
        target = create({"target", "--network-interface-id", collector});
        filter = create({"filter"});
        create(rule_words(filter, 10));
        return create(session_words(1));
    }

    std::unique_ptr<Process> nic;
    std::string target;
    std::string filter;
};

std::uint64_t ingress_copies(const Json& status) {
    return status.at("sessions").at(0).at("ingress").at("copies").get<std::uint64_t>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nic)

BOOST_AUTO_TEST_CASE(a_session_made_by_one_process_copies_in_another) {
    NicBench bench;
    const std::string session = bench.create_session();
    Json status = bench.status();
    BOOST_TEST(status["nic"]["programmed"] == true);
    BOOST_TEST(status["nic"]["differences"].empty());
    BOOST_TEST(status["sessions"][0]["session"] == session);
    BOOST_TEST(status["sessions"][0]["in_force"] == true);
    BOOST_TEST(ingress_copies(status) == 0U);
    bench.nic->signal(SIGTERM);
    BOOST_TEST(bench.nic->wait() == 0);
    BOOST_TEST(!std::filesystem::exists(bench.socket()));
    BOOST_TEST(!bench.status()["sessions"][0]["in_force"].get<bool>());
}

BOOST_AUTO_TEST_CASE(a_capture_passes_once_a_session_is_there) {
    const Folder files;
    std::ofstream(files / "in.pcap", std::ios::binary)
        << capture({udp_frame(1, 80, 40), udp_frame(0x55, 80, 40), udp_frame(1, 81, 1)});
    NicBench bench({"--read", files / "in.pcap", "--write", files / "out.pcap", "--repeat", "3"});
    bench.create_session();
    Json status;
    for (int i = 0; i < 300; ++i) {
        status = bench.status();
        if (status["ports"][0]["frames"] == 9) break;
        std::this_thread::sleep_for(20ms);
    }
    BOOST_TEST(ingress_copies(status) == 6U);
    BOOST_TEST(status["ports"][0]["unowned"] == 3);
    BOOST_TEST(std::filesystem::file_size(files / "out.pcap") == 24U + 3 * (16 + 50 + 82 + 16 + 50 + 43));
    bench.nic->signal(SIGINT);
    BOOST_TEST(bench.nic->wait() == 0);
    BOOST_TEST(bench.nic->output().find("9 frames, 6 copies, 0 dropped") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(counters_outlive_processes_and_looking_changes_nothing) {
    const Folder files;
    std::ofstream(files / "in.pcap", std::ios::binary) << capture({udp_frame(1, 80, 40)});
    NicBench bench({"--read", files / "in.pcap", "--repeat", "forever"});
    bench.create_session();
    std::uint64_t before = 0;
    for (int i = 0; i < 5; ++i) {
        std::this_thread::sleep_for(30ms);
        const Json status = bench.status();
        BOOST_TEST(status["nic"]["differences"].empty());
        BOOST_TEST(ingress_copies(status) > before);
        before = ingress_copies(status);
    }
    // A change of something else leaves them alone, too.
    bench.create({"filter"});
    bench.create(NicBench::rule_words(bench.filter, 20));
    BOOST_TEST(ingress_copies(bench.status()) > before);
    BOOST_TEST(bench.run({"apply"}).find("nothing was changed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_socket_in_use_is_refused_and_a_stale_one_replaced) {
    NicBench bench;
    Process second(bench.located({"nic", "--socket", bench.socket()}), bench.folder / "second.log");
    BOOST_TEST(second.wait() == 255);
    BOOST_TEST(second.output() == "tain: " + bench.socket() + ": this socket is in use by another process\n");
    bench.nic->signal(SIGKILL);
    BOOST_TEST(bench.nic->wait() == -SIGKILL);
    BOOST_REQUIRE(std::filesystem::exists(bench.socket()));
    bench.start();
    BOOST_TEST(bench.status()["nic"]["reached"] == true);
}

/// The card was reset: its successor knows nothing, until `apply`.
BOOST_AUTO_TEST_CASE(apply_programs_a_nic_anew) {
    NicBench bench;
    const std::string session = bench.create_session();
    bench.nic->signal(SIGINT);
    bench.nic->wait();
    bench.start();
    Json status = bench.status();
    BOOST_TEST(status["nic"]["programmed"] == false);
    BOOST_TEST(status["sessions"][0]["in_force"] == false);
    BOOST_TEST(status["sessions"][0]["trouble"].get<std::string>().find("tain apply") != std::string::npos);
    const std::string changes = bench.run({"apply"});
    BOOST_TEST(changes.find("session " + session + ": added\n") != std::string::npos, changes);
    status = bench.status();
    BOOST_TEST(status["sessions"][0]["in_force"] == true);
    BOOST_TEST(status["nic"]["differences"].empty());
}

BOOST_AUTO_TEST_CASE(every_session_says_why_it_is_not_in_force) {
    NicBench bench;
    bench.create_session();
    const auto trouble = [&](const std::string& inventory) {
        std::ofstream(bench.folder / "tain.yaml") << inventory;
        return bench.status()["sessions"][0].value("trouble", "");
    };
    const std::string text = with_device(inventory_text(), "sim:" + bench.socket());
    const auto without = [&](const std::string& part) {
        std::string less = text;
        const std::size_t at = less.find(part);
        const std::size_t begin = less.rfind('\n', at) + 1;
        return less.erase(begin, less.find('\n', at) - begin + 1);
    };
    BOOST_TEST(trouble(text) == "");
    BOOST_TEST(trouble(without("id: " + source)).find(source) != std::string::npos);
    BOOST_TEST(trouble(without("id: " + collector)).find(collector) != std::string::npos);
    BOOST_TEST(trouble(with_device(inventory_text(), "sim")).find("nothing runs") != std::string::npos);
    BOOST_TEST(trouble(with_device(inventory_text(), "sim:/none/nic")).find("/none/nic") !=
               std::string::npos);
    BOOST_TEST(trouble(with_device(inventory_text(), "pci:ffff:ff:1f.7")).find("pci:ffff:ff:1f.7") !=
               std::string::npos);
    // Another next hop: the store's target is no longer that of the NIC.
    std::string other = text;
    other.replace(other.find("02:00:00:00:ff:01"), 17, "02:00:00:00:ff:0a");
    BOOST_TEST(trouble(other).find("target " + bench.target) != std::string::npos);
    BOOST_TEST(bench.run({"status"}).find("tain apply puts them right") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(watch_shows_rates_and_ends) {
    const Folder files;
    std::ofstream(files / "in.pcap", std::ios::binary) << capture({udp_frame(1, 80, 40)});
    NicBench bench({"--read", files / "in.pcap", "--repeat", "forever"});
    const std::string session = bench.create_session();
    const std::string text = bench.run({"watch", "--interval", "0.2", "--count", "2"});
    BOOST_TEST(bench.exit_code == 0);
    BOOST_TEST(std::ranges::count(text, '\n') == 1 + 2 * 4, text);
    BOOST_TEST(text.find(session + "  ingress") != std::string::npos, text);
    Process endless(bench.located({"watch", "--interval", "0.1"}), bench.folder / "watch.log");
    for (int i = 0; i < 500 && std::ranges::count(endless.output(), '\n') < 5; ++i)
        std::this_thread::sleep_for(10ms);
    bench.create(NicBench::rule_words(bench.filter, 20));  // the NIC is free in between
    endless.signal(SIGINT);
    BOOST_TEST(endless.wait() == 0);
    BOOST_TEST(endless.output().find("tain:") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_can_not_be_is_said_in_one_line) {
    NicBench bench;
    const auto refused = [&](const std::vector<std::string>& words, int code, const std::string& part) {
        BOOST_TEST(bench.run(words) == "");
        BOOST_TEST(bench.exit_code == code);
        BOOST_TEST(std::ranges::count(bench.err, '\n') >= 1, bench.err);
        BOOST_TEST(bench.err.find(part) != std::string::npos, bench.err);
    };
    refused({"nic", "--socket", std::string(200, 'x')}, 255, "1 to 107 bytes, not 200");
    refused({"nic", "--socket", bench.folder / "none/nic"}, 255, "none/nic");
    refused({"nic", "--socket", bench.folder / "tain.yaml"}, 255, "something else than a socket");
    refused({"nic", "--socket", bench.folder / "n", "--read", bench.folder / "tain.yaml"}, 255, "tain.yaml");
    refused({"nic", "--socket", bench.folder / "n", "--width", "100"}, 252, "100");
    for (const char* bad : {"0", "-1", "often", "99999999999999999999", "1e3"})
        refused({"nic", "--socket", bench.folder / "n", "--read", "x", "--repeat", bad}, 252, "--repeat");
    refused({"watch", "--interval", "0"}, 252, "--interval");
    refused({"watch", "--count", "0"}, 252, "--count");
    refused({"status", "--output", "xml"}, 252, "--output");
    refused({"status", "--output", "table"}, 252, "--output");
    BOOST_TEST(!std::filesystem::exists(bench.folder / "n"));
    std::ofstream(bench.folder / "tain.yaml") << inventory_text();
    refused({"apply"}, 255, "device: sim");
    refused({"watch"}, 255, "device: sim");
}

/// Changes that are killed at any moment: the next one finds the NIC in order, or puts it in order.
BOOST_AUTO_TEST_CASE(a_killed_process_leaves_nothing_that_the_next_does_not_repair) {
    NicBench bench;
    bench.create_session();
    std::vector<std::string> first = NicBench::rule_words(bench.filter, 50);
    first[0] = "create-traffic-mirror-" + first[0];
    const auto start = std::chrono::steady_clock::now();
    BOOST_REQUIRE(Process(bench.located(first), bench.folder / "change.log").wait() == 0);
    const auto whole = std::chrono::steady_clock::now() - start;
    std::mt19937 random(1);
    int killed = 0;
    int left_behind = 0;
    for (int round = 0; round < 48; ++round) {
        std::vector<std::string> words =
            round % 3 == 0 ? bench.session_words(2) : NicBench::rule_words(bench.filter, 100 + round);
        words[0] = "create-traffic-mirror-" + words[0];
        {
            Process change(bench.located(words), bench.folder / "change.log");
            // Mostly around the moment at which NIC and store are written.
            std::this_thread::sleep_for(whole * (40 + random() % 70) / 100);
            change.signal(SIGKILL);
            if (change.wait() == -SIGKILL) ++killed;
        }
        if (!bench.status()["nic"]["differences"].empty()) ++left_behind;
        // What does not concern the NIC by itself repairs it, too.
        const std::string filter = bench.create({"filter"});
        const Json status = bench.status();
        BOOST_REQUIRE_MESSAGE(status["nic"]["differences"].empty(),
                              "round " << round << ": " << status.dump(1));
        for (const Json& session : status["sessions"]) BOOST_REQUIRE(session["in_force"] == true);
        bench.run({"delete-traffic-mirror-filter", "--traffic-mirror-filter-id", filter});
        // Back to one session and few rules, so that there is something to make again.
        const Json sessions = Json::parse(bench.run({"describe-traffic-mirror-sessions"})).front();
        for (const Json& session : sessions)
            if (session["SessionNumber"] == 2)
                bench.run({"delete-traffic-mirror-session", "--traffic-mirror-session-id",
                           session["TrafficMirrorSessionId"]});
        const Json filters = Json::parse(bench.run({"describe-traffic-mirror-filters"})).front();
        for (const Json& entry : filters)
            for (const Json& rule : entry["IngressFilterRules"])
                if (rule["RuleNumber"] != 10)
                    bench.run({"delete-traffic-mirror-filter-rule", "--traffic-mirror-filter-rule-id",
                               rule["TrafficMirrorFilterRuleId"]});
    }
    BOOST_TEST_MESSAGE(killed << " killed, " << left_behind << " left the NIC ahead of the store");
    BOOST_TEST(killed > 12);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
