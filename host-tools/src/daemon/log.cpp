// SPDX-License-Identifier: Apache-2.0
#include "log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>

namespace tain::daemon {
namespace {

std::atomic<LogFormat> log_format = LogFormat::text;

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            break;
    }
    return spdlog::level::err;
}

/// "2026-11-22T19:30:00.123Z"
std::string utc_time(std::chrono::system_clock::time_point time) {
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = milliseconds / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(milliseconds % 1000));
    return std::string(text.data(), length) + fraction.data();
}

/// A text with spaces or quotes is quoted, so that a line can be taken apart.
std::string value_text(const Event& value) {
    if (!value.is_string()) return value.dump();
    const auto& text = value.get_ref<const std::string&>();
    const auto is_odd = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\';
    };
    const bool is_plain = !text.empty() && std::ranges::none_of(text, is_odd);
    return is_plain ? text : value.dump(-1, ' ', false, Event::error_handler_t::replace);
}

}  // namespace

std::string event_text(const Event& event) {
    std::string text;
    for (const auto& [name, value] : event.items()) {
        if (!text.empty()) text += ' ';
        text += name == "event" ? value.get<std::string>() : name + "=" + value_text(value);
    }
    return text;
}

namespace {

/// An event is a JSON object already; the words of libraries become its `message`.
class JsonLines final : public spdlog::formatter {
  public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override {
        const std::string payload(message.payload.data(), message.payload.size());
        Event record{{"time", utc_time(message.time)},
                     {"level", std::string(spdlog::level::to_string_view(message.level).data())}};
        const Event event = Event::parse(payload, nullptr, false);
        if (event.is_object())
            record.update(event);
        else
            record["message"] = payload;
        const std::string text = record.dump(-1, ' ', false, Event::error_handler_t::replace) + "\n";
        line.append(text.data(), text.data() + text.size());
    }
    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<JsonLines>();
    }
};

}  // namespace

void set_up_log(LogFormat format, const std::string& level) {
    log_format = format;
    auto logger =
        std::make_shared<spdlog::logger>("taind", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    if (format == LogFormat::json)
        logger->set_formatter(std::make_unique<JsonLines>());
    else
        logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l: %v");
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(std::move(logger));
}

void log(Level level, const Event& event) {
    const bool json = log_format == LogFormat::json;
    spdlog::log(spdlog_level(level), "{}",
                json ? event.dump(-1, ' ', false, Event::error_handler_t::replace) : event_text(event));
}

}  // namespace tain::daemon
