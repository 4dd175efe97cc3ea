// SPDX-License-Identifier: Apache-2.0
// Numbers as Python reads and shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tain/cli/value.hpp"

namespace tain::cli {

/// More digits than this int() refuses.
inline constexpr std::size_t most_digits = 4300;

/// What int() says to more of them.
std::string too_many_digits(std::size_t digits);

/// The integer of a text, as int() reads it. Throws CommandError (255) with int()'s words.
Value integer_of(std::string_view text);

/// The integer of digits of base 2, 8, 10 or 16 without sign or anything else around them.
Value integer_of_digits(std::string_view digits, unsigned base, bool negative);

/// "1e+16", "0.1", "inf": as repr() shows a floating-point number.
Value real_of(double number);

/// True where the integer is below `least`.
bool is_below(const Value& integer, std::int64_t least);

}  // namespace tain::cli
