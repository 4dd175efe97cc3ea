// SPDX-License-Identifier: Apache-2.0
// What `tain` and a taind on the same host say to each other: HTTP over the daemon's Unix socket, a POST of a
// JSON document to /tain/NAME for each function of Host, answered by {"answer": …} or {"error": {"code",
// "object", "field", "message"}}.
//
//   call         {"operation": "CreateTrafficMirrorSession", "request": {…}} -> the operation's answer
//   synchronize  {} -> an ApplyReport
//   export       {} -> the document
//   import       {"document": {…}, "replace": false, "dry_run": false} -> as Service::import_resources
//   status       {} -> a NicStatus
#pragma once

#include <filesystem>

#include "tain/error.hpp"
#include "tain/service/nic_status.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

namespace operator_paths {
inline constexpr const char* call = "/tain/call";
inline constexpr const char* synchronize = "/tain/synchronize";
inline constexpr const char* export_resources = "/tain/export";
inline constexpr const char* import_resources = "/tain/import";
inline constexpr const char* status = "/tain/status";
}  // namespace operator_paths

/// Where a taind on this state folder is found.
std::filesystem::path daemon_socket(const std::filesystem::path& state);

Json to_json(const Error& error);
Json to_json(const ApplyReport& report);
Json to_json(const NicStatus& status);

/// Throw nlohmann::json::exception where the document is not of the form.
Error error_of(const Json& document);
ApplyReport apply_report_of(const Json& document);
NicStatus nic_status_of(const Json& document);

}  // namespace tain::service
