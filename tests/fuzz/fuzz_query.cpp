// SPDX-License-Identifier: Apache-2.0
// Any text as the form of a request of the EC2 query protocol: members of some operation, or a tain::Error.
// What was read is written as a client writes it and read again, and must be the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query_form.hpp"
#include "tain/endpoint/query_request.hpp"
#include "tain/error.hpp"
#include "xml_writer.hpp"

namespace {

/// A list that was sent empty or with gaps is sent without them, so what is compared is what both wrote.
void check_again(const tain::daemon::ApiRequest& read) {
    const std::string body = tain::endpoint::query_body(*read.operation, read.members);
    const auto again = tain::daemon::read_request(tain::daemon::parse_form(body));
    if (tain::endpoint::query_body(*again.operation, again.members) != body) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        check_again(tain::daemon::read_request(tain::daemon::parse_form(text)));
    } catch (const tain::Error& error) {
        static_cast<void>(tain::daemon::error_xml(error.code(), error.what(), "id"));
    }
    return 0;
}
