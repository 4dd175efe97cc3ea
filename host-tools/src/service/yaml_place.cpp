// SPDX-License-Identifier: Apache-2.0
#include "yaml_place.hpp"

#include <charconv>

namespace tain::service {

void Place::refuse(const std::string& message) const {
    const std::string where = file + ":" + std::to_string(line);
    throw Error("InvalidInventory", where, path, where + ": " + (path.empty() ? "" : path + ": ") + message);
}

Place Place::inner(const YAML::Node& value, const std::string& step, const YAML::Mark& mark) const {
    return {file, mark.line >= 0 ? mark.line + 1 : line, path + step, value};
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
