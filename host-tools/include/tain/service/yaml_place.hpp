// SPDX-License-Identifier: Apache-2.0
// Values of a YAML file that know where they stand, so that every refusal can name file, line and key;
// mappings are read by a table of keys.
#pragma once

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tain/error.hpp"

namespace tain::service {

/// Which of the operator's files it is, in refusals.
struct FileKind {
    std::string_view name;  ///< "inventory"
    std::string_view code;  ///< of errors: "InvalidInventory"
};

/// A value in the file and the way to it.
struct Place {
    const FileKind& kind;
    std::string file;
    int line = 1;
    std::string path;  ///< "interfaces[1].mac"
    YAML::Node node;

    /// Throws tain::Error with the kind's code: "FILE:LINE: KEY: MESSAGE".
    [[noreturn]] void refuse(const std::string& message) const;
    /// The place of a value inside this one, reached by `step` (".mac", "[1]"), at that mark of the file.
    [[nodiscard]] Place inner(const YAML::Node& value, const std::string& step, const YAML::Mark& mark) const;
};

/// One key of a mapping and what to do with its value.
template <typename T>
struct Key {
    std::string_view name;
    std::function<void(const Place&, T&)> read;
    bool required = false;
};

template <typename T>
std::string names_of(const std::vector<Key<T>>& keys) {
    std::string names;
    for (const Key<T>& key : keys) names += (names.empty() ? "" : ", ") + std::string(key.name);
    return names;
}

template <typename T>
void read_mapping(const Place& place, const std::vector<Key<T>>& keys, T& into) {
    if (!place.node.IsMap()) place.refuse("must be a mapping of " + names_of(keys));
    const std::string dot = place.path.empty() ? "" : ".";
    std::set<std::string> seen;
    for (const auto& entry : place.node) {
        if (!entry.first.IsScalar()) place.refuse("every key must be one of " + names_of(keys));
        const std::string& name = entry.first.Scalar();
        const Place value = place.inner(entry.second, dot + name, entry.first.Mark());
        const auto key = std::ranges::find(keys, name, &Key<T>::name);
        if (key == keys.end())
            value.refuse("is not a key of the " + std::string(place.kind.name) +
                         "; known here: " + names_of(keys));
        if (!seen.insert(name).second) value.refuse("is given twice");
        key->read(value, into);
    }
    for (const Key<T>& key : keys)
        if (key.required && !seen.contains(std::string(key.name)))
            place.inner(place.node, dot + std::string(key.name), place.node.Mark()).refuse("is missing");
}

/// The whole of a YAML text; `file` stands for it in errors. Throws where it is no YAML.
Place parse_yaml(const FileKind& kind, const std::string& text, const std::string& file);

/// The file's text. Throws where it can't be read; `hint` follows in the message.
std::string read_file(const FileKind& kind, const std::string& file, const std::string& hint = {});

/// Reads each item of a list.
void read_list(const Place& place, const std::function<void(const Place&)>& read);

/// A text that is not empty.
std::string read_text(const Place& place);

/// A whole number within its bounds.
unsigned read_number(const Place& place, unsigned least, unsigned most);

/// What a parser of addresses makes of the text, its refusal placed in the file.
template <typename Parse>
auto read_parsed(const Place& place, Parse parse) {
    const std::string text = read_text(place);
    try {
        return parse(text);
    } catch (const Error& error) {
        place.refuse(error.what());
    }
}

}  // namespace tain::service
