// SPDX-License-Identifier: Apache-2.0
#include "timestamp.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "tain/cli/command_error.hpp"
#include "text.hpp"

namespace tain::endpoint {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Time {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    std::string offset;  ///< "+00:00"; empty: none given
};

/// Takes what it finds from the front of the text; every take says whether it was there.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take_number(std::size_t digits, int& number) {
        if (rest_.size() < digits) return false;
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (!is_digit(c)) return false;
            value = value * 10 + (c - '0');
        }
        number = value;
        rest_.remove_prefix(digits);
        return true;
    }
    /// Digits of a fraction, as microseconds.
    bool take_fraction(int& microseconds) {
        int value = 0;
        int digits = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), ++digits)
            if (digits < 6) value = value * 10 + (rest_.front() - '0');
        for (int i = digits; i < 6; ++i) value *= 10;
        microseconds = value;
        return digits > 0;
    }

  private:
    std::string_view rest_;
};

bool take_date(Scanner& scanner, Time& time) {
    if (!scanner.take_number(4, time.year)) return false;
    const bool separated = scanner.take('-');
    if (!scanner.take_number(2, time.month) || separated != scanner.take('-')) return false;
    return scanner.take_number(2, time.day);
}

bool take_clock(Scanner& scanner, Time& time) {
    if (!scanner.take_number(2, time.hour)) return false;
    const bool separated = scanner.take(':');
    if (!scanner.take_number(2, time.minute)) return false;
    if (separated ? !scanner.take(':') : scanner.at_end()) return true;
    if (!scanner.take_number(2, time.second)) return false;
    return !scanner.take('.') || scanner.take_fraction(time.microsecond);
}

bool take_offset(Scanner& scanner, Time& time) {
    if (scanner.at_end()) return true;
    time.offset = "+00:00";
    if (scanner.take('Z')) return true;
    const bool west = scanner.take('-');
    int hours = 0;
    int minutes = 0;
    if ((!west && !scanner.take('+')) || !scanner.take_number(2, hours)) return false;
    scanner.take(':');
    if (!scanner.at_end() && !scanner.take_number(2, minutes)) return false;
    char text[16];
    std::snprintf(text, sizeof text, "%c%02d:%02d", west && hours + minutes > 0 ? '-' : '+', hours, minutes);
    time.offset = text;
    return hours < 24 && minutes < 60;
}

std::optional<Time> scan(std::string_view text) {
    Scanner scanner(text);
    Time time;
    if (!take_date(scanner, time)) return std::nullopt;
    if (scanner.take('T') || scanner.take(' '))
        if (!take_clock(scanner, time) || !take_offset(scanner, time)) return std::nullopt;
    if (!scanner.at_end()) return std::nullopt;
    return time;
}

/// What is out of range; empty where nothing is.
std::string fault_of(const Time& time) {
    using namespace std::chrono;
    if (time.year < 1) return "year " + std::to_string(time.year) + " is out of range";
    if (time.month < 1 || time.month > 12) return "month must be in 1..12";
    const year_month_day date{year(time.year), month(static_cast<unsigned>(time.month)),
                              day(static_cast<unsigned>(time.day))};
    if (!date.ok()) return "day is out of range for month";
    if (time.hour > 23) return "hour must be in 0..23";
    if (time.minute > 59) return "minute must be in 0..59";
    return time.second > 59 ? "second must be in 0..59" : "";
}

std::string shown(const Time& time) {
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d", time.year, time.month, time.day,
                  time.hour, time.minute, time.second);
    std::string iso = text;
    if (time.microsecond != 0) {
        std::snprintf(text, sizeof text, ".%06d", time.microsecond);
        iso += text;
    }
    return iso + time.offset;
}

/// "1700000000", "1700000000.5"; the offset is that of UTC, whatever the time zone of the machine.
std::optional<Time> scan_seconds(std::string_view text) {
    if (text.empty() || text.size() > 16) return std::nullopt;
    if (text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
    const std::string number(text);
    char* end = nullptr;
    const double seconds = std::strtod(number.c_str(), &end);
    if (*end != 0 || seconds > 253402300799.0) return std::nullopt;  // the end of the year 9999
    using namespace std::chrono;
    const sys_time<microseconds> instant{microseconds(std::llround(seconds * 1e6))};
    const auto midnight = floor<days>(instant);
    const year_month_day date{midnight};
    const hh_mm_ss clock{instant - midnight};
    return Time{int(date.year()),
                static_cast<int>(unsigned(date.month())),
                static_cast<int>(unsigned(date.day())),
                static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()),
                "+00:00"};
}

}  // namespace

std::string iso_timestamp(std::string_view text) {
    const auto refuse = [&](const std::string& reason) {
        throw cli::CommandError(
            "Invalid timestamp \"" + std::string(text) + "\": " + reason + ": " + std::string(text),
            cli::exit_failure);
    };
    const std::string_view content = trimmed(text);
    if (content.empty()) refuse("String does not contain a date");
    auto time = scan_seconds(content);
    if (!time) time = scan(content);
    if (!time) refuse("Unknown string format");
    const std::string fault = fault_of(*time);
    if (!fault.empty()) refuse(fault);
    return shown(*time);
}

}  // namespace tain::endpoint
