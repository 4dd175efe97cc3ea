// SPDX-License-Identifier: Apache-2.0
// What the operator says to the daemon: taind.yaml, all of whose keys have defaults.
//
//   state: /var/lib/tain
//   inventory: /etc/tain/tain.yaml
//   credentials: /etc/tain/credentials.yaml      # without it only the Unix socket serves
//   socket: /run/tain/taind.sock                 # default: taind.sock in the state folder
//   listen:
//     - {address: 127.0.0.1, port: 8080}
//     - {address: 0.0.0.0, port: 8443, certificate: /etc/tain/cert.pem, key: /etc/tain/key.pem}
//     - {address: 10.0.0.1, port: 8081, plain_http: true}    # plain HTTP beyond loopback must be said
//   metrics: {address: 127.0.0.1, port: 9464}
//   any_region: false                            # true: requests may be signed for any region
//   limits: {request_bytes: 1048576, requests_per_second: 50, …}
//   log: {format: json, level: info}
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tain::daemon {

/// Where the daemon is reached over TCP.
struct Listen {
    std::string address;
    std::uint16_t port = 0;             ///< 0: any free one, which the log names
    std::filesystem::path certificate;  ///< PEM, with its chain; empty: plain HTTP
    std::filesystem::path key;          ///< PEM
    bool plain_http = false;            ///< plain HTTP, although the address is not of loopback
};

struct Limits {
    std::size_t request_bytes = std::size_t{1} << 20U;  ///< of a body
    std::size_t header_bytes = std::size_t{16} << 10U;  ///< of request line and headers
    unsigned headers = 100;
    unsigned connections = 512;
    std::chrono::seconds idle{60};       ///< a connection without a request
    std::chrono::seconds request{10};    ///< from a request's first byte to its last
    std::chrono::seconds answer{30};     ///< until the client has taken an answer
    std::chrono::seconds drain{30};      ///< what is under way at the end
    unsigned requests_per_second = 100;  ///< of each credential; 0: no limit
    unsigned burst = 200;                ///< that many at once
};

enum class LogFormat { text, json };

struct Settings {
    std::filesystem::path state;
    std::filesystem::path inventory;
    std::filesystem::path credentials;  ///< empty: none
    std::filesystem::path socket;
    std::vector<Listen> listen;
    std::optional<Listen> metrics;
    bool any_region = false;
    Limits limits;
    LogFormat log_format = LogFormat::text;
    std::string log_level = "info";
};

/// Throws tain::Error(InvalidConfiguration) that names file, line and key.
Settings read_settings(const std::filesystem::path& file);
/// The same from a text; `name` stands for the file in errors.
Settings parse_settings(const std::string& text, const std::string& name);

/// Throws tain::Error(InvalidConfiguration) where settings can't go together: TCP without credentials, plain
/// HTTP beyond loopback that was not asked for, a certificate without its key.
void check_settings(const Settings& settings);

}  // namespace tain::daemon
