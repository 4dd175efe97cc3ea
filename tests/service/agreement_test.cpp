// SPDX-License-Identifier: Apache-2.0
// NIC and store agree, whatever fails or dies in the middle of a change.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstring>
#include <random>
#include <sstream>

#include "processes.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using service::Change;
using service::Snapshot;

bool is_marked(service::Store& store) {
    const Snapshot snapshot = store.read();
    return std::ranges::any_of(snapshot.objects,
                               [](const auto& object) { return object.type == "pending-change"; });
}

/// A NIC that keeps its state.
struct Lasting : World {
    Lasting() { nic.keeps_state = true; }
    std::string filter = create_filter();
    std::string target = create_target();

    [[nodiscard]] bool agrees() { return nic.wanted == service.configuration().wanted; }
};

/// A store whose process dies, as it were, in one of the commits.
class Mortal final : public service::Store {
  public:
    struct Death {};
    Mortal(service::Store& store, int commits) : store_(store), commits_(commits) {}
    Snapshot read() override { return store_.read(); }
    bool commit(std::uint64_t revision, const Change& change) override {
        if (--commits_ < 0) throw Death();
        return store_.commit(revision, change);
    }

  private:
    service::Store& store_;
    int commits_;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(agreement, Lasting)

BOOST_AUTO_TEST_CASE(death_before_the_commit_is_made_good_by_the_next_call) {
    for (const char* next : {"DescribeTrafficMirrorFilters", "CreateTrafficMirrorFilter", "synchronize"}) {
        Mortal mortal(*store, 1);
        service::Service dying(mortal, inventory, [this] { return std::make_unique<FakeNic>(nic); });
        BOOST_CHECK_THROW(dying.call(service::get_operation("CreateTrafficMirrorSession"),
                                     {{"NetworkInterfaceId", source},
                                      {"TrafficMirrorTargetId", target},
                                      {"TrafficMirrorFilterId", filter},
                                      {"SessionNumber", 1}}),
                          Mortal::Death);
        BOOST_TEST(nic.wanted.sessions.size() == 1U);  // ahead of the store
        BOOST_TEST(is_marked(*store));
        if (next == std::string("synchronize"))
            service.synchronize();
        else
            call(next, Json::object());
        BOOST_TEST(nic.wanted.sessions.empty());
        BOOST_TEST(!is_marked(*store));
        BOOST_TEST(agrees());
    }
}

BOOST_AUTO_TEST_CASE(a_refused_change_after_a_death_leaves_them_agreeing) {
    Mortal mortal(*store, 1);
    service::Service dying(mortal, inventory, [this] { return std::make_unique<FakeNic>(nic); });
    BOOST_CHECK_THROW(
        dying.call(service::get_operation("CreateTrafficMirrorSession"), {{"NetworkInterfaceId", source},
                                                                          {"TrafficMirrorTargetId", target},
                                                                          {"TrafficMirrorFilterId", filter},
                                                                          {"SessionNumber", 1}}),
        Mortal::Death);
    BOOST_TEST(code_of([&] {
                   call("DeleteTrafficMirrorFilter", {{"TrafficMirrorFilterId", "tmf-00000000"}});
               }) == "InvalidTrafficMirrorFilterId.NotFound");
    BOOST_TEST(agrees());
    BOOST_TEST(!is_marked(*store));
}

BOOST_AUTO_TEST_CASE(a_describe_answers_also_while_the_nic_is_held) {
    Mortal mortal(*store, 1);
    service::Service dying(mortal, inventory, [this] { return std::make_unique<FakeNic>(nic); });
    BOOST_CHECK_THROW(
        dying.import_resources({{"sessions", Json::array({Json{{"NetworkInterfaceId", source},
                                                               {"TrafficMirrorTargetId", target},
                                                               {"TrafficMirrorFilterId", filter},
                                                               {"SessionNumber", 1}}})}}),
        Mortal::Death);
    service::Service kept_out(*store, inventory, []() -> std::unique_ptr<service::Nic> {
        throw Error("NicBusy", "NIC", "", "another process has it");
    });
    const Json answer =
        kept_out.call(service::get_operation("DescribeTrafficMirrorSessions"), Json::object());
    BOOST_TEST(answer["TrafficMirrorSessions"].empty());
    BOOST_TEST(is_marked(*store));
}

BOOST_AUTO_TEST_CASE(a_failed_apply_leaves_both_as_they_were) {
    create_session(filter, target, 1);
    const Json before = service.export_resources();
    const Wanted wanted = nic.wanted;
    nic.refuses = true;
    BOOST_TEST(code_of([&] { create_session(filter, target, 2); }) == "NicStuck");
    BOOST_TEST(service.export_resources() == before);
    BOOST_TEST((nic.wanted == wanted));
    nic.refuses = false;
    call("DescribeTrafficMirrorSessions", Json::object());
    BOOST_TEST(!is_marked(*store));
    create_session(filter, target, 2);
    BOOST_TEST(agrees());
}

BOOST_AUTO_TEST_CASE(marks_cost_only_where_they_are_needed) {
    const auto revisions = [&](const auto& change) {
        const auto before = store->read().revision;
        change();
        return store->read().revision - before;
    };
    BOOST_TEST(revisions([&] { create_session(filter, target, 1); }) == 2U);
    BOOST_TEST(revisions([&] { create_filter(); }) == 1U);  // the NIC's configuration stays the same
    nic.keeps_state = false;
    BOOST_TEST(revisions([&] { create_session(filter, target, 2); }) == 1U);
}

BOOST_AUTO_TEST_CASE(synchronize_says_what_it_changed) {
    create_session(filter, target, 1);
    BOOST_TEST(service.synchronize().flips == 0U);
    nic.wanted = {};
    const ApplyReport report = service.synchronize();
    BOOST_TEST(report.flips == 1U);
    BOOST_TEST(report.changed.size() == 1U);
    BOOST_TEST(agrees());
    nic.refuses = true;
    BOOST_TEST(code_of([&] { service.synchronize(); }) == "NicStuck");
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

std::string text_of(const Wanted& wanted) {
    std::ostringstream text;
    for (const Session& session : wanted.sessions)
        text << session.id << session.filter << session.target << session.number << ' ' << session.vni << ' '
             << session.packet_length.value_or(0) << '\n';
    for (const Filter& filter : wanted.filters)
        for (const Rule& rule : filter.ingress) text << filter.id << rule.id << rule.number << '\n';
    return text.str();
}

/// What outlives processes: the NIC's state, and the last generation that was acknowledged.
struct Shared {
    std::atomic<int> acknowledged;
    std::atomic<int> writes;
    std::size_t size;
    char state[65536];
};

class SharedMemory {
  public:
    SharedMemory()
        : memory_(static_cast<Shared*>(
              mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
        BOOST_REQUIRE(memory_ != MAP_FAILED);
    }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;
    SharedMemory(SharedMemory&&) = delete;
    SharedMemory& operator=(SharedMemory&&) = delete;
    ~SharedMemory() { munmap(memory_, sizeof(Shared)); }
    Shared& operator*() const { return *memory_; }
    [[nodiscard]] std::string state() const { return {memory_->state, memory_->size}; }

  private:
    Shared* memory_;
};

/// A NIC in shared memory, of one process at a time; the next waits.
class SharedNic final : public service::Nic {
  public:
    SharedNic(Shared& memory, const std::filesystem::path& lock)
        : memory_(memory), lock_(open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (lock_ < 0 || flock(lock_, LOCK_EX) != 0) throw Error("NicBusy", lock.string(), "", "no lock");
    }
    SharedNic(const SharedNic&) = delete;
    SharedNic& operator=(const SharedNic&) = delete;
    SharedNic(SharedNic&&) = delete;
    SharedNic& operator=(SharedNic&&) = delete;
    ~SharedNic() override { close(lock_); }
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] bool keeps_state() const override { return true; }
    ApplyReport apply(const Wanted& wanted) override {
        const std::string text = text_of(wanted);
        if (text.size() > sizeof memory_.state) throw Error("NicFull", "NIC", "", "too much");
        memory_.size = 0;  // a reader of the middle finds nothing that could be right
        std::memcpy(memory_.state, text.data(), text.size());
        memory_.size = text.size();
        ++memory_.writes;
        return {};
    }

  private:
    Shared& memory_;
    Capabilities capabilities_ = default_capabilities();
    int lock_;
};

struct Crowd {
    Folder folder{quick_directory()};  // what survives a killed process need not survive a lost disk
    SharedMemory memory;
    service::Inventory inventory = service::parse_inventory(inventory_text(), "tain.yaml");

    /// A store and a service of the calling process's own.
    struct Own {
        explicit Own(Crowd& crowd)
            : store(service::open_sqlite_store(crowd.folder / "state")),
              service(*store, crowd.inventory,
                      [&crowd] { return std::make_unique<SharedNic>(*crowd.memory, crowd.folder / "nic"); }) {
        }
        std::unique_ptr<service::Store> store;
        service::Service service;
    };
};

/// Everything of one generation: two rules and two sessions tell it.
Json generation(int number) {
    const auto rule = [&](int place) {
        return Json{{"RuleNumber", place},
                    {"RuleAction", "accept"},
                    {"SourceCidrBlock", "0.0.0.0/0"},
                    {"DestinationCidrBlock", "10.0.0.0/8"},
                    {"Description", std::to_string(number)}};
    };
    const auto session = [&](int place) {
        return Json{{"NetworkInterfaceId", source},      {"TrafficMirrorTargetId", "target"},
                    {"TrafficMirrorFilterId", "filter"}, {"SessionNumber", place},
                    {"VirtualNetworkId", number},        {"Description", std::to_string(number)}};
    };
    const int first = number % 2 == 0 ? 1 : 2;  // objects come and go, too
    return {
        {"targets", Json::array({Json{{"Name", "target"}, {"NetworkInterfaceId", collector}}})},
        {"filters", Json::array({Json{{"Name", "filter"},
                                      {"IngressFilterRules", Json::array({rule(first), rule(first + 1)})}}})},
        {"sessions", Json::array({session(first), session(first + 1)})}};
}

/// The generation that the store holds whole; 0 where it is empty, -1 where it is half of one.
int whole_generation(const Json& document) {
    if (document["sessions"].empty() && document["filters"].empty() && document["targets"].empty()) return 0;
    std::vector<std::string> told;
    for (const Json& session : document["sessions"]) told.push_back(session["Description"]);
    for (const Json& filter : document["filters"])
        for (const Json& rule : filter["IngressFilterRules"]) told.push_back(rule["Description"]);
    const bool whole = told.size() == 4 && std::ranges::count(told, told.front()) == 4 &&
                       document["filters"].size() == 1 && document["targets"].size() == 1;
    return whole ? std::stoi(told.front()) : -1;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(crowds, Crowd)

BOOST_AUTO_TEST_CASE(a_thousand_deaths_at_random_moments) {
    constexpr int deaths = 1000;
    Own own(*this);
    const auto make_generation = [&](Own& with, int number) {
        with.service.import_resources(generation(number), {.replace = true});
        (*memory).acknowledged = number;
    };
    const auto begin = std::chrono::steady_clock::now();
    for (int number = 1; number <= 10; ++number) make_generation(own, number);
    const auto ten = std::chrono::steady_clock::now() - begin;
    const auto one_change = std::chrono::duration_cast<std::chrono::microseconds>(ten).count() / 10;

    std::mt19937 random(20261123);
    const auto pause = [&](int most_changes) {
        usleep(std::uniform_int_distribution<useconds_t>(
            0, static_cast<useconds_t>(most_changes * one_change))(random));
    };
    int repaired = 0;
    for (int death = 0; death < deaths; ++death) {
        const int before = (*memory).acknowledged;
        const int writes = (*memory).writes;
        const pid_t child = in_child([&] {
            Own childs(*this);
            for (int number = before + 1;; ++number) make_generation(childs, number);
            return 0;
        });
        // Some die anywhere, some once the NIC is ahead of the store, some after a change is through.
        if (death % 3 == 0) pause(3);
        while (death % 3 == 1 && (*memory).writes == writes) usleep(10);
        while (death % 3 == 2 && (*memory).acknowledged == before) usleep(50);
        if (death % 3 != 0) pause(1);
        kill(child, SIGKILL);
        BOOST_REQUIRE(wait_for(child) == -SIGKILL);

        const int acknowledged = (*memory).acknowledged;
        repaired += is_marked(*own.store) ? 1 : 0;
        own.service.call(service::get_operation("DescribeTrafficMirrorFilters"), Json::object());
        const int found = whole_generation(own.service.export_resources());
        BOOST_REQUIRE_MESSAGE(found == acknowledged || found == acknowledged + 1,
                              "found " << found << ", acknowledged " << acknowledged);
        BOOST_REQUIRE(!is_marked(*own.store));
        BOOST_REQUIRE(memory.state() == text_of(own.service.configuration().wanted));
        (*memory).acknowledged = found;
    }
    BOOST_TEST_MESSAGE((*memory).acknowledged << " generations, " << repaired << " repairs");
    BOOST_TEST((*memory).acknowledged > deaths / 3);  // there was something to kill
    BOOST_TEST(repaired > 0);
}

BOOST_AUTO_TEST_CASE(processes_at_once_lose_no_change) {
    constexpr int each = 30;
    {
        Own own(*this);
        own.service.import_resources(generation(1));
    }
    const auto add = [&](const std::string& name, bool tags_only) {
        Own own(*this);
        for (int i = 0; i < each; ++i) {
            const std::string key = name + std::to_string(i);
            if (tags_only) {
                const Json session = own.service.export_resources()["sessions"][0]["TrafficMirrorSessionId"];
                own.service.call(service::get_operation("CreateTags"),
                                 {{"Resources", {session}}, {"Tags", Json::array({Json{{"Key", key}}})}});
            } else {
                own.service.import_resources({{"filters", Json::array({Json{{"Name", key}}})}});
                Json again = generation(1);
                again["sessions"][0]["PacketLength"] = 100 + i;  // the NIC's configuration, too
                own.service.import_resources(again);
            }
        }
        return 0;
    };
    std::vector<pid_t> children;
    children.push_back(in_child([&] { return add("a", false); }));
    children.push_back(in_child([&] { return add("b", false); }));
    children.push_back(in_child([&] { return add("t", true); }));
    for (const pid_t child : children) BOOST_TEST(wait_for(child) == 0);

    Own own(*this);
    const Json document = own.service.export_resources();
    BOOST_TEST(document["filters"].size() == 1U + 2U * each);
    BOOST_TEST(document["sessions"][0]["Tags"].size() == std::size_t{each});
    BOOST_TEST(!is_marked(*own.store));
    BOOST_TEST(memory.state() == text_of(own.service.configuration().wanted));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
