// SPDX-License-Identifier: Apache-2.0
// Any text as an inventory: an inventory or a tain::Error.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tain/error.hpp"
#include "tain/service/inventory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        static_cast<void>(tain::service::parse_inventory(
            std::string(reinterpret_cast<const char*>(data), size), "tain.yaml"));
    } catch (const tain::Error&) {
    }
    return 0;
}
