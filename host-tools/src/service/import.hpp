// SPDX-License-Identifier: Apache-2.0
// Makes a document of resources true on the objects of one call.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document_entry.hpp"
#include "tain/service/inventory.hpp"

namespace tain::service {

/// Everything that the document names is taken out first and then put in, entry by entry, by the operations
/// that create: so each check of theirs looks at what will be, and nothing is in the way that is about to go
/// (numbers that change places, a quota that is full of what is deleted).
class Import {
  public:
    /// Only `run` changes anything. All must outlive the import.
    Import(const ResourceDocument& document, const ImportOptions& options, Resources& resources,
           const Inventory& inventory);

    /// Throws tain::Error that names the entry.
    void run();

    /// What is created, updated and deleted: the answer of `Service::import_resources`.
    [[nodiscard]] Json report() const;

    /// The entry whose object this error of a later step is about; "" where there is none.
    [[nodiscard]] std::string place_of(const Error& error) const;

  private:
    using Names = std::multimap<std::string, std::string>;  ///< from the tag `Name` to ids

    void find_names(const ResourceType& type);
    [[nodiscard]] std::string named(const ResourceType& type, const std::string& name) const;
    [[nodiscard]] std::string session_at(const Json& request) const;
    void find_meant(const std::vector<DocumentEntry>& entries);
    void claim(const DocumentEntry& entry, const std::string& id);
    [[nodiscard]] std::string referred(const ResourceType& type, const std::string& reference) const;

    void take_out(const ResourceType& type, const std::string& id);
    void take_out_meant(const std::vector<DocumentEntry>& entries);
    void take_out_rules(const std::vector<DocumentEntry>& entries, const std::string& filter,
                        std::string_view direction);
    void take_out_others(const ResourceType& type);

    std::string put_in(const DocumentEntry& entry, Json request);
    void put_in_filter(const DocumentEntry& entry);
    void put_in_session(const DocumentEntry& entry);
    [[nodiscard]] Json tags_for(const DocumentEntry& entry, const std::string& id) const;
    void check_other_sessions() const;

    const ResourceDocument& document_;
    ImportOptions options_;
    Resources& resources_;
    const Inventory& inventory_;
    std::map<const ResourceType*, Names> stored_names_;
    std::map<const ResourceType*, Names> new_names_;
    std::map<const DocumentEntry*, std::string> meant_;    ///< by entries, where they mean a stored object
    std::map<std::string, const DocumentEntry*> claimed_;  ///< who means an id
    std::map<std::string, Resource> before_;               ///< what was taken out, by id
    std::vector<const Resource*> put_in_;
    std::map<std::string, std::string> places_;  ///< in the document, by id
};

}  // namespace tain::service
