// SPDX-License-Identifier: Apache-2.0
// Lines and cells of tables. Every piece that is written on its own ends with a reset of the colours where
// there are colours: the AWS command line writes through a stream that adds one, and its bytes are the
// measure.
#include <algorithm>
#include <string_view>

#include "table_sections.hpp"
#include "tain/text/characters.hpp"

namespace tain::output {
namespace {

constexpr std::string_view reset = "\033[0m";
constexpr std::string_view bright_blue = "\033[1m\033[34m";
constexpr std::string_view dim_yellow = "\033[2m\033[33m";
constexpr std::size_t left_padding = 2;

std::string spaces(std::ptrdiff_t count) {
    return std::string(static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)), ' ');
}

std::ptrdiff_t length_of(std::string_view text) {
    return static_cast<std::ptrdiff_t>(text::columns_of(text));
}

std::string centred(const std::string& text, std::size_t width, std::string_view left_edge) {
    const auto length = static_cast<std::ptrdiff_t>(width);
    const std::ptrdiff_t before = length / 2 - length_of(text) / 2 - 1;
    const std::ptrdiff_t so_far = static_cast<std::ptrdiff_t>(left_edge.size()) + before + length_of(text);
    return std::string(left_edge) + spaces(before) + text + spaces(length - 1 - so_far) + '|';
}

std::string rule(const std::vector<std::size_t>& widths) {
    std::string line;
    for (const std::size_t width : widths) {
        const std::size_t edges = line.empty() ? 2 : 1;
        if (line.empty()) line = "+";
        line.append(width > edges ? width - edges : 0, '-') += '+';
    }
    return line;
}

class Drawing {
  public:
    Drawing(std::size_t width, bool color) : width_(width), color_(color) {
        write(std::string(width, '-') + '\n');
    }

    void add(const TableSection& section) {
        level_ = section.level();
        const std::size_t width = width_ - 2 * level_;
        const std::vector<std::size_t> widths = section.column_widths(width);
        add_title(section, width);
        if (!section.headers().empty()) add_headers(section, widths);
        if (!section.rows().empty() && !widths.empty()) add_rows(section, widths);
    }

    std::string take() { return std::move(text_); }

  private:
    void add_title(const TableSection& section, std::size_t width) {
        if (section.title().value_or("").empty()) return;
        write_line(centred(*section.title(), width, "|"));
        if (section.headers().empty() && section.rows().empty()) write_line(rule({width}));
    }

    void add_headers(const TableSection& section, const std::vector<std::size_t>& widths) {
        std::string line;
        for (std::size_t i = 0; i < std::min(widths.size(), section.headers().size()); ++i)
            line += centred(section.headers()[i], widths[i], i == 0 ? "|" : "");
        write_line(rule(widths));
        write_line(line);
    }

    void add_rows(const TableSection& section, const std::vector<std::size_t>& widths) {
        write_line(rule(widths));
        for (const std::vector<std::string>& row : section.rows()) {
            std::string line;
            for (std::size_t i = 0; i < std::min(widths.size(), row.size()); ++i)
                line += cell(row[i], widths[i], i == 0 ? "|" : "");
            write_line(line);
        }
        write_line(rule(widths));
    }

    [[nodiscard]] std::string cell(const std::string& text, std::size_t width,
                                   std::string_view left_edge) const {
        const auto length = static_cast<std::ptrdiff_t>(width);
        const auto edge = static_cast<std::ptrdiff_t>(left_edge.size());
        const std::ptrdiff_t needed = length_of(text) + static_cast<std::ptrdiff_t>(left_padding) + edge + 1;
        const std::size_t padding = length >= needed ? left_padding : 0;
        const std::ptrdiff_t so_far = edge + static_cast<std::ptrdiff_t>(padding) + length_of(text);
        return std::string(left_edge) + std::string(padding, ' ') + styled(text, bright_blue) +
               spaces(length - so_far - 1) + '|';
    }

    [[nodiscard]] std::string styled(const std::string& text, std::string_view style) const {
        return color_ ? std::string(style) + text + std::string(reset) : text;
    }

    void write_line(const std::string& line) {
        std::string edges;
        for (std::size_t i = 0; i < level_; ++i) edges += styled("|", dim_yellow);
        write(edges);
        write(line);
        write(edges);
        write("\n");
    }

    void write(std::string_view piece) {
        text_ += piece;
        if (color_) text_ += reset;
    }

    std::string text_;
    std::size_t width_;
    std::size_t level_ = 0;
    bool color_;
};

std::size_t widest(const std::vector<TableSection>& sections) {
    std::size_t width = 0;
    for (const TableSection& section : sections) width = std::max(width, section.width());
    return width;
}

}  // namespace

std::string draw(std::vector<TableSection> sections, const TableLook& look) {
    std::size_t width = widest(sections);
    if (static_cast<std::ptrdiff_t>(width) > look.width) {
        for (TableSection& section : sections) section.turn_upright();
        width = widest(sections);
    }
    Drawing drawing(width, look.color);
    for (const TableSection& section : sections) drawing.add(section);
    return drawing.take();
}

}  // namespace tain::output
