// SPDX-License-Identifier: Apache-2.0
// Makes a failing episode small: fewer actions and frames, fewer objects, shorter frames, while it still
// fails.
#pragma once

#include "player.hpp"

namespace tain::test {

/// Some failing part of an episode that fails; nothing in it can be left out, unless it took more than
/// `most_plays` to find that out.
Part shrink(const Episode& episode, const Outcome& outcome, unsigned most_plays);

}  // namespace tain::test
