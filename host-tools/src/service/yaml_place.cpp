// SPDX-License-Identifier: Apache-2.0
#include "tain/service/yaml_place.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tain::service {

void Place::refuse(const std::string& message) const {
    const std::string where = file + ":" + std::to_string(line);
    throw Error(std::string(kind.code), where, path,
                where + ": " + (path.empty() ? "" : path + ": ") + message);
}

Place Place::inner(const YAML::Node& value, const std::string& step, const YAML::Mark& mark) const {
    return {kind, file, mark.line >= 0 ? mark.line + 1 : line, path + step, value};
}

Place parse_yaml(const FileKind& kind, const std::string& text, const std::string& file) {
    Place root{.kind = kind, .file = file, .line = 1, .path = "", .node = {}};
    try {
        root.node = YAML::Load(text);
    } catch (const YAML::ParserException& error) {
        root.line = error.mark.line + 1;
        root.refuse("this is not YAML: " + error.msg);
    }
    return root;
}

std::string read_file(const FileKind& kind, const std::string& file, const std::string& hint) {
    std::ifstream stream(file);
    std::ostringstream text;
    if (stream) text << stream.rdbuf();
    if (!stream || std::filesystem::is_directory(file))
        throw Error(std::string(kind.code), file, "",
                    file + ": there is no " + std::string(kind.name) + " to read here" + hint);
    return text.str();
}

void read_list(const Place& place, const std::function<void(const Place&)>& read) {
    if (!place.node.IsSequence()) place.refuse("must be a list");
    for (std::size_t i = 0; i < place.node.size(); ++i) {
        const YAML::Node item = place.node[i];
        read(place.inner(item, "[" + std::to_string(i) + "]", item.Mark()));
    }
}

std::string read_text(const Place& place) {
    if (!place.node.IsScalar() || place.node.Scalar().empty()) place.refuse("must be a text");
    return place.node.Scalar();
}

unsigned read_number(const Place& place, unsigned least, unsigned most) {
    const std::string text = place.node.IsScalar() ? place.node.Scalar() : "";
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        place.refuse("must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                     (text.empty() ? "" : ", not " + text));
    return value;
}

}  // namespace tain::service
