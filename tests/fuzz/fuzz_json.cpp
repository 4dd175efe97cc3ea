// SPDX-License-Identifier: Apache-2.0
// Any text behind --cli-input-json.
#include "document_request.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    read_document(data, size, &tain::cli::GivenRequest::input_json);
    return 0;
}
