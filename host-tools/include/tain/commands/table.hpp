// SPDX-License-Identifier: Apache-2.0
// Aligned columns for people: texts to the left, numbers to the right.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tain::commands {

/// "1234567" -> "1,234,567".
std::string grouped(std::uint64_t number);

class Table {
  public:
    explicit Table(std::vector<std::string> heading);
    /// As many cells as the heading has; a cell of digits and commas alone is a number.
    void add(std::vector<std::string> cells);
    [[nodiscard]] bool empty() const { return rows_.size() < 2; }
    [[nodiscard]] std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace tain::commands
