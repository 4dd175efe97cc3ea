// SPDX-License-Identifier: Apache-2.0
// What a simulated run did: as a summary for people and as JSON for programs, both from the same values.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tain/device.hpp"
#include "tain/sim/capture_run.hpp"
#include "tain/wanted.hpp"

namespace tain::commands {

struct RunReport {
    std::string input;
    std::string output;
    unsigned width = 0;
    std::string pace;
    double clock_mhz = 0;
    sim::CaptureRunResult result;
    Counters counters;
    Wanted wanted;
};

std::string summary_text(const RunReport& report);
nlohmann::ordered_json report_json(const RunReport& report);

}  // namespace tain::commands
