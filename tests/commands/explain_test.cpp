// SPDX-License-Identifier: Apache-2.0
// `tain explain` against the pipeline, frame by frame: would fail if it said of any frame something else than
// the NIC does with it, or named another rule than the one whose hit is counted.
#include "tain/commands/explain.hpp"

#include <fstream>
#include <map>
#include <sstream>

#include "bench.hpp"
#include "captures.hpp"
#include "tain/device.hpp"
#include "tain/sim/simulated_nic.hpp"
#include "tain/test/hostile.hpp"
#include "tain/test/one_session.hpp"
#include "tain/test/scenario.hpp"

namespace tain::test {
namespace {

using commands::Explainer;
using commands::Explanation;

const std::string demo_folder = std::string(TAIN_SOURCE_FOLDER) + "/demo/";

/// Hits by rule.
using Hits = std::map<std::string, std::uint64_t>;

/// A small NIC that is given one frame after the other.
class OneByOne {
  public:
    explicit OneByOne(const Wanted& wanted) : nic_(sim::NicSize::small, 512), device_(nic_) {
        device_.apply(wanted);
        nic_.hooks().judged = [this](const sim::Judgement& judgement) { judgements_.push_back(judgement); };
        nic_.hooks().sent = [this](unsigned, const sim::SentFrame& sent) {
            if (sent.is_copy) copies_.push_back(sent.frame.bytes);
        };
    }
    OneByOne(const OneByOne&) = delete;
    OneByOne& operator=(const OneByOne&) = delete;
    ~OneByOne() { nic_.hooks() = {}; }

    /// The NIC does with the frame what is said of it.
    void check(const Explanation& said, const Bytes& frame) {
        judgements_.clear();
        copies_.clear();
        nic_.send(said.way.port, said.way.direction, {frame});
        BOOST_REQUIRE(nic_.run_until_idle());
        BOOST_REQUIRE(judgements_.size() == 1U);
        const bool accepted = judgements_[0].copied || judgements_[0].dropped;
        BOOST_REQUIRE_MESSAGE(
            accepted == said.verdict.copy.has_value(),
            "frame " << said.frame << ", " << frame.size() << " bytes: " << commands::decision_text(said));
        BOOST_REQUIRE(copies_.size() == (judgements_[0].copied ? 1U : 0U));
        if (judgements_[0].copied) BOOST_REQUIRE(copies_[0] == said.verdict.copy->frame);
        for (const sim::Trial& trial : said.verdict.trials)
            if (!trial.rule.empty()) ++hits_[trial.rule];
        ++frames_[said.verdict.copy.has_value()];
    }

    /// The rules that were named are those that the NIC counted.
    void check_hits() {
        Hits counted;
        for (const RuleCounters& rule : device_.read_counters().rules)
            if (rule.hits > 0) counted[rule.rule] += rule.hits;
        BOOST_CHECK(counted == hits_);
    }
    [[nodiscard]] std::uint64_t frames(bool copied) { return frames_[copied]; }

