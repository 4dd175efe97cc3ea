// SPDX-License-Identifier: Apache-2.0
#include "endpoint_client.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

#include "tain/cli/command_error.hpp"
#include "tain/endpoint/query_request.hpp"
#include "tain/text/python_repr.hpp"
#include "text.hpp"

namespace tain::endpoint {

using service::Json;
using service::Operation;

namespace {

constexpr std::string_view signing_name = "ec2";
constexpr std::size_t most_logged = 10000;  // bytes of a body in the log

bool is_region(std::string_view region) {
    const auto is_good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return region.size() <= 63 && !region.starts_with('-') && !region.ends_with('-') &&
           region.find_first_not_of("0123456789") != std::string_view::npos &&
           std::ranges::all_of(region, is_good);
}

std::string find_region(const EndpointOptions& options, const Profile& profile) {
    std::string region = options.region.empty() ? profile.setting("region").value_or("") : options.region;
    if (region.empty())
        throw cli::CommandError(
            "You must specify a region. It can also stand in the environment (AWS_REGION) or in a profile of "
            "~/.aws/config.",
            cli::exit_configuration);
    if (!is_region(region))
        throw cli::CommandError("Provided region_name '" + region + "' doesn't match a supported format.",
                                cli::exit_failure);
    return region;
}

TimestampForm timestamp_form(const Profile& profile) {
    const std::string form = profile.setting("cli_timestamp_format").value_or("iso8601");
    if (form == "wire") return TimestampForm::wire;
    if (form == "iso8601") return TimestampForm::iso8601;
    throw cli::CommandError(
        "Unknown cli_timestamp_format value: " + form + ", valid values are \"wire\" or \"iso8601\"",
        cli::exit_configuration);
}

HttpOptions http_options(const EndpointOptions& options, const Profile& profile) {
    std::string bundle = options.ca_bundle;
    if (bundle.empty()) bundle = profile.setting("ca_bundle").value_or("");
    if (bundle.empty()) bundle = environment("REQUESTS_CA_BUNDLE").value_or("");
    return {.verify_tls = options.verify_tls,
            .ca_bundle = bundle,
            .connect_timeout = options.connect_timeout,
            .read_timeout = options.read_timeout};
}

/// "20261122T193000Z"
std::string now() {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
    return text;
}

bool is_secret(std::string_view name) {
    return name == "Authorization" || name == "X-Amz-Security-Token";
}

bool is_signed(std::string_view name) {
    return name == "Host" || name == "Content-Type" || name.starts_with("X-Amz-");
}

std::string in_log(std::string_view body) {
    return text::python_repr(body.substr(0, most_logged)) + (body.size() > most_logged ? "..." : "");
}

void log_request(const Url& url, const Headers& headers, const std::string& body) {
    if (!spdlog::should_log(spdlog::level::debug)) return;
    spdlog::debug("request: POST {}://{}{}", url.scheme, url.authority(), url.target());
    for (const auto& [name, value] : headers)
        spdlog::debug("request: {}: {}", name, is_secret(name) ? "(not shown)" : value);
    spdlog::debug("request: {}", in_log(body));
}

void log_answer(const HttpAnswer& answer) {
    if (!spdlog::should_log(spdlog::level::debug)) return;
    spdlog::debug("answer: status {}", answer.status);
    spdlog::debug("answer: {}", in_log(answer.body));
}

}  // namespace

EndpointClient::EndpointClient(const EndpointOptions& options, const Profile& profile,
                               std::function<void(double)> wait)
    : url_(parse_url(options.url)),
      region_(find_region(options, profile)),
      timestamps_(timestamp_form(profile)),
      retries_(Retries::from(profile)),
      http_(url_, http_options(options, profile)),
      wait_(std::move(wait)) {
    if (options.sign) credentials_ = find_credentials(profile);
}

Json EndpointClient::call(const Operation& operation, const Json& request) {
    const std::string body = query_body(operation, request);
    for (int attempt = 1;; ++attempt) {
        if (const auto answer = send(body, attempt)) {
            if (answer->status < 300) {
                retries_.succeeded(attempt);
                return parse_answer(operation, answer->body, timestamps_);
            }
            const ErrorAnswer error = parse_error_answer(answer->status, answer->body);
            const bool exhausted = attempt >= retries_.most_attempts();
            if (!retries_.again(attempt, {.status = answer->status, .code = error.code}))
                throw AnswerError(error.code, error.message,
                                  exhausted ? std::optional(attempt - 1) : std::nullopt);
            spdlog::debug("the endpoint answered {} ({}): once more", error.code, answer->status);
        }
        wait_(retries_.delay(attempt));
    }
}

/// nullopt where there was no answer and the request is to be sent again.
std::optional<HttpAnswer> EndpointClient::send(const std::string& body, int attempt) {
    const Headers sent = headers(body);  // with a date and signature of its own
    log_request(url_, sent, body);
    try {
        HttpAnswer answer = http_.post(sent, body);
        log_answer(answer);
        return answer;
    } catch (const TransportError& error) {
        if (!retries_.again(attempt, {.is_timeout = error.is_timeout()})) throw;
        spdlog::debug("{}: once more", error.what());
        return std::nullopt;
    }
}

Headers EndpointClient::headers(const std::string& body) const {
    Headers headers{{"Host", url_.authority()},
                    {"Accept-Encoding", "identity"},
                    {"Content-Type", form_content_type},
                    {"User-Agent", "tain/" TAIN_VERSION}};
    if (credentials_) sign(headers, now(), body);
    return headers;
}

void EndpointClient::sign(Headers& headers, const std::string& timestamp, const std::string& body) const {
    headers.emplace_back("X-Amz-Date", timestamp);
    if (!credentials_->session_token.empty())
        headers.emplace_back("X-Amz-Security-Token", credentials_->session_token);
    SignedParts parts{"POST", url_.path, url_.query, {}, sha256_hex(body)};
    std::ranges::copy_if(headers, std::back_inserter(parts.headers),
                         [](const auto& header) { return is_signed(header.first); });
    const Scope scope{timestamp.substr(0, 8), region_, std::string(signing_name)};
    headers.emplace_back("Authorization", authorization(parts, timestamp, scope, credentials_->access_key,
                                                        credentials_->secret_key));
}

std::unique_ptr<service::Api> open_endpoint(const EndpointOptions& options, const Profile& profile) {
    return std::make_unique<EndpointClient>(options, profile, [](double seconds) {
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    });
}

}  // namespace tain::endpoint
