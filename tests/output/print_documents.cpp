// SPDX-License-Identifier: Apache-2.0
// Prints documents for the comparison with the AWS command line's formatters. On standard input one request a
// line, {"format", "title", "width", "color", "document"}; on standard output one JSON line for each,
// {"text"} or
// {"error"}.
#include <iostream>
#include <string>

#include "tain/cli/command_error.hpp"
#include "tain/output/formats.hpp"

using tain::output::Json;

namespace {

std::string printed(const Json& request) {
    const std::string format = request.at("format");
    const Json& document = request.at("document");
    if (format == "json") return tain::output::as_json(document);
    if (format == "text") return tain::output::as_text(document);
    if (format == "yaml") return tain::output::as_yaml(document);
    if (format == "yaml-stream") return tain::output::as_yaml(Json::array({document}));
    return tain::output::as_table(request.at("title"), document,
                                  {request.at("width").get<int>(), request.at("color").get<bool>()});
}

Json reply(const Json& request) {
    try {
        return {{"text", printed(request)}};
    } catch (const tain::cli::CommandError& error) {
        return {{"error", error.what()}};
    }
}

}  // namespace

int main() {
    std::string line;
    while (std::getline(std::cin, line)) std::cout << reply(Json::parse(line)).dump() << '\n';
}
