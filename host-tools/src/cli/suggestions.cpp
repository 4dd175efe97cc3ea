// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/suggestions.hpp"

#include <algorithm>

#include "tain/cli/value.hpp"

namespace tain::cli {
namespace {

constexpr double least_likeness = 0.8;
constexpr std::size_t most_matches = 3;
constexpr std::size_t column_width = 40;

struct Block {
    std::size_t in_a = 0;
    std::size_t in_b = 0;
    std::size_t size = 0;
};

/// The longest text that is in both; of several the earliest in `a`, of these the earliest in `b`.
Block longest_block(std::string_view a, std::string_view b) {
    Block longest;
    std::vector<std::size_t> above(b.size() + 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::vector<std::size_t> lengths(b.size() + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            if (a[i] != b[j]) continue;
            const std::size_t size = lengths[j + 1] = above[j] + 1;
            if (size > longest.size) longest = {i + 1 - size, j + 1 - size, size};
        }
        above = std::move(lengths);
    }
    return longest;
}

/// Characters in matching blocks: the longest, and those to its left and to its right.
std::size_t matching(std::string_view a, std::string_view b) {
    const Block block = longest_block(a, b);
    if (block.size == 0) return 0;
    return block.size + matching(a.substr(0, block.in_a), b.substr(0, block.in_b)) +
           matching(a.substr(block.in_a + block.size), b.substr(block.in_b + block.size));
}

std::string padded(std::string text) {
    if (text.size() < column_width) text.resize(column_width, ' ');
    return text;
}

}  // namespace

double likeness(std::string_view a, std::string_view b) {
    if (a.empty() && b.empty()) return 1;
    return 2.0 * static_cast<double>(matching(a, b)) / static_cast<double>(a.size() + b.size());
}

std::vector<std::string> close_matches(std::string_view word, const std::vector<std::string>& choices) {
    std::vector<std::pair<double, std::string>> found;
    for (const std::string& choice : choices) {
        // No more characters can match than the shorter text has: most choices need no closer look.
        const double most = 2.0 * static_cast<double>(std::min(word.size(), choice.size())) /
                            static_cast<double>(std::max<std::size_t>(1, word.size() + choice.size()));
        if (most < least_likeness) continue;
        if (const double alike = likeness(choice, word); alike >= least_likeness)
            found.emplace_back(alike, choice);
    }
    std::ranges::sort(found, std::greater<>());
    found.resize(std::min(found.size(), most_matches));
    std::vector<std::string> words;
    for (auto& [alike, choice] : found) words.push_back(std::move(choice));
    return words;
}

std::string invalid_choice(const std::string& word, const std::vector<std::string>& choices) {
    std::string text = "Invalid choice, valid choices are:\n";
    for (std::size_t i = 0; i < choices.size(); i += 2) {
        text += "\n" + padded(choices[i]);
        if (i + 1 < choices.size()) text += " | " + padded(choices[i + 1]);
    }
    const std::vector<std::string> close = close_matches(word, choices);
    if (close.empty()) return text;
    text += "\n\n\nInvalid choice: " + repr(word) + ", maybe you meant:\n";
    for (const std::string& choice : close) text += "\n  * " + choice;
    return text;
}

}  // namespace tain::cli
