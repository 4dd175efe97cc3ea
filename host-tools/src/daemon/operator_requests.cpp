// SPDX-License-Identifier: Apache-2.0
#include "operator_requests.hpp"

#include <utility>

#include "log.hpp"
#include "tain/error.hpp"
#include "tain/service/operator_protocol.hpp"
#include "tain/text/uuid.hpp"

namespace tain::daemon {

using service::Json;
namespace paths = service::operator_paths;

namespace {

/// One function of Host: what it does, and whether it changes something.
struct Function {
    const char* path;
    bool (*is_change)(const Json& document);
    Json (*carry_out)(Mirror& mirror, const Json& document);
};

bool always(const Json& /*document*/) {
    return true;
}
bool never(const Json& /*document*/) {
    return false;
}
const service::Operation& operation_of(const Json& document) {
    return service::get_operation(document.at("operation").get_ref<const std::string&>());
}

const Function functions[] = {
    {paths::call, [](const Json& document) { return !service::is_describe(operation_of(document)); },
     [](Mirror& mirror, const Json& document) {
         return mirror.call(operation_of(document), document.at("request"), std::nullopt);
     }},
    {paths::synchronize, always,
     [](Mirror& mirror, const Json& /*document*/) { return service::to_json(mirror.synchronize()); }},
    {paths::export_resources, never,
     [](Mirror& mirror, const Json& /*document*/) { return mirror.export_resources(); }},
    {paths::import_resources, always,
     [](Mirror& mirror, const Json& document) {
         return mirror.import_resources(
             document.at("document"), {.replace = document.at("replace"), .dry_run = document.at("dry_run")});
     }},
    // It waits for the NIC, as changes do.
    {paths::status, always,
     [](Mirror& mirror, const Json& /*document*/) { return service::to_json(mirror.status()); }},
};

HttpAnswer json_answer(unsigned status, const Json& document) {
    return {status, "application/json", document.dump()};
}

HttpAnswer refusal(const Error& error) {
    return json_answer(400, {{"error", service::to_json(error)}});
}

Error malformed(const std::string& what) {
    return {"MalformedQueryString", "", "", "The request is not of taind's form: " + what};
}

/// What the function answers, or its error; changes are logged, for those who audit.
HttpAnswer carried_out(Mirror& mirror, const Function& function, const Json& document, const Peer& peer,
                       bool is_change) {
    std::string result = "ok";
    HttpAnswer answer;
    try {
        answer = json_answer(200, {{"answer", function.carry_out(mirror, document)}});
    } catch (const Error& error) {
        result = error.code();
        answer = refusal(error);
    } catch (const std::exception& error) {
        result = "InternalError";
        answer = refusal(malformed(error.what()));
    }
    const bool is_audited = is_change && function.path != paths::status;
    log(is_audited ? Level::info : Level::debug,
        {{"event", is_audited ? "change" : "request"},
         {"request_id", text::new_uuid()},
         {"caller", peer.name},
         {"operation", document.value("operation", std::string(function.path))},
         {"result", result},
         {"request", document.value("request", Json::object())}});
    return answer;
}

Work answered(HttpAnswer answer) {
    return {false, [answer = std::move(answer)] { return answer; }};
}

}  // namespace

Work operator_work(Mirror& mirror, const HttpRequest& request, const Peer& peer) {
    Json document = Json::parse(request.body, nullptr, false);
    for (const Function& function : functions) {
        if (request.path != function.path || request.method != "POST") continue;
        if (!document.is_object()) return answered(refusal(malformed("no JSON object")));
        try {
            const bool is_change = function.is_change(document);
            return {is_change, [&mirror, &function, document = std::move(document), peer, is_change] {
                        return carried_out(mirror, function, document, peer, is_change);
                    }};
        } catch (const Error& error) {
            return answered(refusal(error));
        } catch (const nlohmann::json::exception& error) {
            return answered(refusal(malformed(error.what())));
        }
    }
    return answered(refusal(malformed("there is no " + request.path)));
}

}  // namespace tain::daemon
