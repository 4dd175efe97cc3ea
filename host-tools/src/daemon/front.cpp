// SPDX-License-Identifier: Apache-2.0
#include "front.hpp"

#include <utility>

#include "log.hpp"
#include "operator_requests.hpp"
#include "query_form.hpp"
#include "tain/error.hpp"
#include "tain/text/uuid.hpp"
#include "xml_writer.hpp"

namespace tain::daemon {

using service::Json;
using service::Operation;

namespace {

constexpr std::string_view json_content_type = "application/json";
constexpr std::string_view operator_prefix = "/tain/";

HttpAnswer plain(unsigned status, std::string text) {
    return {status, "text/plain; charset=utf-8", std::move(text)};
}

HttpAnswer xml(unsigned status, std::string body, const std::string& request_id) {
    return {status, std::string(xml_content_type), std::move(body), {{"x-amzn-requestid", request_id}}};
}

HttpAnswer error_answer(const std::string& code, const std::string& message, const std::string& request_id) {
    return xml(http_status(code), error_xml(code, message, request_id), request_id);
}

Work done(HttpAnswer answer) {
    return {false, [answer = std::move(answer)] { return answer; }};
}

bool is_get(const HttpRequest& request) {
    return request.method == "GET" || request.method == "HEAD";
}

/// EC2 takes the form in the body of a POST or in the query of a GET; both at once would be two requests.
const std::string& form_of(const HttpRequest& request) {
    if (request.method == "POST" && request.query.empty()) return request.body;
    if (request.method == "GET" && request.body.empty()) return request.query;
    throw Error("MalformedQueryString", "", "",
                "A request is a POST with a form as its body, or a GET with the form in its address");
}

}  // namespace

/// One request of the query protocol, on its way to its answer.
struct Front::Exchange {
    std::string id = text::new_uuid();
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    std::string peer;
    Caller caller;
    ApiRequest request;

