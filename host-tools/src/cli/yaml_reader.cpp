// SPDX-License-Identifier: Apache-2.0
// libyaml's events become a tree of nodes, which aliases share; then tags give the nodes their values.
//
// The loader of the AWS command line differs in corners that no request needs: it refuses a tab behind
// "key:", and takes a key that is nothing (": value"), a block scalar that is not indented, !!omap, !!pairs
// and values that hold themselves. Its error messages never show which of these it was.
#include "tain/cli/yaml_reader.hpp"

#include <yaml.h>

#include <algorithm>
#include <map>
#include <memory>

#include "tain/cli/command_error.hpp"
#include "yaml_scalars.hpp"

namespace tain::cli {
namespace {

constexpr std::size_t most_values = 1000000;  ///< aliases of aliases could ask for any number
constexpr unsigned most_depth = 300;

struct Node {
    enum class Form { scalar, sequence, mapping };
    Form form = Form::scalar;
    std::string tag;  ///< "int"; or, where it is not one of YAML's own, as written
    std::string text;
    std::vector<std::shared_ptr<Node>> items;  ///< of a mapping: a key, its value, the next key …
    bool open = false;                         ///< its end has not been seen yet
};
using NodePointer = std::shared_ptr<Node>;

class Event {
  public:
    explicit Event(yaml_parser_t& parser) {
        if (yaml_parser_parse(&parser, &event_) == 0)
            throw YamlError(parser.problem == nullptr ? "no memory" : parser.problem);
    }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    Event(Event&&) = delete;
    Event& operator=(Event&&) = delete;
    ~Event() { yaml_event_delete(&event_); }

    [[nodiscard]] const yaml_event_t& operator*() const { return event_; }
    [[nodiscard]] const yaml_event_t* operator->() const { return &event_; }

