// SPDX-License-Identifier: Apache-2.0
// What a person may have meant who misspelt a word, found and worded as the AWS command line does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tain::cli {

/// "Invalid choice, valid choices are: …": the choices in two columns, then those that are like the word.
std::string invalid_choice(const std::string& word, const std::vector<std::string>& choices);

/// At most three choices at least 80 % like the word, the most alike first (as Python's difflib has it).
std::vector<std::string> close_matches(std::string_view word, const std::vector<std::string>& choices);

/// Ratcliff and Obershelp's likeness, 0 to 1: twice the characters of matching blocks by all characters.
double likeness(std::string_view a, std::string_view b);

}  // namespace tain::cli
