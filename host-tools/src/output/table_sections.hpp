// SPDX-License-Identifier: Apache-2.0
// Sections of a table, below each other and of one width: each has a title, a line of headers and rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tain/output/formats.hpp"

namespace tain::output {

class TableSection {
  public:
    TableSection(std::optional<std::string> title, std::size_t level)
        : title_(std::move(title)), level_(level) {}

    /// Both throw cli::CommandError where the number of cells is not that of what the section has already.
    void set_headers(const std::vector<std::string>& headers);
    void add_row(const std::vector<std::string>& row);

    /// Headers at the left, values at the right; for sections of one row with headers, others are left alone.
    void turn_upright();

    [[nodiscard]] const std::optional<std::string>& title() const { return title_; }
    [[nodiscard]] std::size_t level() const { return level_; }
    [[nodiscard]] const std::vector<std::string>& headers() const { return headers_; }
    [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return rows_; }

    /// Columns of the screen that the section needs, its borders included.
    [[nodiscard]] std::size_t width() const;
    /// Columns of the screen for each column of the section, `width` together. Empty without columns.
    [[nodiscard]] std::vector<std::size_t> column_widths(std::size_t width) const;

  private:
    void check_count(std::size_t cells);
    void widen(const std::vector<std::string>& cells);

    std::optional<std::string> title_;
    std::size_t level_;
    std::vector<std::string> headers_;
    std::vector<std::vector<std::string>> rows_;
    std::optional<std::size_t> count_;
    std::vector<std::size_t> widths_;
};

/// The sections as lines of text.
std::string draw(std::vector<TableSection> sections, const TableLook& look);

}  // namespace tain::output