    [[nodiscard]] std::string operation() const {
        return request.operation == nullptr ? "" : std::string(request.operation->name);
    }
    [[nodiscard]] std::chrono::duration<double> age() const {
        return std::chrono::steady_clock::now() - begin;
    }
};

namespace {

/// One line for each request; of a change it says what was asked for, since it is what an audit reads.
template <typename Exchange>
void log_exchange(const Exchange& exchange, const std::string& code, const std::string& message) {
    const bool is_change =
        exchange.request.operation != nullptr && !service::is_describe(*exchange.request.operation);
    Event event{{"event", is_change ? "change" : "request"},
                {"request_id", exchange.id},
                {"peer", exchange.peer},
                {"caller", exchange.caller.name},
                {"account", exchange.caller.as ? exchange.caller.as->account : ""},
                {"operation", exchange.operation()},
                {"result", code}};
    if (!message.empty()) event["message"] = message;
    if (is_change) event["request"] = exchange.request.members;
    event["seconds"] = exchange.age().count();
    log(is_change ? Level::info : Level::debug, event);
}

}  // namespace

Front::Front(Mirror& mirror, Metrics& metrics, const Settings& settings, Credentials credentials, Clock clock)
    : mirror_(mirror),
      metrics_(metrics),
      any_region_(settings.any_region),
      clock_(std::move(clock)),
      rate_(settings.limits.requests_per_second, settings.limits.burst),
      credentials_(std::make_shared<const Credentials>(std::move(credentials))) {}

Work Front::handle(HttpRequest request, const Peer& peer) {
    if (request.path == "/healthz" && is_get(request))
        return {false, [this, way = peer.way] { return health(way); }};
    if (request.path == "/metrics" && is_get(request) && peer.way != Peer::Way::api)
        return {true, [this] { return metrics(); }};  // it waits for the NIC, as changes do
    if (peer.way == Peer::Way::local && request.path.starts_with(operator_prefix))
        return operator_work(mirror_, request, peer);
    if (request.path != "/" || peer.way == Peer::Way::metrics)
        return done(plain(404, "There is nothing here.\n"));
    return query(std::move(request), peer);
}

Work Front::query(HttpRequest request, const Peer& peer) {
    Exchange exchange;
    exchange.peer = peer.name;
    try {
        exchange.caller = identify(request, peer);
        if (!rate_.take(exchange.caller.name, std::chrono::steady_clock::now()))
            throw Error("RequestLimitExceeded", exchange.caller.name, "", "Request limit exceeded.");
        exchange.request = read_request(parse_form(form_of(request)));
        const bool is_change = !service::is_describe(*exchange.request.operation);
        if (is_change && exchange.caller.access == Access::read_only)
            throw Error("UnauthorizedOperation", exchange.caller.name, "",
                        "You are not authorized to perform this operation: the credential is read-only.");
        return {is_change, [this, exchange = std::move(exchange)] { return carry_out(exchange); }};
    } catch (const Error& error) {
        return done(refused(exchange, error.code(), error.what()));
    } catch (const std::exception& error) {
        return done(failed(exchange, error));
    }
}

/// What is answered, logged and counted where a request comes to nothing.
HttpAnswer Front::refused(const Exchange& exchange, const std::string& code, const std::string& message) {
    log_exchange(exchange, code, message);
    metrics_.request(exchange.operation(), code, exchange.age());
    return error_answer(code, message, exchange.id);
}

/// The same for what should not happen: the log alone says what it was.
HttpAnswer Front::failed(const Exchange& exchange, const std::exception& error) {
    log(Level::error, {{"event", "fault"}, {"request_id", exchange.id}, {"message", error.what()}});
    return refused(exchange, "InternalError", "An internal error has occurred.");
}

Caller Front::identify(const HttpRequest& request, const Peer& peer) {
    if (peer.way == Peer::Way::local) return {peer.name, std::nullopt, Access::full};
    const std::shared_ptr<const Credentials> known = credentials();
    const SignatureRules rules{any_region_ ? "" : mirror_.inventory()->region};
    const Credential& credential = authenticate(request, *known, rules, clock_());
    return {credential.access_key_id, service::Caller{credential.account, false}, credential.access};
}

HttpAnswer Front::carry_out(const Exchange& exchange) {
    const Operation& operation = *exchange.request.operation;
    try {
        const Json members = mirror_.call(operation, exchange.request.members, exchange.caller.as);
        HttpAnswer answer = xml(200, answer_xml(operation, members, exchange.id), exchange.id);
        log_exchange(exchange, "ok", "");
        metrics_.request(operation.name, "ok", exchange.age());
        return answer;
    } catch (const Error& error) {
        return refused(exchange, error.code(), error.what());
    } catch (const std::exception& error) {
        return failed(exchange, error);
    }
}

HttpAnswer Front::refuse(unsigned status, const std::string& reason) {
    const std::string id = text::new_uuid();
    const bool is_limit = status == 503;
    const std::string code = is_limit ? "RequestLimitExceeded" : "MalformedQueryString";
    metrics_.request("", code, {});
    return xml(status, error_xml(code, reason, id), id);
}

HttpAnswer Front::health(Peer::Way way) {
    const std::optional<std::string> trouble = mirror_.trouble();
    Json state{{"status", trouble ? "degraded" : "ok"}};
    // Where anybody may ask, the reason is nobody's business.
    if (way != Peer::Way::api) state["trouble"] = trouble ? Json(*trouble) : Json();
    return {trouble ? 503U : 200U, std::string(json_content_type), state.dump() + "\n"};
}

HttpAnswer Front::metrics() {
    std::optional<Counters> counters;
    try {
        counters = mirror_.nic().read_counters();
    } catch (const Error& error) {
        log(Level::debug, {{"event", "counters"}, {"message", error.what()}});
    }
    metrics_.sessions(mirror_.sessions(), !mirror_.trouble());
    return {200, std::string(metrics_content_type), metrics_.text(counters)};
}

void Front::replace_credentials(Credentials credentials) {
    const std::lock_guard lock(mutex_);
    credentials_ = std::make_shared<const Credentials>(std::move(credentials));
}

std::shared_ptr<const Credentials> Front::credentials() {
    const std::lock_guard lock(mutex_);
    return credentials_;
}

}  // namespace tain::daemon
