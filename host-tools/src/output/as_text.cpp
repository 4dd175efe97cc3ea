// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <vector>

#include "python_text.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/output/formats.hpp"
#include "tain/text/characters.hpp"

namespace tain::output {
namespace {

using Keys = std::set<std::string>;

/// Writes one document. What stands before a line is the key under which its value was found.
class TextWriter {
  public:
    void write(const Json& value, const std::string* key = nullptr, const Keys* columns = nullptr) {
        if (value.is_object())
            write_structure(value, key, columns);
        else if (value.is_array())
            write_list(value, key);
        else
            text_ += python_text(value) + '\n';
    }

    std::string take() { return std::move(text_); }

  private:
    void write_list(const Json& list, const std::string* key) {
        if (std::ranges::any_of(list, [](const Json& item) { return item.is_object(); }))
            write_structures(list, key);
        else
            write_values(list, key);
    }

    /// All have the same columns: every key that is a scalar in any of them.
    void write_structures(const Json& list, const std::string* key) {
        Keys columns;
        for (const Json& item : list) {
            if (!item.is_object())
                throw cli::CommandError("'" + python_type(item) + "' object has no attribute 'items'",
                                        cli::exit_failure);
            for (const auto& [name, value] : item.items())
                if (!value.is_structured()) columns.insert(name);
        }
        for (const Json& item : list) write(item, key, &columns);
    }

    void write_values(const Json& list, const std::string* key) {
        std::vector<std::string> scalars;
        for (const Json& item : list)
            if (!item.is_structured()) scalars.push_back(python_text(item));
        if (key != nullptr) {
            for (const std::string& scalar : scalars) write_line({text::in_capitals(*key), scalar});
        } else if (!scalars.empty()) {
            write_line(scalars);
        }
        for (const Json& item : list)
            if (item.is_structured()) write(item, key);
    }

    void write_structure(const Json& structure, const std::string* key, const Keys* columns) {
        std::vector<std::string> cells;
        Keys others;
        for (const auto& [name, value] : structure.items())
            if (columns == nullptr ? value.is_structured() : !columns->contains(name)) others.insert(name);
        for (const std::string& name : columns == nullptr ? scalar_keys(structure) : *columns) {
            const auto found = structure.find(name);
            cells.push_back(found == structure.end() ? "" : python_text(*found));
        }
        if (!cells.empty()) {
            if (key != nullptr) cells.insert(cells.begin(), text::in_capitals(*key));
            write_line(cells);
        }
        for (const std::string& name : others) write(structure.at(name), &name);
    }

    static Keys scalar_keys(const Json& structure) {
        Keys keys;
        for (const auto& [name, value] : structure.items())
            if (!value.is_structured()) keys.insert(name);
        return keys;
    }

    void write_line(const std::vector<std::string>& cells) {
        for (const std::string& cell : cells) {
            if (&cell != &cells.front()) text_ += '\t';
            text_ += cell;
        }
        text_ += '\n';
    }

    std::string text_;
};

}  // namespace

std::string as_text(const Json& document) {
    TextWriter writer;
    writer.write(document);
    return writer.take();
}

}  // namespace tain::output
