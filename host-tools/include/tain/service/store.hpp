// SPDX-License-Identifier: Apache-2.0
// Where the objects of the service are kept. The one transaction is "compare the revision, write these
// objects", so that any store with such a compare-and-swap can take the place of the SQLite one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tain::service {

/// One object; to the store its document is a text.
struct StoredObject {
    std::string id;
    std::string type;   ///< "traffic-mirror-session"
    std::string owner;  ///< account
    std::string document;
    std::uint64_t sequence = 0;  ///< place in the order of creation, given by the store
};

/// All objects at one moment, in the order of creation.
struct Snapshot {
    std::uint64_t revision = 0;
    std::vector<StoredObject> objects;
};

struct Change {
    std::vector<StoredObject> put;  ///< new ones, and new documents of old ones
    std::vector<std::string> erase;
    [[nodiscard]] bool empty() const { return put.empty() && erase.empty(); }
};

class Store {
  public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    Store(Store&&) = delete;
    Store& operator=(Store&&) = delete;
    virtual ~Store() = default;

    virtual Snapshot read() = 0;

    /// The same with the objects of these types only. A store that need not read the others overrides it.
    virtual Snapshot select(const std::vector<std::string_view>& types);

    /// Makes the whole change durable and raises the revision by one, if that still is `revision`; else
    /// changes nothing and returns false. Throws tain::Error, having changed nothing, where it can't be
    /// written.
    virtual bool commit(std::uint64_t revision, const Change& change) = 0;
};

/// The store of a state directory, both made where they are not there yet.
std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& state_directory);

}  // namespace tain::service
