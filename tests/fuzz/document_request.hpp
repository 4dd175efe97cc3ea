// SPDX-License-Identifier: Apache-2.0
// Any text as the input document of some operation: a checked request or a CommandError.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tain/cli/command_error.hpp"
#include "tain/cli/request.hpp"

/// The first byte chooses the operation, the rest is the document, which goes where `place` says.
inline void read_document(const std::uint8_t* data, std::size_t size,
                          std::optional<std::string> tain::cli::GivenRequest::*place) {
    if (size == 0) return;
    const auto& operations = tain::service::operations();
    const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
    if (text.starts_with("file")) return;  // names a file, which is none of the fuzzer's business
    try {
        tain::cli::GivenRequest given;
        given.*place = text;
        static_cast<void>(tain::cli::Request(operations[data[0] % operations.size()], given).checked());
    } catch (const tain::cli::CommandError&) {
    }
}
