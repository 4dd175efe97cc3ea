// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/resource_file.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <regex>
#include <set>

#include "tain/error.hpp"
#include "tain/service/api_model.hpp"

namespace tain::commands {

using service::Json;

namespace {

constexpr int most_depth = 16;                  // an alias can hold itself
constexpr std::size_t most_values = 1'000'000;  // and aliases of aliases grow fast

void add_integer_names(const service::Shape& shape, std::set<std::string, std::less<>>& names) {
    for (const service::Member& member : shape.members) {
        if (member.shape->kind == service::Kind::integer) names.emplace(member.name);
        add_integer_names(*member.shape, names);
    }
}

/// The members that are numbers, in whatever structure.
const std::set<std::string, std::less<>>& integer_names() {
    static const std::set<std::string, std::less<>> names = [] {
        std::set<std::string, std::less<>> all;
        for (const service::Operation& operation : service::operations())
            if (operation.name.starts_with("Create")) add_integer_names(operation.input, all);
        return all;
    }();
    return names;
}

}  // namespace

/// From YAML nodes to JSON values, with their lines on the way.
class ResourceReader {
  public:
    explicit ResourceReader(ResourceFile& file) : file_(file) {}

    Json value(const YAML::Node& node, const std::string& place, std::string_view key, int depth) {
        if (node.Mark().line >= 0) file_.lines_.emplace(place, node.Mark().line + 1);
        if (depth > most_depth)
            refuse(place, "it is nested more than " + std::to_string(most_depth) + " deep");
        if (++values_ > most_values)
            refuse(place, "the file holds more than " + std::to_string(most_values) + " values");
        if (node.IsMap()) return mapping(node, place, depth);
        if (node.IsSequence()) return list(node, place, key, depth);
        return scalar(node, key);
    }

    [[noreturn]] void refuse(const std::string& place, const std::string& message) const {
        throw Error("InvalidDocument", file_.name_, place,
                    file_.located(place.empty() ? message : place + ": " + message));
    }

  private:
    Json mapping(const YAML::Node& node, const std::string& place, int depth) {
        Json json = Json::object();
        for (const auto& entry : node) {
            if (!entry.first.IsScalar()) refuse(place, "a key must be a text");
            const std::string& name = entry.first.Scalar();
            const std::string inner = service::inside(place, name);
            if (entry.first.Mark().line >= 0) file_.lines_[inner] = entry.first.Mark().line + 1;
            if (json.contains(name)) refuse(inner, "is given twice");
            if (!entry.second.IsNull()) json[name] = value(entry.second, inner, name, depth + 1);
        }
        return json;
    }

    Json list(const YAML::Node& node, const std::string& place, std::string_view key, int depth) {
        Json json = Json::array();
        for (std::size_t i = 0; i < node.size(); ++i) {
            const std::string inner = service::item_of(place, i);
            if (node[i].IsNull()) refuse(inner, "is empty");  // its mark is that of what follows
            json.push_back(value(node[i], inner, key, depth + 1));
        }
        return json;
    }

    static Json scalar(const YAML::Node& node, std::string_view key) {
        const std::string& text = node.Scalar();
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool whole = error == std::errc{} && end == text.data() + text.size();
        if (whole && integer_names().contains(key)) return number;
        return text;
    }

    ResourceFile& file_;
    std::size_t values_ = 0;
};

ResourceFile::ResourceFile(const std::string& text, std::string name) : name_(std::move(name)) {
    ResourceReader reader(*this);
    YAML::Node root;
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(text);
        if (documents.size() > 1) reader.refuse("", "the file must hold one YAML document");
        if (!documents.empty()) root = documents.front();
    } catch (const YAML::Exception& error) {
        throw Error("InvalidDocument", name_, "",
                    name_ + ":" + std::to_string(error.mark.line + 1) + ": this is not YAML: " + error.msg);
    }
    if (root.IsNull()) return;
    if (!root.IsMap()) reader.refuse("", "it must be a mapping of targets, filters and sessions");
    document_ = reader.value(root, "", "", 0);
}

std::string ResourceFile::located(const std::string& message) const {
    static const std::regex form(R"(^[A-Za-z]+(\[[0-9]+\])?(\.[A-Za-z]+(\[[0-9]+\])?)*)");
    std::smatch match;
    std::string place = std::regex_search(message, match, form) ? match.str() : "";
    // The nearest thing around it that stands in the file: an absent member has no line of its own.
    while (!place.empty() && !lines_.contains(place)) {
        const std::size_t cut = place.find_last_of(".[");
        place = cut == std::string::npos ? "" : place.substr(0, cut);
    }
    const auto line = lines_.find(place);
    if (place.empty() || line == lines_.end()) return name_ + ": " + message;
    return name_ + ":" + std::to_string(line->second) + ": " + message;
}

namespace {

/// What another reader of YAML could take for something else than a text.
bool needs_quotes(const std::string& text) {
    static const std::regex other(R"(([-+.0-9].*|0x.*|~|null|true|false|yes|no|on|off|y|n|=|<<|.*:.*)?)",
                                  std::regex::icase);
    return std::regex_match(text, other) || text.find_first_of("\n\r\t#") != std::string::npos;
}

void emit(YAML::Emitter& out, const Json& value, bool flow);

void emit_scalar(YAML::Emitter& out, const Json& value) {
    if (!value.is_string()) {
        out << value.dump();
        return;
    }
    const auto text = value.get<std::string>();
    const bool address = std::regex_match(text, std::regex("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?"));
    if (needs_quotes(text) && !address) out << YAML::DoubleQuoted;
    out << text;
}

void emit_mapping(YAML::Emitter& out, const Json& value, bool flow) {
    out << (flow ? YAML::Flow : YAML::Block) << YAML::BeginMap;
    for (const auto& [key, member] : value.items()) {
        out << YAML::Key;
        emit_scalar(out, key);
        out << YAML::Value;
        emit(out, member, flow || member.is_object());
    }
    out << YAML::EndMap;
}

/// A rule takes a line, as do lists of texts.
void emit_list(YAML::Emitter& out, const Json& value, bool flow) {
    const bool of_objects = !value.empty() && value.front().is_object();
    const bool of_rules = of_objects && value.front().contains("RuleNumber");
    out << (flow || !of_objects ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    for (const Json& item : value) emit(out, item, flow || !of_objects || of_rules);
    out << YAML::EndSeq;
}

void emit(YAML::Emitter& out, const Json& value, bool flow) {
    if (value.is_object())
        emit_mapping(out, value, flow);
    else if (value.is_array())
        emit_list(out, value, flow);
    else
        emit_scalar(out, value);
}

}  // namespace

std::string resource_text(const Json& document) {
    YAML::Emitter out;
    out.SetOutputCharset(YAML::EmitNonAscii);
    emit(out, document, false);
    return std::string(out.c_str(), out.size()) + "\n";
}

}  // namespace tain::commands
