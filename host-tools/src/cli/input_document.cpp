// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/input_document.hpp"

#include "tain/cli/command_error.hpp"
#include "tain/cli/json_reader.hpp"
#include "tain/cli/parameter_file.hpp"
#include "tain/cli/yaml_reader.hpp"

namespace tain::cli {
namespace {

Value read_document(bool yaml, const std::string& text) {
    try {
        return yaml ? read_yaml(text) : read_json(text);
    } catch (const JsonError&) {
        refuse_parameter("cli-input-json", "Invalid JSON received.");
    } catch (const YamlError&) {
        refuse_parameter("cli-input-yaml", "Invalid YAML received.");
    }
}

/// What the word or the file that it names says.
std::string text_of(const std::string& option, const std::string& word) {
    const std::optional<Value> file = load_parameter_file(option, word);
    return file ? file->text : word;
}

}  // namespace

Value read_input_document(const std::optional<std::string>& json, const std::optional<std::string>& yaml) {
    const std::string json_text = json ? text_of("--cli-input-json", *json) : "";
    const std::string yaml_text = yaml ? text_of("--cli-input-yaml", *yaml) : "";
    if (json && yaml) throw CommandError("Only one --cli-input- parameter may be specified.");
    if (!json && !yaml) return {.type = Type::dict};
    Value document = read_document(yaml.has_value(), yaml ? yaml_text : json_text);
    if (document.type != Type::dict)
        refuse_parameter(yaml ? "--cli-input-yaml" : "--cli-input-json",
                         "Invalid type: expecting map, received " + class_of(document));
    return document;
}

}  // namespace tain::cli
