// SPDX-License-Identifier: Apache-2.0
// Frames that a parser could stumble over: would find a length field that is trusted, a header that is read
// behind the frame's end, and a number that is counted too far.
#pragma once

#include <vector>

#include "tain/test/frames.hpp"

namespace tain::test {

/// Each to, and each from, this MAC address: cut to 1 up to 34 bytes, 65,535 bytes long, with three VLAN
/// tags, with an IPv6 extension header longer than the frame, five extension headers, and the like. Two
/// thirds of them carry addresses that `copy_everything` copies.
std::vector<Bytes> hostile_frames(std::string_view mac);

}  // namespace tain::test
