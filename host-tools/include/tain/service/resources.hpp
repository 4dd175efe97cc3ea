// SPDX-License-Identifier: Apache-2.0
// The objects of the service as one call sees them: those of a snapshot, with the changes that the call makes
// on top, which become one change of the store. Documents are read only when a call asks for their type, and
// a look-up by member is made once, so that a call costs what it uses.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tain/service/store.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

/// What differs between the four kinds of object, as far as it is not in the API model.
struct ResourceType {
    std::string_view name;       ///< "traffic-mirror-session"
    std::string_view prefix;     ///< "tms-"
    std::string_view id_member;  ///< "TrafficMirrorSessionId"
    std::string_view not_found;  ///< error code
    std::string_view noun;       ///< "session"
};
extern const ResourceType session_type;
extern const ResourceType filter_type;
extern const ResourceType rule_type;
extern const ResourceType target_type;

/// All four, in the order in which objects need each other: what comes first is needed by what follows.
const std::vector<const ResourceType*>& resource_types();
/// The type whose ids look like this one; nullptr where there is none.
const ResourceType* type_of_id(std::string_view id);

struct Resource {
    std::string id;
    std::string owner;
    const ResourceType* type = nullptr;
    Json members;  ///< as answers show them (a filter without its rules: those are objects of their own)
    std::uint64_t place = 0;  ///< in the order of creation; a new object's is final only in the store
};

class Resources {
  public:
    explicit Resources(Snapshot snapshot);

    /// From now on the objects of this account alone can be found by id, listed and counted; of "" all again.
    /// A look-up by member finds everybody's: what is taken is taken, whoever has it.
    void see_as(std::string account) { seen_by_ = std::move(account); }

    /// nullptr where there is no such object.
    [[nodiscard]] const Resource* find(const ResourceType& type, std::string_view id) const;
    /// Throws tain::Error(type.not_found).
    [[nodiscard]] const Resource& get(const ResourceType& type, std::string_view id) const;
    /// All of a type, in the order of creation.
    [[nodiscard]] std::vector<const Resource*> all(const ResourceType& type) const;
    /// Those whose member is this text, in the order of creation.
    [[nodiscard]] std::vector<const Resource*> all(const ResourceType& type, std::string_view member,
                                                   std::string_view value) const;
    [[nodiscard]] std::size_t count(const ResourceType& type) const { return all(type).size(); }
    /// The rules of a filter and direction by ascending number.
    [[nodiscard]] std::vector<const Resource*> rules_of(std::string_view filter,
                                                        std::string_view direction) const;

    /// Makes an object, whose id goes into its members first: with a new id, or where one is given, with
    /// that, in the place of the one which had it before the change.
    const Resource& create(const ResourceType& type, const std::string& owner, const Json& members,
                           const std::string& id = "");
    void replace(const ResourceType& type, std::string_view id, const Json& members);
    void erase(const ResourceType& type, std::string_view id);

    /// What the calls above made different from the snapshot.
    [[nodiscard]] Change change() const;
    [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }

  private:
    using Place = std::uint64_t;
    using Index = std::map<std::string, std::set<Place>, std::less<>>;  ///< from a member's text to objects
    struct Table {
        std::map<Place, Resource> by_place;
        std::map<std::string, Place, std::less<>> places;   ///< by id
        std::map<std::string, Index, std::less<>> indexes;  ///< by member; made when first asked for
    };

    [[nodiscard]] bool is_seen(const Resource& resource) const {
        return seen_by_.empty() || resource.owner == seen_by_;
    }
    [[nodiscard]] Table& table(const ResourceType& type) const;
    static const Index& index(Table& table, std::string_view member);
    static const Resource& enter(Table& table, Resource resource);
    static void enter_in_indexes(Table& table, const Resource& resource);
    static void leave_indexes(Table& table, const Resource& resource);

    struct Touched {
        const ResourceType* type;
        std::string id;
        Place place;
    };

    Snapshot snapshot_;
    std::string seen_by_;
    mutable std::map<const ResourceType*, Table> tables_;  // filled when first asked for
    std::vector<Touched> touched_;
    std::map<std::string, Place, std::less<>> left_places_;  ///< of erased objects, by id
    Place next_ = 1;
};

}  // namespace tain::service
