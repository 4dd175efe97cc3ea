// SPDX-License-Identifier: Apache-2.0
// The store: compare and write, two processes at a time, death in the middle, and a disk that takes no more.
#include "tain/service/store.hpp"

#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <set>

#include "processes.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using service::Change;
using service::open_sqlite_store;
using service::Snapshot;
using service::StoredObject;

StoredObject object(const std::string& id, const std::string& document = "{}") {
    return {id, "traffic-mirror-filter", account, document, 0};
}

/// Creates filters in the state folder, one after the other.
int create_filters(const std::filesystem::path& state, int count, int report_to = -1) {
    const auto store = open_sqlite_store(state);
    const auto inventory = service::parse_inventory(inventory_text(), "tain.yaml");
    service::Service service(*store, inventory, [&] { return service::open_nic(inventory.device); });
    for (int i = 0; count < 0 || i < count; ++i) {
        const Json answer =
            service.call(*service::find_operation("CreateTrafficMirrorFilter"), Json::object());
        const std::string id = answer["TrafficMirrorFilter"]["TrafficMirrorFilterId"];
        if (report_to >= 0 && write(report_to, id.data(), id.size()) < 0) return 1;
    }
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store)

BOOST_AUTO_TEST_CASE(objects_outlive_the_process_in_the_order_of_creation) {
    const Folder folder;
    {
        const auto store = open_sqlite_store(folder / "state");
        const Snapshot empty = store->read();
        BOOST_TEST(empty.objects.empty());
        BOOST_TEST(store->commit(empty.revision, Change{{object("b"), object("a")}, {}}));
        BOOST_TEST(store->commit(store->read().revision, Change{{object("b", R"({"x":1})")}, {}}));
    }
    const Snapshot snapshot = open_sqlite_store(folder / "state")->read();
    BOOST_REQUIRE(snapshot.objects.size() == 2U);
    BOOST_TEST(snapshot.objects[0].id == "b");
    BOOST_TEST(snapshot.objects[0].document == R"({"x":1})");
    BOOST_TEST(snapshot.objects[0].owner == account);
    BOOST_TEST(snapshot.objects[1].id == "a");
}

BOOST_AUTO_TEST_CASE(a_change_of_old_knowledge_changes_nothing) {
    const Folder folder;
    const auto one = open_sqlite_store(folder / "state");
    const auto two = open_sqlite_store(folder / "state");
    const Snapshot old = one->read();
    BOOST_TEST(two->commit(old.revision, Change{{object("a")}, {}}));
    BOOST_TEST(!one->commit(old.revision, Change{{object("b")}, {"a"}}));
    BOOST_TEST(one->read().objects.size() == 1U);
    BOOST_TEST(one->commit(one->read().revision, Change{{}, {"a"}}));
    BOOST_TEST(two->read().objects.empty());
}

BOOST_AUTO_TEST_CASE(processes_at_once_lose_nothing) {
    const Folder folder;
    constexpr int each = 25;
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i)
        children.push_back(in_child([&] { return create_filters(folder / "state", each); }));
    for (const pid_t child : children) BOOST_TEST(wait_for(child) == 0);
    BOOST_TEST(open_sqlite_store(folder / "state")->read().objects.size() == 3U * each);
}

BOOST_AUTO_TEST_CASE(what_was_acknowledged_survives_a_kill) {
    const Folder folder;
    std::array<int, 2> ends{};
    BOOST_REQUIRE(pipe(ends.data()) == 0);
    const pid_t child = in_child([&] { return create_filters(folder / "state", -1, ends[1]); });
    close(ends[1]);
    constexpr std::size_t id_size = 21;
    std::set<std::string> acknowledged;
    std::string bytes;
    std::array<char, id_size> buffer{};
    bool killed = false;
    for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
        if (!killed && bytes.size() >= 20 * id_size) killed = kill(child, SIGKILL) == 0;
    }
    close(ends[0]);
    BOOST_TEST(wait_for(child) == -SIGKILL);
    for (std::size_t at = 0; at + id_size <= bytes.size(); at += id_size)
        acknowledged.insert(bytes.substr(at, id_size));
    BOOST_TEST(acknowledged.size() >= 20U);
    std::set<std::string> stored;
    for (const StoredObject& found : open_sqlite_store(folder / "state")->read().objects)
        stored.insert(found.id);
    for (const std::string& id : acknowledged) BOOST_TEST(stored.contains(id));
    BOOST_TEST(create_filters(folder / "state", 1) == 0);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_one_refusal_and_changes_nothing) {
    const Folder folder;
    BOOST_REQUIRE(create_filters(folder / "state", 1) == 0);
    const std::string file = (folder / "state").string() + "/tain.db";
    const auto before = open_sqlite_store(folder / "state")->read();
    const pid_t child = in_child([&] {
        // No file may grow: writing fails as it does on a full disk.
        const auto store = open_sqlite_store(folder / "state");
        const rlimit none{0, 0};
        std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &none);
        try {
            store->commit(store->read().revision, Change{{object("a", std::string(100000, 'x'))}, {}});
        } catch (const Error& error) {
            const std::string message = error.what();
            const bool clear = error.code() == "StoreUnavailable" && error.object() == file &&
                               message.find("nothing was changed") != std::string::npos;
            return clear ? 0 : 1;
        }
        return 2;
    });
    BOOST_TEST(wait_for(child) == 0);
    const auto after = open_sqlite_store(folder / "state")->read();
    BOOST_TEST(after.revision == before.revision);
    BOOST_TEST(after.objects.size() == 1U);
    BOOST_TEST(create_filters(folder / "state", 1) == 0);
}