  private:
    sim::SimulatedNic nic_;
    Device device_;
    std::vector<sim::Judgement> judgements_;
    std::vector<Bytes> copies_;
    Hits hits_;
    std::map<bool, std::uint64_t> frames_;
};

void check_all(OneByOne& nic, const Explainer& explainer, const std::vector<Bytes>& frames) {
    std::uint64_t number = 0;
    for (const Bytes& frame : frames) {
        const auto passages = explainer.explain(++number, {0, frame});
        BOOST_REQUIRE(!passages.empty());
        for (const Explanation& each : passages) {
            nic.check(each, frame);
            BOOST_TEST(!commands::full_text(each, explainer.wanted()).empty());
        }
    }
    nic.check_hits();
}

std::vector<Bytes> frames_of(const std::string& path) {
    sim::CaptureReader reader(path);
    std::vector<Bytes> frames;
    while (auto frame = reader.next()) frames.push_back(std::move(frame->bytes));
    return frames;
}

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// Two sessions of one interface, one of the other, as a person would make them.
struct Demo : CommandBench {
    Demo() : CommandBench(text_of(demo_folder + "tain.yaml")) {
        const std::string target = create({"target", "--network-interface-id", "eni-0a000000000000009"});
        const std::string web = create({"filter"});
        run({"modify-traffic-mirror-filter-network-services", "--traffic-mirror-filter-id", web,
             "--add-network-services", "amazon-dns"});
        rule(web, "ingress", 10, "accept", "0.0.0.0/0",
             {"--protocol", "6", "--destination-port-range", "FromPort=80,ToPort=443"});
        rule(web, "egress", 10, "reject", "0.0.0.0/0", {"--protocol", "17"});
        rule(web, "egress", 20, "accept", "0.0.0.0/0", {"--protocol", "6"});
        const std::string rest = create({"filter"});
        rule(rest, "ingress", 5, "reject", "0.0.0.0/0",
             {"--protocol", "6", "--destination-port-range", "FromPort=5201,ToPort=5201"});
        rule(rest, "ingress", 6, "accept", "0.0.0.0/0", {});
        rule(rest, "ingress", 7, "accept", "::/0", {});
        session(1, "eni-0a000000000000001", web, target, "100");
        session(2, "eni-0a000000000000001", rest, target, "64");
        session(1, "eni-0a000000000000002", rest, target, "8500");
    }
    void rule(const std::string& filter, const std::string& direction, int number, const std::string& action,
              const std::string& block, const std::vector<std::string>& more) {
        std::vector<std::string> words{"filter-rule",
                                       "--traffic-mirror-filter-id",
                                       filter,
                                       "--traffic-direction",
                                       direction,
                                       "--rule-number",
                                       std::to_string(number),
                                       "--rule-action",
                                       action,
                                       "--source-cidr-block",
                                       block,
                                       "--destination-cidr-block",
                                       block};
        words.insert(words.end(), more.begin(), more.end());
        create(words);
    }
    void session(int number, const std::string& interface, const std::string& filter,
                 const std::string& target, const std::string& length) {
        create({"session", "--network-interface-id", interface, "--traffic-mirror-target-id", target,
                "--traffic-mirror-filter-id", filter, "--session-number", std::to_string(number),
                "--packet-length", length});
    }
    [[nodiscard]] Explainer explainer() const {
        const auto store = service::open_sqlite_store(folder / "state");
        const auto inventory = service::read_inventory(folder / "tain.yaml");
        return {service::build_configuration(service::Resources(store->read()), inventory).wanted, {}};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(explain)

BOOST_AUTO_TEST_CASE(the_demo_capture_frame_by_frame) {
    const Demo demo;
    const Explainer explainer = demo.explainer();
    OneByOne nic(explainer.wanted());
    check_all(nic, explainer, frames_of(demo_folder + "demo.pcap"));
    BOOST_TEST(nic.frames(true) > 50U);
    BOOST_TEST(nic.frames(false) > 50U);
}

BOOST_AUTO_TEST_CASE(random_scenarios_frame_by_frame) {
    std::uint64_t copied = 0;
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            Scenario scenario(seed * 77);
            const Explainer explainer(scenario.wanted(), {});
            std::vector<Bytes> frames;
            for (unsigned i = 0; i < 120; ++i) frames.push_back(scenario.frame(i % 2));
            OneByOne nic(explainer.wanted());
            check_all(nic, explainer, frames);
            copied += nic.frames(true);
        }
    }
    BOOST_TEST(copied > 100U);
}

BOOST_AUTO_TEST_CASE(hostile_frames_frame_by_frame) {
    Wanted wanted = copy_everything();
    wanted.interfaces[0].mac = wanted.interfaces[0].source_mac;
    const Explainer explainer(wanted, {});
    OneByOne nic(wanted);
    check_all(nic, explainer, hostile_frames("02:00:00:00:00:01"));
    BOOST_TEST(nic.frames(true) > 10U);
    BOOST_TEST(nic.frames(false) > 50U);
}

BOOST_AUTO_TEST_CASE(it_agrees_with_simulate) {
    Demo demo;
    const Json said =
        Json::parse(demo.run({"explain", "--read", demo_folder + "demo.pcap", "--output", "json"}));
    BOOST_TEST(demo.exit_code == 0);
    demo.run({"simulate", "--read", demo_folder + "demo.pcap", "--write", demo.folder / "out.pcap",
              "--report", demo.folder / "r.json"});
    BOOST_REQUIRE_MESSAGE(demo.exit_code == 0, demo.err);
    const Json report = Json::parse(std::ifstream(demo.folder / "r.json"));
    BOOST_TEST(said["summary"]["copied"] == report["copies"]);
    BOOST_TEST(said["summary"]["of no interface"] == report["unowned"]);
    Hits hits;
    std::map<std::string, std::uint64_t> kept;
    for (const Json& passage : said["passages"]) {
        for (const Json& trial : passage["tried"])
            if (trial.contains("rule")) ++hits[trial["rule"]];
        if (passage["copied"] == true) kept[passage["session"]] += passage["kept"].get<std::uint64_t>();
    }
    for (const Json& rule : report["rules"])
        BOOST_TEST(hits[rule["rule"]] == rule["hits"].get<std::uint64_t>());
    for (const Json& session : report["sessions"])
        kept[session["session"]] -= session["kept_bytes"].get<std::uint64_t>();
    for (const auto& [session, rest] : kept) BOOST_TEST(rest == 0U, session);
}

BOOST_AUTO_TEST_CASE(one_frame_in_full_and_all_in_short) {
    Demo demo;
    // To web on a port that its filter does not want, to web on one that it does, to nobody, not IP.
    std::ofstream(demo.folder / "in.pcap", std::ios::binary)
        << capture({udp_frame(1, 81, 60), Octets(), udp_frame(0x55, 80, 1), Octets(3, 'x')});
    const std::string all = demo.run({"explain", "--read", demo.folder / "in.pcap"});
    BOOST_TEST(all.find("       1  ingress  eni-0a000000000000001  UDP 10.0.7.7:12345 > 10.0.0.5:81") == 0U,
               all);
    BOOST_TEST(all.find(", rule 6 (tmfr-") != std::string::npos, all);
    BOOST_TEST(all.find("): 64 of 102 bytes (packet length)\n") != std::string::npos, all);
    BOOST_TEST(all.find("       3  ingress  -  ") != std::string::npos, all);  // the second is empty
    BOOST_TEST(all.find("of no interface        2       0      2\n") != std::string::npos, all);
    const std::string one = demo.run({"explain", "--read", demo.folder / "in.pcap", "--frame", "1"});
    for (const char* part : {"no, its protocol is 17\n", "no rule matches\n", "rule 5 (", "rule 6 (",
                             ": matches\n", "to 10.0.9.9\n"})
        BOOST_TEST(one.find(part) != std::string::npos, part << " is not in\n" << one);
    BOOST_TEST(one.find("rule 7 (") == std::string::npos, one);  // it was never tried
    for (const auto& [number, message] :
         std::map<std::string, std::string>{{"2", "the record is empty"}, {"5", "the last is 4"}}) {
        BOOST_TEST(demo.run({"explain", "--read", demo.folder / "in.pcap", "--frame", number}) == "");
        BOOST_TEST(demo.exit_code == 255);
        BOOST_TEST(demo.err == "tain: " + (demo.folder / "in.pcap").string() + ": there is no frame " +
                                   number + (number == "2" ? ": " : ", ") + message + "\n");
    }
}

BOOST_AUTO_TEST_CASE(a_capture_that_is_cut_short_or_none) {
    Demo demo;
    const Octets whole = capture({udp_frame(1, 80, 40), udp_frame(1, 80, 40)});
    std::ofstream(demo.folder / "in.pcap", std::ios::binary) << whole.substr(0, whole.size() - 3);
    for (const char* output : {"text", "json"}) {
        const std::string said = demo.run({"explain", "--read", demo.folder / "in.pcap", "--output", output});
        BOOST_TEST(demo.exit_code == 255);
        BOOST_TEST(demo.err.starts_with("tain: " + (demo.folder / "in.pcap").string()));
        BOOST_TEST(said.find("copied") != std::string::npos);
    }
    BOOST_TEST(demo.run({"explain", "--read", demo.folder / "none"}) == "");
    BOOST_TEST(demo.exit_code == 255);
    std::ofstream(demo.folder / "empty.pcap", std::ios::binary) << capture({});
    const Json said =
        Json::parse(demo.run({"explain", "--read", demo.folder / "empty.pcap", "--output", "json"}));
    BOOST_TEST(said["passages"].empty());
    BOOST_TEST(demo.exit_code == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
