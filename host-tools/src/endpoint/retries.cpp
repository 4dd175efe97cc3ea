// SPDX-License-Identifier: Apache-2.0
#include "retries.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>

#include "tain/cli/command_error.hpp"
#include "tain/text/python_repr.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

constexpr double longest_delay = 20;
constexpr int cost = 5;
constexpr int cost_of_timeout = 10;
constexpr int recovery = 1;

constexpr std::array transient_codes{"RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete"};
constexpr std::array throttling_codes{"Throttling",
                                      "ThrottlingException",
                                      "ThrottledException",
                                      "RequestThrottledException",
                                      "TooManyRequestsException",
                                      "ProvisionedThroughputExceededException",
                                      "TransactionInProgressException",
                                      "RequestLimitExceeded",
                                      "BandwidthLimitExceeded",
                                      "LimitExceededException",
                                      "RequestThrottled",
                                      "SlowDown",
                                      "EC2ThrottledException"};
constexpr std::array transient_statuses{500, 502, 503, 504};

bool can_help(const Failure& failure) {
    const auto has = [](const auto& list, const auto& value) {
        return std::ranges::find(list, value) != list.end();
    };
    return failure.status == 0 || has(transient_statuses, failure.status) ||
           has(transient_codes, std::string_view(failure.code)) ||
           has(throttling_codes, std::string_view(failure.code));
}

[[noreturn]] void refuse(const std::string& words) {
    throw cli::CommandError(words, cli::exit_failure);
}

int attempts_of(const std::string& text) {
    std::string_view digits = trimmed(text);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    int attempts = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), attempts);
    if (error != std::errc() || end != digits.data() + digits.size())
        refuse("invalid literal for int() with base 10: " + text::python_repr(text));
    if (attempts < 1)
        refuse("Value provided to \"max_attempts\": " + std::to_string(attempts) +
               " must be an integer greater than or equal to one.");
    return attempts;
}

double random_number() {
    static std::minstd_rand generator(std::random_device{}());
    return std::uniform_real_distribution<double>(0, 1)(generator);
}

}  // namespace

Retries Retries::from(const Profile& profile) {
    const std::string mode = profile.setting("retry_mode").value_or("standard");
    if (mode != "standard" && mode != "adaptive")
        refuse("Invalid value provided to \"mode\": \"" + mode +
               "\" must be one of: \"standard\" or \"adaptive\"");
    return {attempts_of(profile.setting("max_attempts").value_or("3")), random_number};
}

bool Retries::again(int attempt, const Failure& failure) {
    if (attempt >= most_attempts_ || !can_help(failure)) return false;
    const int price = failure.is_timeout ? cost_of_timeout : cost;
    if (price > budget_) return false;
    budget_ -= price;
    last_cost_ = price;
    return true;
}

double Retries::delay(int attempt) const {
    return std::min(random_() * std::exp2(attempt - 1), longest_delay);
}

void Retries::succeeded(int attempts) {
    budget_ = std::min(budget_ + (attempts > 1 ? last_cost_ : recovery), whole_budget);
}

}  // namespace tain::endpoint
