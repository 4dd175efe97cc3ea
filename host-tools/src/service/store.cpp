// SPDX-License-Identifier: Apache-2.0
// The SQLite store. Several processes may use one state directory at a time: SQLite's lock orders their
// transactions, the revision finds out who decided on old knowledge.
#include "tain/service/store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr int format_version = 1;
constexpr int patience_ms = 30000;

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class Database {
  public:
    explicit Database(std::string file) : file_(std::move(file)) {
        sqlite3* opened = nullptr;
        const int result =
            sqlite3_open_v2(file_.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        handle_.reset(opened);
        check(result);
        check(sqlite3_busy_timeout(opened, patience_ms));
    }

    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

    void run(const char* sql) const { check(sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr)); }

    void check(int result) const {
        if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) fail(result);
    }

    [[noreturn]] void refuse(const std::string& reason) const {
        throw Error("StoreUnavailable", file_, "", file_ + ": " + reason);
    }

  private:
    [[noreturn]] void fail(int result) const {
        switch (result & 0xff) {
            case SQLITE_FULL:
                refuse("the disk is full; nothing was changed");
            case SQLITE_IOERR:
                refuse(std::string("the state can't be read or written (") + sqlite3_errstr(result) +
                       "); nothing was changed");
            case SQLITE_BUSY:
                refuse("another process has kept the store locked for 30 seconds; nothing was changed");
            case SQLITE_NOTADB:
            case SQLITE_CORRUPT:
                refuse("this is not a store of tain, or it is damaged");
            default:
                refuse(std::string(sqlite3_errmsg(handle())) + "; nothing was changed");
        }
    }

    std::string file_;
    std::unique_ptr<sqlite3, CloseDatabase> handle_;
};

class Statement {
  public:
    Statement(const Database& database, const char* sql) : database_(database) {
        sqlite3_stmt* prepared = nullptr;
        database.check(sqlite3_prepare_v2(database.handle(), sql, -1, &prepared, nullptr));
        handle_.reset(prepared);
    }

    Statement& bind(int place, const std::string& text) {
        database_.check(sqlite3_bind_text(handle_.get(), place, text.data(), static_cast<int>(text.size()),
                                          SQLITE_TRANSIENT));
        return *this;
    }

    /// True while there is a row.
    bool step() {
        const int result = sqlite3_step(handle_.get());
        database_.check(result);
        return result == SQLITE_ROW;
    }

    [[nodiscard]] std::uint64_t number(int column) const {
        return static_cast<std::uint64_t>(sqlite3_column_int64(handle_.get(), column));
    }
    [[nodiscard]] std::string text(int column) const {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
        return bytes == nullptr ? std::string() : std::string(bytes, size);
    }

  private:
    const Database& database_;
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> handle_;
};

/// Rolls back unless it was committed.
class Transaction {
  public:
    Transaction(const Database& database, const char* begin) : database_(database) { database.run(begin); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction() {
        if (!done_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    void commit() {
        database_.run("COMMIT");
        done_ = true;
    }

  private:
    const Database& database_;
    bool done_ = false;
};

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(const std::string& file) : database_(file) {
        // Every commit reaches the disk before it is acknowledged, with one wait for the disk where a
        // rollback journal would need four.
        database_.run("PRAGMA journal_mode = WAL");
        database_.run("PRAGMA synchronous = FULL");
        prepare();
    }

    Snapshot read() override { return read_where("", {}); }

    Snapshot select(const std::vector<std::string_view>& types) override {
        std::string places;
        for (std::size_t i = 0; i < types.size(); ++i) places += i == 0 ? "?" : ", ?";
        return read_where("WHERE type IN (" + places + ")", types);
    }

    bool commit(std::uint64_t expected, const Change& change) override {
        Transaction transaction(database_, "BEGIN IMMEDIATE");
        if (revision() != expected) return false;
        for (const std::string& id : change.erase)
            Statement(database_, "DELETE FROM objects WHERE id = ?").bind(1, id).step();
        for (const StoredObject& object : change.put) put(object);
        database_.run("UPDATE meta SET revision = revision + 1");
        transaction.commit();
        return true;
    }

  private:
    Snapshot read_where(const std::string& condition, const std::vector<std::string_view>& values) {
        const Transaction one_moment(database_, "BEGIN");
        Snapshot snapshot{revision(), {}};
        Statement rows(database_, ("SELECT id, type, owner, document, sequence FROM objects " + condition +
                                   " ORDER BY sequence")
                                      .c_str());
        for (std::size_t i = 0; i < values.size(); ++i)
            rows.bind(static_cast<int>(i + 1), std::string(values[i]));
        while (rows.step())
            snapshot.objects.push_back(
                {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.number(4)});
        return snapshot;
    }

    void prepare() {
        if (version() == format_version) return;
        Transaction transaction(database_, "BEGIN IMMEDIATE");
        const std::uint64_t found = version();  // again: another process may have been first
        if (found == 0) {
            database_.run(
                "CREATE TABLE meta(revision INTEGER NOT NULL) STRICT;"
                "INSERT INTO meta VALUES (1);"
                "CREATE TABLE objects(sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
                " type TEXT NOT NULL, owner TEXT NOT NULL, document TEXT NOT NULL) STRICT;");
            database_.run(("PRAGMA user_version = " + std::to_string(format_version)).c_str());
        } else if (found != format_version) {
            database_.refuse("the store has format " + std::to_string(found) +
                             ", this program reads format " + std::to_string(format_version));
        }
        transaction.commit();
    }

    std::uint64_t number_of(const char* sql) {
        Statement row(database_, sql);
        return row.step() ? row.number(0) : 0;
    }
    std::uint64_t version() { return number_of("PRAGMA user_version"); }
    std::uint64_t revision() { return number_of("SELECT revision FROM meta"); }

    void put(const StoredObject& object) {
        Statement(database_,
                  "INSERT INTO objects(id, type, owner, document) VALUES (?, ?, ?, ?)"
                  " ON CONFLICT(id) DO UPDATE SET document = excluded.document")
            .bind(1, object.id)
            .bind(2, object.type)
            .bind(3, object.owner)
            .bind(4, object.document)
            .step();
    }

    Database database_;
};

}  // namespace

Snapshot Store::select(const std::vector<std::string_view>& types) {
    Snapshot snapshot = read();
    std::erase_if(snapshot.objects, [&](const StoredObject& object) {
        return std::ranges::find(types, object.type) == types.end();
    });
    return snapshot;
}

std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& state_directory) {
    std::error_code error;
    std::filesystem::create_directories(state_directory, error);
    if (error)
        throw Error("StoreUnavailable", state_directory.string(), "",
                    state_directory.string() + ": the state directory can't be made: " + error.message());
    return std::make_unique<SqliteStore>((state_directory / "tain.db").string());
}

}  // namespace tain::service
