// SPDX-License-Identifier: Apache-2.0
// What a NIC says of itself: identity, version, list of blocks, capabilities.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tain/device.hpp"

namespace tain {

struct NicDirectory {
    std::string version;
    std::uint32_t control = 0;         ///< address of the control block
    std::vector<std::uint32_t> ports;  ///< addresses of the port blocks, in order
    Capabilities capabilities;
};

/// Throws tain::Error NicNotFound, NicGone, NicVersionMismatch, NicInconsistent.
NicDirectory read_directory(RegisterBus& bus);

inline constexpr std::uint32_t all_ones = 0xFFFFFFFF;

/// What is thrown where the card reads as all ones.
[[noreturn]] void throw_gone();

}  // namespace tain