BOOST_AUTO_TEST_CASE(only_some_types_are_selected) {
    const Folder folder;
    const auto store = open_sqlite_store(folder / "state");
    StoredObject other = object("x");
    other.type = "client-token";
    BOOST_TEST(store->commit(store->read().revision, Change{{object("a"), other, object("b")}, {}}));
    const Snapshot some = store->select({"traffic-mirror-filter", "traffic-mirror-target"});
    BOOST_TEST(some.revision == store->read().revision);
    BOOST_REQUIRE(some.objects.size() == 2U);
    BOOST_TEST(some.objects[1].id == "b");
    BOOST_TEST(store->select({}).objects.empty());
    BOOST_TEST(store->service::Store::select({"client-token"}).objects.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_failed_commit_puts_the_nic_back) {
    /// Takes nothing: every commit fails as on a full disk.
    class FullStore final : public service::Store {
      public:
        Snapshot read() override { return {1, {}}; }
        bool commit(std::uint64_t, const Change&) override {
            throw Error("StoreUnavailable", "tain.db", "", "tain.db: the disk is full; nothing was changed");
        }
    };
    FullStore full;
    FakeNic::Memory nic;
    const auto inventory = service::parse_inventory(inventory_text(), "tain.yaml");
    service::Service service(full, inventory, [&] { return std::make_unique<FakeNic>(nic); });
    BOOST_TEST(code_of([&] {
                   service.call(*service::find_operation("CreateTrafficMirrorFilter"), Json::object());
               }) == "StoreUnavailable");
    BOOST_TEST(nic.applied == 2);
    BOOST_TEST((nic.wanted == service.configuration().wanted));
}

BOOST_AUTO_TEST_CASE(a_conflict_is_decided_anew) {
    /// Lets another writer take the session number first, once.
    class Contested final : public service::Store {
      public:
        explicit Contested(World& world) : world_(world) {}
        Snapshot read() override { return world_.store->read(); }
        bool commit(std::uint64_t revision, const Change& change) override {
            if (commits++ == 0) world_.create_session(filter, target, 1);
            return world_.store->commit(revision, change);
        }
        int commits = 0;
        std::string filter;
        std::string target;

      private:
        World& world_;
    };
    World world;
    Contested contested(world);
    contested.filter = world.create_filter();
    contested.target = world.create_target();
    service::Service service(contested, world.inventory,
                             [&] { return std::make_unique<FakeNic>(world.nic); });
    const auto create = [&](int number) {
        service.call(*service::find_operation("CreateTrafficMirrorSession"),
                     {{"NetworkInterfaceId", source},
                      {"TrafficMirrorTargetId", contested.target},
                      {"TrafficMirrorFilterId", contested.filter},
                      {"SessionNumber", number}});
    };
    BOOST_TEST(code_of([&] { create(1); }) == "InvalidParameterValue");
    BOOST_TEST(world.nic.wanted.sessions.size() == 1U);
    create(2);
    BOOST_TEST(world.nic.wanted.sessions.size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_no_store_is_refused) {
    const Folder folder;
    std::filesystem::create_directories(folder / "state");
    std::ofstream(folder / "state/tain.db") << std::string(5000, 'x');
    BOOST_TEST(code_of([&] { open_sqlite_store(folder / "state"); }) == "StoreUnavailable");
    std::ofstream(folder / "file") << "x";
    BOOST_TEST(code_of([&] { open_sqlite_store(folder / "file/state"); }) == "StoreUnavailable");
}

BOOST_AUTO_TEST_CASE(a_store_of_another_format_is_refused) {
    const Folder folder;
    open_sqlite_store(folder / "state");
    sqlite3* database = nullptr;
    BOOST_REQUIRE(sqlite3_open((folder / "state/tain.db").c_str(), &database) == SQLITE_OK);
    BOOST_REQUIRE(sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    BOOST_TEST(code_of([&] { open_sqlite_store(folder / "state"); }) == "StoreUnavailable");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
