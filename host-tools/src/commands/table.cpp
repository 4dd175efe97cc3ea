// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/table.hpp"

#include <algorithm>

namespace tain::commands {
namespace {

bool is_number(const std::string& cell) {
    return !cell.empty() && cell.find_first_not_of("0123456789,.") == std::string::npos;
}

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t place = text.size(); place > 3;) text.insert(place -= 3, ",");
    return text;
}

Table::Table(std::vector<std::string> heading) {
    rows_.push_back(std::move(heading));
}

void Table::add(std::vector<std::string> cells) {
    rows_.push_back(std::move(cells));
}

std::string Table::text() const {
    std::string text;
    const std::size_t columns = rows_.front().size();
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t column = 0; column < columns; ++column) {
            const auto cell_width = [&](const auto& other) { return other[column].size(); };
            const std::size_t width = cell_width(*std::ranges::max_element(rows_, {}, cell_width));
            // A heading stands over its numbers.
            const bool right = rows_.size() > 1 && is_number(rows_[1][column]);
            const std::string fill(width - row[column].size(), ' ');
            line += (column > 0 ? "  " : "") + (right ? fill + row[column] : row[column] + fill);
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

}  // namespace tain::commands
