// SPDX-License-Identifier: Apache-2.0
// A parameter is first given the form of its shape: a list of words, or one word, or what a file holds. Then
// complex ones that don't look like JSON are shorthand, and everything else is unpacked by its shape.
#include "tain/cli/parameters.hpp"

#include <algorithm>
#include <cctype>

#include "tain/cli/command_error.hpp"
#include "tain/cli/json_reader.hpp"
#include "tain/cli/numbers.hpp"
#include "tain/cli/parameter_file.hpp"
#include "tain/cli/request.hpp"
#include "tain/cli/shorthand.hpp"
#include "tain/text/characters.hpp"

namespace tain::cli {

using service::Kind;
using service::Member;
using service::Shape;

namespace {

/// The first character that is no white space; 0 where there is none.
char32_t first_character(const Value& text) {
    const std::u32string characters = text::code_points(text.text);
    const std::u32string_view bare = text::stripped(characters);
    return bare.empty() ? 0 : bare.front();
}

class Unpacker {
  public:
    explicit Unpacker(const Member& member) : option_(option_name(member)), shape_(*member.shape) {}

    Value unpack(const std::vector<std::string>& words) {
        const Value given = given_value(words);
        return is_shorthand(given) ? read_shorthand(given) : unpacked(shape_, given);
    }

  private:
    /// A list keeps its words apart, unless its only one names a file.
    Value given_value(const std::vector<std::string>& words) {
        if (shape_.kind != Kind::list || words.size() == 1) {
            const std::string word = words.empty() ? "" : words.back();
            if (std::optional<Value> file = load_parameter_file(option_, word)) return *file;
            if (shape_.kind != Kind::list) return Value::of_text(word);
        }
        Value list{.type = Type::list};
        for (const std::string& word : words) list.items.push_back(Value::of_text(word));
        return list;
    }

    [[nodiscard]] bool is_shorthand(const Value& given) const {
        const Shape& shape = shape_.kind == Kind::list ? *shape_.element : shape_;
        if (shape.kind != Kind::structure && shape.kind != Kind::list) return false;
        const Value& first = given.type == Type::list && !given.items.empty() ? given.items[0] : given;
        return first.type != Type::string || (first_character(first) != '[' && first_character(first) != '{');
    }

    Value read_shorthand(const Value& given) {
        if (given.type == Type::bytes)
            throw CommandError(given.text.empty() ? "a bytes-like object is required, not 'str'"
                                                  : "'in <string>' requires string as left operand, not int",
                               exit_failure);
        Value value;
        try {
            value = parsed(given);
        } catch (const CommandError& error) {
            refuse_parameter(option_, error.what());
        }
        // The text of a file in place of a list's words stays a dict, which the check then refuses.
        const bool fits = shape_.kind != Kind::list || value.type == Type::list;
        if (fits) give_types(value, shape_);
        return value;
    }

    static Value parsed(const Value& given) {
        if (given.type != Type::list) return parse_shorthand(given.text);
        Value list{.type = Type::list};
        for (const Value& item : given.items) list.items.push_back(parse_shorthand(item.text));
        return list;
    }

    Value json(const Value& text) {
        try {
            return read_json(text.text, true);
        } catch (const JsonError& error) {
            refuse_parameter(option_,
                             "Invalid JSON: " + std::string(error.what()) + "\nJSON received: " + text.text);
        }
    }

    Value unpacked(const Shape& shape, const Value& given) {
        switch (shape.kind) {
            case Kind::structure:
                return unpacked_structure(given);
            case Kind::list:
                return unpacked_list(shape, given);
            case Kind::integer:
                return unpacked_integer(given);
            case Kind::boolean:
                return unpacked_boolean(given);
            default:
                return given;
        }
    }

    Value unpacked_structure(const Value& given) {
        const char32_t first = first_character(given);
        if (first == 0) throw CommandError("string index out of range", exit_failure);
        if (first != '{') refuse_parameter(option_, "Invalid JSON:\n" + given.text);
        return json(given);
    }

    Value unpacked_list(const Shape& shape, const Value& given) {
        const bool text = given.type == Type::string;
        if (text && first_character(given) == 0)
            throw CommandError("string index out of range", exit_failure);
        const Value* whole = text ? &given : given.items.size() == 1 ? &given.items[0] : nullptr;
        if (whole != nullptr && first_character(*whole) == '[') return json(*whole);
        Value list{.type = Type::list};
        for (const Value& item : elements_of(given)) list.items.push_back(unpacked(*shape.element, item));
        return list;
    }

    /// What a loop over the value meets: words, or the characters of a text, or the numbers of bytes.
    static std::vector<Value> elements_of(const Value& given) {
        if (given.type == Type::list) return given.items;
        std::vector<Value> elements;
        if (given.type == Type::bytes)
            for (const char byte : given.text)
                elements.push_back(Value::of_digits(std::to_string(static_cast<unsigned char>(byte))));
        else
            for (const char32_t character : text::code_points(given.text))
                elements.push_back(Value::of_text(text::utf8(character)));
        return elements;
    }

    static Value unpacked_integer(const Value& given) {
        if (given.type == Type::bytes && !whole_number(given.text))
            throw CommandError("invalid literal for int() with base 10: " + shown(given), exit_failure);
        return integer_of(given.text);
    }

    static Value unpacked_boolean(const Value& given) {
        std::string lower = given.text;
        std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
        return Value::of_truth(!lower.empty() && lower != "false");
    }

    std::string option_;
    const Shape& shape_;
};

/// Of a member of a structure: short, since the whole must fit a line.
std::string placeholder_inside(const Shape& shape) {
    if (shape.kind == Kind::integer) return "NUMBER";
    if (shape.kind != Kind::list) return "TEXT";
    return shape.element->kind == Kind::structure ? "[{" + placeholder(*shape.element) + "}]" : "TEXT,...";
}

}  // namespace

Value read_parameter(const Member& member, const std::vector<std::string>& words) {
    return Unpacker(member).unpack(words);
}

std::string option_name(const Member& member) {
    return "--" + service::dashed(member.name);
}

std::string placeholder(const Shape& shape) {
    switch (shape.kind) {
        case Kind::string: {
            std::string choices;
            for (const std::string_view choice : shape.choices)
                choices += (choices.empty() ? "" : "|") + std::string(choice);
            return choices.empty() ? "TEXT" : choices;
        }
        case Kind::integer:
            return "NUMBER";
        case Kind::boolean:
            return "";
        case Kind::timestamp:
            return "TIME";
        case Kind::list:
            return placeholder(*shape.element) + " ...";
        case Kind::structure:
            break;
    }
    std::string pairs;
    for (const Member& member : shape.members)
        pairs +=
            (pairs.empty() ? "" : ",") + std::string(member.name) + "=" + placeholder_inside(*member.shape);
    return pairs;
}

}  // namespace tain::cli
