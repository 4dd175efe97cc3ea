// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "python_text.hpp"
#include "table_sections.hpp"
#include "tain/cli/command_error.hpp"

namespace tain::output {
namespace {

/// The keys of one structure or of several, sorted. A key may be in both: scalar here, not there.
struct Keys {
    std::set<std::string> scalar;
    std::set<std::string> other;

    void add(const Json& structure) {
        for (const auto& [key, value] : structure.items())
            (value.is_structured() ? other : scalar).insert(key);
    }
    [[nodiscard]] std::vector<std::string> headers() const { return {scalar.begin(), scalar.end()}; }
};

/// As Python's `not value`.
bool is_nothing(const Json& value) {
    if (value.is_boolean()) return !value.get<bool>();
    if (value.is_number()) return value == 0;
    return value.is_string() ? value.get_ref<const std::string&>().empty() : value.empty();
}

bool is_row(const Json& value) {
    if (value.is_object()) return true;
    for (const Json& item : value)
        if (item.is_structured()) return false;
    return true;
}

/// A list's items, or a structure's keys.
std::vector<std::string> row_of(const Json& value) {
    std::vector<std::string> row;
    for (auto item = value.begin(); item != value.end(); ++item)
        row.push_back(value.is_object() ? item.key() : python_text(*item));
    return row;
}

std::vector<std::string> cells_of(const Json& structure, const std::vector<std::string>& headers) {
    std::vector<std::string> cells;
    for (const std::string& header : headers) {
        const auto found = structure.find(header);
        cells.push_back(found == structure.end() ? "" : python_text(*found));
    }
    return cells;
}

class TableBuilder {
  public:
    /// False where there is nothing to show. Without a title the value goes on in the section before it.
    bool add(const std::string* title, const Json& value, std::size_t level = 0) {
        if (is_nothing(value)) return false;
        if (title != nullptr) sections_.emplace_back(*title, level);
        if (value.is_array() && value.front().is_object())
            add_structures(title, value, level);
        else if (value.is_array())
            add_values(value);
        else if (value.is_object())
            add_structure(value, level);
        return true;
    }

    std::vector<TableSection> take() { return std::move(sections_); }

  private:
    void add_values(const Json& list) {
        for (const Json& item : list) {
            if (!item.is_structured())
                sections_.back().add_row({python_text(item)});
            else if (is_row(item))
                sections_.back().add_row(row_of(item));
            else
                add(nullptr, item);
        }
    }

    void add_structure(const Json& structure, std::size_t level) {
        Keys keys;
        keys.add(structure);
        const std::vector<std::string> headers = keys.headers();
        if (headers.size() == 1) {
            sections_.back().add_row({headers.front(), python_text(structure.at(headers.front()))});
        } else if (!headers.empty()) {
            sections_.back().set_headers(headers);
            sections_.back().add_row(cells_of(structure, headers));
        }
        for (const std::string& key : keys.other) add(&key, structure.at(key), level + 1);
    }

    void add_structures(const std::string* title, const Json& list, std::size_t level) {
        Keys keys;
        for (const Json& item : list) {
            if (!item.is_object()) check_among_structures(item);
            if (item.is_object()) keys.add(item);
        }
        const std::vector<std::string> headers = keys.headers();
        sections_.back().set_headers(headers);
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i > 0 && !keys.other.empty()) {
                sections_.emplace_back(title == nullptr ? std::optional<std::string>() : *title, level);
                sections_.back().set_headers(headers);
            }
            if (!list[i].is_object() && !headers.empty()) refuse(list[i], "has no attribute 'get'");
            sections_.back().add_row(cells_of(list[i], headers));
            for (const std::string& key : keys.other)
                if (list[i].is_object() && list[i].contains(key)) add(&key, list[i].at(key), level + 1);
        }
    }

    /// An empty list or text among structures does no harm: it has no members.
    static void check_among_structures(const Json& item) {
        if (item.is_array() && !item.empty())
            throw cli::CommandError(
                "list indices must be integers or slices, not " + python_type(item.front()),
                cli::exit_failure);
        if (item.is_string() && !item.get_ref<const std::string&>().empty())
            throw cli::CommandError("string indices must be integers, not 'str'", cli::exit_failure);
        if (!item.is_array() && !item.is_string()) refuse(item, "is not iterable");
    }

    [[noreturn]] static void refuse(const Json& item, const std::string& flaw) {
        throw cli::CommandError("'" + python_type(item) + "' object " + flaw, cli::exit_failure);
    }

    std::vector<TableSection> sections_;
};

}  // namespace

std::string as_table(const std::string& title, const Json& document, const TableLook& look) {
    TableBuilder builder;
    if (!builder.add(&title, document)) return "";
    return draw(builder.take(), look);
}

}  // namespace tain::output
