// SPDX-License-Identifier: Apache-2.0
// Values as Python's repr() writes them: the AWS command line, which is written in it, quotes so.
#pragma once

#include <string>
#include <string_view>

namespace tain::text {

/// A string: 'it', "it's", 'a\nb'. Bytes that are no UTF-8 are shown as '\udc80' to '\udcff'.
std::string python_repr(std::string_view string);

/// Bytes: b'\x1f'.
std::string python_repr_of_bytes(std::string_view bytes);

/// A float, by the shortest digits that give the number back: 1.0, 1e-05, 1e+16, nan, inf.
std::string python_repr_of_float(double number);

}  // namespace tain::text