  private:
    yaml_event_t event_{};
};

std::string text_of(const yaml_char_t* text) {
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

/// A tag without what all of YAML's own begin with; `otherwise` where there is none.
std::string tag_of(const yaml_char_t* given, std::string_view otherwise) {
    const std::string tag = text_of(given);
    if (tag.empty() || tag == "!") return std::string(otherwise);
    return tag.starts_with(yaml_tags) ? tag.substr(yaml_tags.size()) : tag;
}

class Composer {
  public:
    explicit Composer(const std::string& text) {
        if (yaml_parser_initialize(&parser_) == 0) throw YamlError("no memory");
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
    }
    Composer(const Composer&) = delete;
    Composer& operator=(const Composer&) = delete;
    Composer(Composer&&) = delete;
    Composer& operator=(Composer&&) = delete;
    ~Composer() { yaml_parser_delete(&parser_); }

    /// The root of the only document; nullptr where there is none.
    NodePointer compose() {
        NodePointer root;
        unsigned documents = 0;
        while (true) {
            const Event event(parser_);
            if (event->type == YAML_STREAM_END_EVENT) return root;
            if (event->type == YAML_DOCUMENT_START_EVENT && ++documents > 1) throw YamlError("two documents");
            if (NodePointer node = node_of(*event, 0)) root = std::move(node);
        }
    }

  private:
    /// The node that the event begins; nullptr where it begins none.
    NodePointer node_of(const yaml_event_t& event, unsigned depth) {
        switch (event.type) {
            case YAML_ALIAS_EVENT:
                return aliased(text_of(event.data.alias.anchor));
            case YAML_SCALAR_EVENT:
                return scalar(event);
            case YAML_SEQUENCE_START_EVENT:
                return collection(Node::Form::sequence, tag_of(event.data.sequence_start.tag, "seq"),
                                  event.data.sequence_start.anchor, depth);
            case YAML_MAPPING_START_EVENT:
                return collection(Node::Form::mapping, tag_of(event.data.mapping_start.tag, "map"),
                                  event.data.mapping_start.anchor, depth);
            default:
                return nullptr;
        }
    }

    NodePointer aliased(const std::string& anchor) {
        const auto found = anchors_.find(anchor);
        if (found == anchors_.end() || found->second->open) throw YamlError("alias of nothing whole");
        return found->second;
    }

    NodePointer scalar(const yaml_event_t& event) {
        const auto& data = event.data.scalar;
        auto node = std::make_shared<Node>();
        node->text.assign(reinterpret_cast<const char*>(data.value), data.length);
        node->tag = tag_of(data.tag, data.plain_implicit != 0 ? resolved_tag(node->text) : "str");
        if (data.anchor != nullptr) anchors_[text_of(data.anchor)] = node;
        return node;
    }

    NodePointer collection(Node::Form form, const std::string& tag, const yaml_char_t* anchor,
                           unsigned depth) {
        if (depth > most_depth) throw CommandError("maximum recursion depth exceeded", exit_failure);
        auto node = std::make_shared<Node>();
        node->form = form;
        node->tag = tag;
        node->open = true;
        if (anchor != nullptr) anchors_[text_of(anchor)] = node;
        while (true) {
            const Event event(parser_);
            NodePointer item = node_of(*event, depth + 1);
            if (item == nullptr) break;
            node->items.push_back(std::move(item));
        }
        node->open = false;
        return node;
    }

    yaml_parser_t parser_{};
    std::map<std::string, NodePointer> anchors_;
};

using Pair = std::pair<NodePointer, NodePointer>;

class Constructor {
  public:
    Value construct(const Node& node) {
        if (++values_ > most_values) throw CommandError("the document has too many values", exit_failure);
        if (node.form == Node::Form::scalar) return scalar(node);
        if (node.form == Node::Form::sequence) return sequence(node);
        return mapping(node);
    }

  private:
    static Value scalar(const Node& node) { return scalar_value(node.tag, node.text); }

    Value sequence(const Node& node) {
        if (node.tag != "seq") throw YamlError("no sequence is a " + node.tag);
        Value list{.type = Type::list};
        for (const NodePointer& item : node.items) list.items.push_back(construct(*item));
        return list;
    }

    Value mapping(const Node& node) {
        if (node.tag != "map" && node.tag != "set") throw YamlError("no mapping is a " + node.tag);
        const std::vector<Pair> merged = merged_pairs(node);
        Value dict{.type = Type::dict};
        for (const auto& [key, value] : merged) add(dict, *key, *value, true);
        for (const auto& [key, value] : own_pairs(node)) add(dict, *key, *value, !merged.empty());
        if (node.tag == "map") return dict;
        Value set{.type = Type::set};
        for (const auto& [key, value] : dict.members) set.items.push_back(key);
        return set;
    }

    void add(Value& dict, const Node& key_node, const Node& value_node, bool again) {
        Value key = key_node.tag == "value" ? Value::of_text(key_node.text) : construct(key_node);
        if (key.type == Type::dict || key.type == Type::set) throw YamlError("a key that can't be one");
        const auto same = [&](const auto& member) { return member.first == key; };
        if (!again && std::ranges::any_of(dict.members, same)) throw YamlError("a key twice");
        dict.set(std::move(key), construct(value_node));
    }

    static std::vector<Pair> all_pairs(const Node& node) {
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i + 1 < node.items.size(); i += 2)
            pairs.emplace_back(node.items[i], node.items[i + 1]);
        return pairs;
    }

    static std::vector<Pair> own_pairs(const Node& node) {
        std::vector<Pair> pairs = all_pairs(node);
        std::erase_if(pairs, [](const Pair& pair) { return pair.first->tag == "merge"; });
        return pairs;
    }

    /// What "<<" brings into the mapping, the weakest first.
    static std::vector<Pair> merged_pairs(const Node& node) {
        std::vector<Pair> merged;
        for (const auto& [key, value] : all_pairs(node)) {
            if (key->tag != "merge") continue;
            if (!merged.empty()) throw YamlError("<< twice");
            merged = pairs_to_merge(*value);
        }
        return merged;
    }

    static std::vector<Pair> pairs_to_merge(const Node& value) {
        if (value.form == Node::Form::scalar) throw YamlError("<< of a scalar");
        if (value.form == Node::Form::mapping) {
            std::vector<Pair> pairs = merged_pairs(value);
            std::ranges::copy(own_pairs(value), std::back_inserter(pairs));
            return pairs;
        }
        std::vector<Pair> pairs;
        for (auto item = value.items.rbegin(); item != value.items.rend(); ++item) {
            if ((*item)->form != Node::Form::mapping) throw YamlError("<< of no mapping");
            std::ranges::copy(pairs_to_merge(**item), std::back_inserter(pairs));
        }
        return pairs;
    }

    std::size_t values_ = 0;
};

}  // namespace

Value read_yaml(const std::string& text) {
    const NodePointer root = Composer(text).compose();
    return root == nullptr ? Value{} : Constructor().construct(*root);
}

}  // namespace tain::cli
