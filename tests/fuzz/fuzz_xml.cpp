// SPDX-License-Identifier: Apache-2.0
// Any bytes as the XML answer to some operation, good or bad: an answer or a CommandError.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tain/cli/command_error.hpp"
#include "tain/endpoint/xml_answer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto& operations = tain::service::operations();
    const std::string_view body(reinterpret_cast<const char*>(data + 1), size - 1);
    try {
        static_cast<void>(tain::endpoint::parse_answer(operations[data[0] % operations.size()], body));
    } catch (const tain::cli::CommandError&) {
    }
    try {
        static_cast<void>(tain::endpoint::parse_error_answer(data[0] % 2 == 0 ? 400 : 503, body));
    } catch (const tain::cli::CommandError&) {
    }
    return 0;
}
