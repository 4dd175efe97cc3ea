// SPDX-License-Identifier: Apache-2.0
#include "python_text.hpp"

#include "tain/text/python_repr.hpp"

namespace tain::output {
namespace {

std::string list_source(const Json& list) {
    std::string source = "[";
    for (const Json& item : list) source += (source.size() == 1 ? "" : ", ") + python_source(item);
    return source + "]";
}

std::string structure_source(const Json& structure) {
    std::string source = "{";
    for (const auto& [key, value] : structure.items())
        source += (source.size() == 1 ? "" : ", ") + text::python_repr(key) + ": " + python_source(value);
    return source + "}";
}

}  // namespace

std::string python_source(const Json& value) {
    switch (value.type()) {
        case Json::value_t::string:
            return text::python_repr(value.get_ref<const std::string&>());
        case Json::value_t::boolean:
            return value.get<bool>() ? "True" : "False";
        case Json::value_t::number_integer:
            return std::to_string(value.get<std::int64_t>());
        case Json::value_t::number_unsigned:
            return std::to_string(value.get<std::uint64_t>());
        case Json::value_t::number_float:
            return text::python_repr_of_float(value.get<double>());
        case Json::value_t::array:
            return list_source(value);
        case Json::value_t::object:
            return structure_source(value);
        default:
            return "None";
    }
}

std::string python_text(const Json& value) {
    return value.is_string() ? value.get<std::string>() : python_source(value);
}

std::string python_type(const Json& value) {
    switch (value.type()) {
        case Json::value_t::string:
            return "str";
        case Json::value_t::boolean:
            return "bool";
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
            return "int";
        case Json::value_t::number_float:
            return "float";
        case Json::value_t::array:
            return "list";
        case Json::value_t::object:
            return "dict";
        default:
            return "NoneType";
    }
}

}  // namespace tain::output
