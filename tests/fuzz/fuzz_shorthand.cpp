// SPDX-License-Identifier: Apache-2.0
// Any text as the AWS shorthand of each structure that an option can take: a value or a CommandError.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tain/cli/command_error.hpp"
#include "tain/cli/shorthand.hpp"

namespace {

void read(std::string_view text, const tain::service::Shape& shape) {
    try {
        tain::cli::Value value = tain::cli::parse_shorthand(text);
        tain::cli::give_types(value, shape);
    } catch (const tain::cli::CommandError&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const char* name : {"CreateTrafficMirrorSession", "CreateTrafficMirrorFilterRule", "DescribeTags"})
        for (const auto& member : tain::service::find_operation(name)->input.members)
            read(text, *member.shape);
    return 0;
}
