// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/locations.hpp"

#include <cstdlib>

#include "tain/cli/command_error.hpp"

namespace tain::cli {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::filesystem::path state_folder(const std::string& option) {
    if (!option.empty()) return option;
    if (const std::string state = environment("TAIN_STATE"); !state.empty()) return state;
    if (const std::string xdg = environment("XDG_STATE_HOME"); !xdg.empty())
        return std::filesystem::path(xdg) / "tain";
    const std::string home = environment("HOME");
    if (home.empty())
        throw CommandError("where is the state? Give --state FOLDER or set TAIN_STATE", exit_failure);
    return std::filesystem::path(home) / ".local" / "state" / "tain";
}

}  // namespace

Locations find_locations(const std::string& state, const std::string& inventory) {
    Locations found{state_folder(state), inventory};
    if (found.inventory.empty()) found.inventory = environment("TAIN_INVENTORY");
    if (found.inventory.empty()) found.inventory = found.state / "tain.yaml";
    return found;
}

}  // namespace tain::cli
