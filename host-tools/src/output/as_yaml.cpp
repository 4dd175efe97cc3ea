// SPDX-License-Identifier: Apache-2.0
#include <yaml.h>

#include <algorithm>
#include <new>
#include <vector>

#include "json_text.hpp"
#include "python_text.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/output/formats.hpp"
#include "yaml_scalars.hpp"

namespace tain::output {
namespace {

unsigned char* bytes(const char* text) {
    return reinterpret_cast<unsigned char*>(const_cast<char*>(text));
}

/// libyaml's emitter, writing one document of block style into a text.
class YamlWriter {
  public:
    YamlWriter() {
        if (yaml_emitter_initialize(&emitter_) == 0) throw std::bad_alloc();
        yaml_emitter_set_output(&emitter_, append, &text_);
        yaml_emitter_set_unicode(&emitter_, 1);
    }
    ~YamlWriter() { yaml_emitter_delete(&emitter_); }
    YamlWriter(const YamlWriter&) = delete;
    YamlWriter& operator=(const YamlWriter&) = delete;
    YamlWriter(YamlWriter&&) = delete;
    YamlWriter& operator=(YamlWriter&&) = delete;

    std::string document(const Json& value) {
        yaml_event_t event;
        emit(event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
        emit(event, yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1));
        write(value);
        emit(event, yaml_document_end_event_initialize(&event, 1));
        emit(event, yaml_stream_end_event_initialize(&event));
        return std::move(text_);
    }

  private:
    static int append(void* text, unsigned char* buffer, std::size_t size) {
        static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(buffer), size);
        return 1;
    }

    void emit(yaml_event_t& event, int made) {
        if (made == 0 || yaml_emitter_emit(&emitter_, &event) == 0)
            throw cli::CommandError("This answer can't be shown as YAML: it is not UTF-8", cli::exit_failure);
    }

    void write(const Json& value) {
        if (value.is_array())
            write_list(value);
        else if (value.is_object())
            write_structure(value);
        else if (value.is_string())
            write_string(value.get_ref<const std::string&>());
        else
            write_scalar(plain_text(value), true);
    }

    void write_list(const Json& list) {
        yaml_event_t event;
        emit(event,
             yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_SEQUENCE_STYLE));
        for (const Json& item : list) write(item);
        emit(event, yaml_sequence_end_event_initialize(&event));
    }

    void write_structure(const Json& structure) {
        std::vector<Json::const_iterator> members;
        for (auto member = structure.begin(); member != structure.end(); ++member) members.push_back(member);
        std::ranges::sort(members, {}, [](const auto& member) -> const std::string& { return member.key(); });
        yaml_event_t event;
        emit(event,
             yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_MAPPING_STYLE));
        for (const auto& member : members) {
            write_string(member.key());
            write(*member);
        }
        emit(event, yaml_mapping_end_event_initialize(&event));
    }

    void write_string(const std::string& text) { write_scalar(text, !reads_as_other_than_text(text)); }

    /// The emitter adds quotes where the text is not to stand without them, and where it can't.
    void write_scalar(const std::string& text, bool plain) {
        yaml_event_t event;
        emit(event, yaml_scalar_event_initialize(&event, nullptr, nullptr, bytes(text.data()),
                                                 static_cast<int>(text.size()), plain ? 1 : 0, 1,
                                                 YAML_ANY_SCALAR_STYLE));
    }

    static std::string plain_text(const Json& value) {
        if (value.is_null()) return "null";
        if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
        const std::string number = python_text(value);
        if (number == "nan" || number == "inf") return "." + number;
        return number == "-inf" ? "-.inf" : number;
    }

    yaml_emitter_t emitter_{};
    std::string text_;
};

}  // namespace

std::string as_yaml(const Json& document) {
    if (!document.is_structured()) return json_text(document) + '\n';
    if (document.is_object() && document.empty()) return "";
    return YamlWriter().document(document);
}

}  // namespace tain::output
