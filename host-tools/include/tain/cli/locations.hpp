// SPDX-License-Identifier: Apache-2.0
// Where state and inventory are: options first, then the environment, then the usual folders.
#pragma once

#include <filesystem>
#include <string>

namespace tain::cli {

struct Locations {
    std::filesystem::path state;      ///< a folder
    std::filesystem::path inventory;  ///< a file
};

/// `state`, $TAIN_STATE, $XDG_STATE_HOME/tain, ~/.local/state/tain; `inventory`, $TAIN_INVENTORY, tain.yaml
/// in the state folder. An empty text counts as absent.
Locations find_locations(const std::string& state, const std::string& inventory);

}  // namespace tain::cli
