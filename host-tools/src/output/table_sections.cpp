// SPDX-License-Identifier: Apache-2.0
#include "table_sections.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tain/cli/command_error.hpp"
#include "tain/text/characters.hpp"

namespace tain::output {
namespace {

constexpr std::size_t cell_padding = 4;
constexpr std::size_t borders = 2;

}  // namespace

void TableSection::set_headers(const std::vector<std::string>& headers) {
    widen(headers);
    if (!count_) count_ = headers.size();
    headers_ = headers;
}

void TableSection::add_row(const std::vector<std::string>& row) {
    check_count(row.size());
    rows_.push_back(row);
    widen(row);
}

void TableSection::check_count(std::size_t cells) {
    if (!count_) count_ = cells;
    if (cells != *count_)
        throw cli::CommandError("Row should have " + std::to_string(*count_) + " elements, instead it has " +
                                    std::to_string(cells),
                                cli::exit_failure);
}

void TableSection::widen(const std::vector<std::string>& cells) {
    if (widths_.empty()) widths_.resize(cells.size());
    if (cells.size() > widths_.size()) throw cli::CommandError("list index out of range", cli::exit_failure);
    for (std::size_t i = 0; i < cells.size(); ++i)
        widths_[i] = std::max(widths_[i], text::columns_of(cells[i]));
}

void TableSection::turn_upright() {
    if (rows_.size() != 1 || headers_.empty()) return;
    TableSection upright(title_, level_);
    const std::vector<std::string>& row = rows_.front();
    for (std::size_t i = 0; i < std::min(headers_.size(), row.size()); ++i)
        upright.add_row({headers_[i], row[i]});
    *this = std::move(upright);
}

std::size_t TableSection::width() const {
    // A section without a title of its own counts as one of "None", as the AWS command line has it.
    const std::size_t title_width = title_ ? text::columns_of(*title_) : 4;
    const std::size_t cells = std::accumulate(widths_.begin(), widths_.end(), cell_padding * widths_.size());
    return std::max(title_width, cells) + borders + 2 * level_;
}

std::vector<std::size_t> TableSection::column_widths(std::size_t width) const {
    if (widths_.empty()) return {};
    const std::size_t sum = std::accumulate(widths_.begin(), widths_.end(), cell_padding * widths_.size());
    const double scale = static_cast<double>(width) / static_cast<double>(sum);
    std::vector<std::size_t> scaled;
    std::size_t total = 0;
    for (const std::size_t column : widths_) {
        // Halves go to the even neighbour, as nearbyint rounds.
        scaled.push_back(
            static_cast<std::size_t>(std::nearbyint(scale * static_cast<double>(column + cell_padding))));
        total += scaled.back();
    }
    for (std::size_t i = 0; total > width; i = (i + 1) % scaled.size(), --total) --scaled[i];
    for (std::size_t i = 0; total < width; i = (i + 1) % scaled.size(), ++total)
        ++scaled[scaled.size() - 1 - i];
    return scaled;
}

}  // namespace tain::output
