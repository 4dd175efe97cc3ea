// SPDX-License-Identifier: Apache-2.0
// Which of the mutants in a bench takes effect; 0, or nothing said: none.
#include <cstdlib>

// What a module with mutants asks when a simulation starts (scripts/evidence/mutants.py).
extern "C" int tain_mutant() {
    const char* number = std::getenv("TAIN_MUTANT");
    return number == nullptr ? 0 : std::atoi(number);
}
