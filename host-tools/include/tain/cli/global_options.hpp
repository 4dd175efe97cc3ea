// SPDX-License-Identifier: Apache-2.0
// The options of every command, read and checked; and what the user's settings say where they are absent.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tain/cli/argument_parser.hpp"
#include "tain/endpoint/endpoint.hpp"
#include "tain/endpoint/profile.hpp"
#include "tain/output/answer.hpp"
#include "tain/output/query.hpp"

namespace tain::cli {

struct GlobalOptions {
    bool debug = false;
    bool verbose = false;
    std::string state;      ///< empty: not given
    std::string inventory;  ///< empty: not given
    std::string profile;    ///< empty: not given
    std::optional<std::string> output;
    std::unique_ptr<output::Query> query;  ///< --query; nullptr: the whole answer
    std::string color = "auto";
    bool paginate = true;
    bool pager = true;
    bool endpoint_given = false;
    endpoint::EndpointOptions endpoint;  ///< counts where an endpoint is given
};

/// Throws CommandError with the AWS command line's words: an expression that is no JMESPath, a URL without a
/// scheme (252), a timeout that is no number (255).
GlobalOptions read_global_options(const Parsed& parsed);

/// --output, else $AWS_DEFAULT_OUTPUT, else the profile's `output`, else JSON. Throws CommandError (255)
/// where a setting names no format.
output::Format output_format(const GlobalOptions& options, const endpoint::Profile& profile);

}  // namespace tain::cli
