// SPDX-License-Identifier: Apache-2.0
#include "settings.hpp"

#include <boost/asio/ip/address.hpp>

#include "tain/error.hpp"
#include "tain/service/yaml_place.hpp"

namespace tain::daemon {

using service::Key;
using service::Place;

namespace {

constexpr service::FileKind settings_file{"configuration", "InvalidConfiguration"};
constexpr unsigned most_port = 65535;
constexpr unsigned most_seconds = 86400;
constexpr unsigned most_count = 1'000'000;
constexpr unsigned most_bytes = 64U << 20U;

template <typename T>
Key<T> path_key(std::string_view name, std::filesystem::path T::*field) {
    return {name, [=](const Place& place, T& into) { into.*field = service::read_text(place); }};
}

bool read_truth(const Place& place) {
    const std::string word = service::read_text(place);
    if (word != "true" && word != "false") place.refuse("must be true or false, not '" + word + "'");
    return word == "true";
}

template <typename T>
Key<T> truth_key(std::string_view name, bool T::*field) {
    return {name, [=](const Place& place, T& into) { into.*field = read_truth(place); }};
}

template <typename T, typename Number>
Key<T> number_key(std::string_view name, Number T::*field, unsigned least, unsigned most) {
    return {name, [=](const Place& place, T& into) {
                into.*field = static_cast<Number>(service::read_number(place, least, most));
            }};
}

Key<Limits> seconds_key(std::string_view name, std::chrono::seconds Limits::*field) {
    return number_key(name, field, 1, most_seconds);
}

std::string read_address(const Place& place) {
    const std::string text = service::read_text(place);
    boost::system::error_code error;
    boost::asio::ip::make_address(text, error);
    if (error) place.refuse("'" + text + "' is not an IP address");
    return text;
}

const std::vector<Key<Listen>>& listen_keys() {
    static const std::vector<Key<Listen>> keys{
        {"address", [](const Place& place, Listen& into) { into.address = read_address(place); }, true},
        {"port",
         [](const Place& place, Listen& into) {
             into.port = static_cast<std::uint16_t>(service::read_number(place, 0, most_port));
         },
         true},
        path_key("certificate", &Listen::certificate),
        path_key("key", &Listen::key),
        truth_key("plain_http", &Listen::plain_http),
    };
    return keys;
}

Listen read_listen(const Place& place) {
    Listen listen;
    service::read_mapping(place, listen_keys(), listen);
    return listen;
}

const std::vector<Key<Limits>>& limit_keys() {
    static const std::vector<Key<Limits>> keys{
        number_key("request_bytes", &Limits::request_bytes, 1, most_bytes),
        number_key("header_bytes", &Limits::header_bytes, 256, most_bytes),
        number_key("headers", &Limits::headers, 1, most_count),
        number_key("connections", &Limits::connections, 1, most_count),
        seconds_key("idle_seconds", &Limits::idle),
        seconds_key("request_seconds", &Limits::request),
        seconds_key("answer_seconds", &Limits::answer),
        seconds_key("drain_seconds", &Limits::drain),
        number_key("requests_per_second", &Limits::requests_per_second, 0, most_count),
        number_key("burst", &Limits::burst, 1, most_count),
    };
    return keys;
}

LogFormat read_format(const Place& place) {
    const std::string word = service::read_text(place);
    if (word == "text") return LogFormat::text;
    if (word == "json") return LogFormat::json;
    place.refuse("must be text or json, not '" + word + "'");
}

std::string read_level(const Place& place) {
    const std::string word = service::read_text(place);
    for (const char* known : {"debug", "info", "warn", "error"})
        if (word == known) return word;
    place.refuse("must be debug, info, warn or error, not '" + word + "'");
}

const std::vector<Key<Settings>>& log_keys() {
    static const std::vector<Key<Settings>> keys{
        {"format", [](const Place& place, Settings& into) { into.log_format = read_format(place); }},
        {"level", [](const Place& place, Settings& into) { into.log_level = read_level(place); }},
    };
    return keys;
}

const std::vector<Key<Settings>>& settings_keys() {
    using S = Settings;
    static const std::vector<Key<S>> keys{
        path_key("state", &S::state),
        path_key("inventory", &S::inventory),
        path_key("credentials", &S::credentials),
        path_key("socket", &S::socket),
        {"listen",
         [](const Place& place, S& into) {
             service::read_list(place, [&](const Place& item) { into.listen.push_back(read_listen(item)); });
         }},
        {"metrics", [](const Place& place, S& into) { into.metrics = read_listen(place); }},
        truth_key("any_region", &S::any_region),
        {"limits",
         [](const Place& place, S& into) { service::read_mapping(place, limit_keys(), into.limits); }},
        {"log", [](const Place& place, S& into) { service::read_mapping(place, log_keys(), into); }},
    };
    return keys;
}

[[noreturn]] void refuse(const std::string& field, const std::string& message) {
    throw Error(std::string(settings_file.code), "taind", field, field + ": " + message);
}

void check_listen(const Listen& listen, const std::string& field) {
    if (listen.certificate.empty() != listen.key.empty())
        refuse(field, "a certificate and its key go together");
    const bool is_loopback = boost::asio::ip::make_address(listen.address).is_loopback();
    if (listen.certificate.empty() && !is_loopback && !listen.plain_http)
        refuse(field, "plain HTTP on " + listen.address +
                          " would send everything in the clear; give a certificate, or say plain_http: true");
}

}  // namespace

Settings parse_settings(const std::string& text, const std::string& name) {
    const Place root = service::parse_yaml(settings_file, text, name);
    Settings settings;
    if (!root.node.IsNull()) service::read_mapping(root, settings_keys(), settings);
    return settings;
}

Settings read_settings(const std::filesystem::path& file) {
    return parse_settings(service::read_file(settings_file, file.string()), file.string());
}

void check_settings(const Settings& settings) {
    if (!settings.listen.empty() && settings.credentials.empty())
        refuse("listen",
               "TCP serves those alone who sign their requests, so a file of credentials is needed");
    for (std::size_t i = 0; i < settings.listen.size(); ++i)
        check_listen(settings.listen[i], "listen[" + std::to_string(i) + "]");
    if (settings.metrics) check_listen(*settings.metrics, "metrics");
}

}  // namespace tain::daemon
