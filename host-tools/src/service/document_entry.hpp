// SPDX-License-Identifier: Apache-2.0
// The entries of a document of resources, read and checked as far as an entry can be by itself.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tain/error.hpp"
#include "tain/service/resource_document.hpp"

namespace tain::service {

/// What the document calls the objects of a type, and the operation that makes them.
struct DocumentList {
    const ResourceType* type;
    std::string_view name;    ///< "sessions"
    std::string_view create;  ///< operation
    std::string_view remove;  ///< operation
};
const DocumentList& document_list(const ResourceType& type);

/// The two lists of rules in a filter.
struct RuleList {
    std::string_view name;  ///< "IngressFilterRules"
    std::string_view direction;
};
inline constexpr RuleList rule_lists[] = {{"IngressFilterRules", "ingress"}, {"EgressFilterRules", "egress"}};

struct DocumentEntry {
    const ResourceType* type = nullptr;
    std::string where;  ///< "sessions[2]"
    std::string id;     ///< "" where it has none
    std::string name;   ///< of its key or tag `Name`; "" where it has none
    Json request;       ///< members of the request that creates it, tags and references not among them yet
    std::optional<Json> tags;      ///< a list of Key and Value; absent where they stay as they are
    std::optional<Json> services;  ///< of a filter; absent where they stay as they are
    /// Of a filter, in the order of rule_lists; absent where they stay as they are.
    std::array<std::optional<std::vector<DocumentEntry>>, std::size(rule_lists)> rules;
};

struct ResourceDocument {
    std::vector<DocumentEntry> targets;
    std::vector<DocumentEntry> filters;
    std::vector<DocumentEntry> sessions;
};

/// Throws tain::Error with the place of what is wrong.
ResourceDocument read_document(const Json& document);

/// True where the error says its place in the document already.
bool is_placed(const Error& error);
/// The error that says where in the document it happened: "sessions[2].SessionNumber: ...".
Error placed(const Error& error, const std::string& where);

/// What `function` returns; its errors get the place.
template <typename Function>
auto at_place(const std::string& where, Function function) {
    try {
        return function();
    } catch (const Error& error) {
        throw placed(error, where);
    }
}

}  // namespace tain::service
