// SPDX-License-Identifier: Apache-2.0
// From the options of an operation and its input document to the request that is sent, read and checked as
// the AWS command line does it: the same values, the same refusals in the same order.
//
//   const Request request(operation, given);          // words and documents become values
//   if (request.has("MaxResults")) ...                // as pages need to know
//   const Json sent = request.checked(page_size);     // the client's own checks; then it can be sent
//
// Where the AWS command line needs a region first, it asks for it between the two.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tain/cli/value.hpp"
#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::cli {

/// What the words of the command line say about a request, unread.
struct GivenRequest {
    /// By member ("PacketLength"): the words behind its option, none for an empty list; of a flag "true"
    /// (--dry-run) or "false" (--no-dry-run). Of a repeated option, only what counts: the last.
    std::map<std::string, std::vector<std::string>, std::less<>> members;
    std::optional<std::string> input_json;  ///< --cli-input-json: the document or file://NAME
    std::optional<std::string> input_yaml;  ///< --cli-input-yaml: likewise
};

class Request {
  public:
    /// Reads options (in the model's order), then the document, whose members count where no option gave
    /// them. Throws CommandError with the message and exit code of the AWS command line: parameters and
    /// documents that can't be read (252), texts that are no number (255). `operation` must outlive the
    /// request.
    Request(const service::Operation& operation, const GivenRequest& given);

    /// True where an option or the document gives the member. (Pages are not followed when MaxResults or
    /// NextToken is given either way.)
    [[nodiscard]] bool has(std::string_view member) const;

    /// The members to send, options first, then the document's, last a random ClientToken where the operation
    /// knows one and none was given. `page_size` (--page-size, a whole number) takes the place of MaxResults.
    /// Throws CommandError "Parameter validation failed: …" (252) with a line per fault: missing and unknown
    /// members, wrong types, integers below Shape::client_least.
    ///
    /// An integer that needs more than 64 bits is a JSON text of its decimal digits, and a truth value where
    /// the model wants an integer is the text "True" or "False": so they are sent to an endpoint; the service
    /// refuses them.
    [[nodiscard]] service::Json checked(const std::optional<std::string>& page_size = std::nullopt) const;

  private:
    const service::Operation* operation_;
    Value members_;  ///< a dict
};

/// The word of a text option, or what the file holds where it says file://NAME; fileb:// likewise. `option`
/// is
/// "--starting-token". Throws CommandError (252) where the file can't be read.
std::string text_parameter(const std::string& option, const std::string& word);

/// The decimal digits of what Python's int() makes of a text (" +1_000 " is 1000, 007 is 7); nullopt where it
/// takes none of it.
std::optional<std::string> whole_number(std::string_view text);

}  // namespace tain::cli
