// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/global_options.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>

#include "tain/cli/command_error.hpp"
#include "tain/cli/numbers.hpp"

namespace tain::cli {
namespace {

/// "http" of "http://…"; empty where the text begins with no scheme.
std::string scheme_of(const std::string& url) {
    const std::size_t colon = url.find(':');
    if (colon == std::string::npos || colon == 0 || std::isalpha(static_cast<unsigned char>(url[0])) == 0)
        return "";
    const std::string scheme = url.substr(0, colon);
    const bool good = std::ranges::all_of(scheme, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
    });
    return good ? scheme : "";
}

void check_url(const std::string& url) {
    if (scheme_of(url).empty())
        throw CommandError("Bad value for --endpoint-url \"" + url +
                           "\": scheme is missing.  Must be of the form http://<hostname>/ or "
                           "https://<hostname>/");
}

double seconds_of(const Parsed& parsed, std::string_view option, double otherwise) {
    return parsed.has(option) ? std::strtod(integer_of(parsed.value(option)).text.c_str(), nullptr)
                              : otherwise;
}

}  // namespace

GlobalOptions read_global_options(const Parsed& parsed) {
    GlobalOptions options;
    if (parsed.has("--query")) options.query = std::make_unique<output::Query>(parsed.value("--query"));
    options.endpoint_given = parsed.has("--endpoint-url");
    options.endpoint.url = parsed.value("--endpoint-url");
    if (options.endpoint_given) check_url(options.endpoint.url);
    options.endpoint.read_timeout = seconds_of(parsed, "--cli-read-timeout", options.endpoint.read_timeout);
    options.endpoint.connect_timeout =
        seconds_of(parsed, "--cli-connect-timeout", options.endpoint.connect_timeout);
    options.endpoint.region = parsed.value("--region");
    options.endpoint.sign = !parsed.has("--no-sign-request");
    options.endpoint.verify_tls = !parsed.has("--no-verify-ssl");
    options.endpoint.ca_bundle = parsed.value("--ca-bundle");
    options.debug = parsed.has("--debug");
    options.verbose = parsed.has("--verbose");
    options.state = parsed.value("--state");
    options.inventory = parsed.value("--inventory");
    options.profile = parsed.value("--profile");
    if (parsed.has("--output")) options.output = parsed.value("--output");
    options.color = parsed.value("--color", "auto");
    options.paginate = !parsed.has("--no-paginate");
    options.pager = !parsed.has("--no-cli-pager");
    return options;
}

output::Format output_format(const GlobalOptions& options, const endpoint::Profile& profile) {
    using output::Format;
    static const std::map<std::string, Format> formats{{"json", Format::json},
                                                       {"text", Format::text},
                                                       {"table", Format::table},
                                                       {"yaml", Format::yaml},
                                                       {"yaml-stream", Format::yaml_stream}};
    const std::string name = options.output ? *options.output : profile.setting("output").value_or("json");
    const auto found = formats.find(name);
    if (found == formats.end()) throw CommandError("Unknown output type: " + name, exit_failure);
    return found->second;
}

}  // namespace tain::cli
