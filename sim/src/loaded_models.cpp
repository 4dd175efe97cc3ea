// SPDX-License-Identifier: Apache-2.0
// nic_models() of a build without NICs of its own (TAIN_SIM_WIDTHS empty): those in the shared libraries that
// TAIN_NIC_MODELS names, divided by colons, each made from loadable_model.cpp. So one build of the tests runs
// on any NIC: on mutants (scripts/mutate), on NICs that count what is covered (scripts/coverage).
#include <dlfcn.h>

#include <cstdlib>
#include <sstream>
#include <vector>

#include "nic_models.hpp"
#include "tain/error.hpp"

namespace tain::sim {
namespace {

NicModelEntry load(const std::string& path) {
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    const void* entry = library == nullptr ? nullptr : dlsym(library, "tain_nic_model");
    if (entry == nullptr) throw Error("InvalidParameterValue", "sim", "TAIN_NIC_MODELS", dlerror());
    return *static_cast<const NicModelEntry*>(entry);
}

std::vector<NicModelEntry> load_all() {
    const char* paths = std::getenv("TAIN_NIC_MODELS");
    std::vector<NicModelEntry> models;
    std::istringstream words(paths == nullptr ? "" : paths);
    for (std::string path; std::getline(words, path, ':');) models.push_back(load(path));
    return models;
}

}  // namespace

std::span<const NicModelEntry> nic_models() {
    static const std::vector<NicModelEntry> models = load_all();
    return models;
}

}  // namespace tain::sim
