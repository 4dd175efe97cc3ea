// SPDX-License-Identifier: Apache-2.0
// The objects of the service as one call sees them: those of a snapshot, with the changes that the call makes
// on top, which become one change of the store.
#pragma once

#include <deque>
#include <optional>
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

struct Resource {
    std::string id;
    std::string owner;
    std::uint64_t sequence = 0;
    const ResourceType* type = nullptr;
    Json members;  ///< as answers show them (a filter without its rules: those are objects of their own)
    Json request;  ///< the request that created it, so that its repetition is recognized by its token
};

class Resources {
  public:
    explicit Resources(const Snapshot& snapshot);

    /// nullptr where there is no such object.
    [[nodiscard]] const Resource* find(const ResourceType& type, std::string_view id) const;
    /// Throws tain::Error(type.not_found).
    [[nodiscard]] const Resource& get(const ResourceType& type, std::string_view id) const;
    /// All of a type whose member has the value, in the order of creation; without a member: all.
    [[nodiscard]] std::vector<const Resource*> all(const ResourceType& type, std::string_view member = {},
                                                   std::string_view value = {}) const;
    /// The rules of a filter and direction by ascending number.
    [[nodiscard]] std::vector<const Resource*> rules_of(std::string_view filter,
                                                        std::string_view direction) const;
    /// The object that a create with this token made; nullptr where there is none.
    [[nodiscard]] const Resource* find_by_token(const ResourceType& type, std::string_view token) const;

    /// Makes an object with a new id, which goes into its members first.
    const Resource& create(const ResourceType& type, const std::string& owner, const Json& members,
                           const Json& request);
    void replace(const ResourceType& type, std::string_view id, const Json& members);
    void erase(const ResourceType& type, std::string_view id);

    [[nodiscard]] const Change& change() const { return change_; }

  private:
    [[nodiscard]] std::deque<Resource>::const_iterator locate(const ResourceType& type,
                                                              std::string_view id) const;

    std::deque<Resource> resources_;  // a deque, so that references outlive later creations
    Change change_;
};

}  // namespace tain::service
