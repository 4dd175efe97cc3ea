// SPDX-License-Identifier: Apache-2.0
#include "ini_file.hpp"

#include <algorithm>

#include "tain/text/characters.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

struct Setting {
    std::string name;
    std::vector<std::string> lines;
};

struct Section {
    std::string name;
    std::vector<Setting> settings;
};

/// Lines end with LF, CR LF or CR.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
    }
    return lines;
}

std::size_t indentation(std::string_view line) {
    return line.find_first_not_of(" \t\v\f");
}

class Reader {
  public:
    /// False where the line can't stand there.
    bool read_line(std::string_view line) {
        const std::string_view content = trimmed(line);
        if (content.starts_with('#') || content.starts_with(';')) return true;
        if (content.empty()) {
            if (in_setting()) last_setting().lines.emplace_back();
            return true;
        }
        if (in_setting() && indentation(line) > indentation_) {
            last_setting().lines.emplace_back(content);
            return true;
        }
        indentation_ = indentation(line);
        return read_head(content);
    }

    [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }

  private:
    std::vector<Section> sections_;
    std::size_t indentation_ = 0;  ///< of the last line that was not a continuation

    bool in_setting() const { return !sections_.empty() && !sections_.back().settings.empty(); }
    Setting& last_setting() { return sections_.back().settings.back(); }

    bool read_head(std::string_view content) {
        const auto end = content.rfind(']');
        if (content.starts_with('[') && end != std::string_view::npos && end > 1)
            return begin_section(content.substr(1, end - 1));
        return !sections_.empty() && begin_setting(content);
    }

    bool begin_section(std::string_view name) {
        if (std::ranges::find(sections_, name, &Section::name) != sections_.end()) return false;
        sections_.push_back({std::string(name), {}});
        return true;
    }

    bool begin_setting(std::string_view content) {
        const auto delimiter = content.find_first_of("=:");
        if (delimiter == std::string_view::npos || delimiter == 0) return false;
        const std::string name = lower_case(trimmed(content.substr(0, delimiter)));
        std::vector<Setting>& settings = sections_.back().settings;
        if (std::ranges::find(settings, name, &Setting::name) != settings.end()) return false;
        settings.push_back({name, {std::string(trimmed(content.substr(delimiter + 1)))}});
        return true;
    }
};

bool add_nested(const Setting& setting, Settings& settings) {
    for (const std::string& line : setting.lines) {
        if (line.empty()) continue;
        const auto delimiter = line.find('=');
        if (delimiter == std::string::npos) return false;
        const std::string_view text = line;
        settings[setting.name + "." + std::string(trimmed(text.substr(0, delimiter)))] =
            trimmed(text.substr(delimiter + 1));
    }
    return true;
}

/// A setting whose first line is empty and which has others is nested.
bool add(Setting setting, Settings& settings) {
    while (setting.lines.size() > 1 && setting.lines.back().empty()) setting.lines.pop_back();
    if (setting.lines.size() > 1 && setting.lines.front().empty()) return add_nested(setting, settings);
    std::string value = setting.lines.front();
    for (std::size_t i = 1; i < setting.lines.size(); ++i) value += "\n" + setting.lines[i];
    settings[setting.name] = value;
    return true;
}

std::optional<Settings> settings_of(const Section& section) {
    Settings settings;
    for (const Setting& setting : section.settings)
        if (!add(setting, settings)) return std::nullopt;
    return settings;
}

}  // namespace

std::optional<std::vector<IniSection>> parse_ini(std::string_view text) {
    if (!text::is_utf8(text)) return std::nullopt;
    Reader reader;
    for (const std::string_view line : lines_of(text))
        if (!reader.read_line(line)) return std::nullopt;

    std::vector<IniSection> sections;
    Settings inherited;  // what the section DEFAULT says holds in all others
    for (const Section& section : reader.sections()) {
        const auto settings = settings_of(section);
        if (!settings) return std::nullopt;
        if (section.name == "DEFAULT")
            inherited = *settings;
        else
            sections.push_back({section.name, *settings});
    }
    for (IniSection& section : sections) section.settings.insert(inherited.begin(), inherited.end());
    return sections;
}

}  // namespace tain::endpoint
