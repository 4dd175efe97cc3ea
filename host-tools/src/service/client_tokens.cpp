// SPDX-License-Identifier: Apache-2.0
// A token's record: {"request": {...}, "answer": {...}, "time": seconds since 1970}.
#include "client_tokens.hpp"

#include <algorithm>
#include <cstdlib>

#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr const char* token_member = "ClientToken";

std::int64_t seconds(ClientTokens::Time time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

Json read_record(const StoredObject& object) {
    Json record = Json::parse(object.document, nullptr, false);
    const bool whole = record.is_object() && record.contains("request") && record.contains("answer") &&
                       record.contains("time") && record.at("time").is_number_integer();
    if (!whole)
        throw Error("StoreUnavailable", object.id, "document",
                    object.id + ": the store holds something for it that this program can't read");
    return record;
}

}  // namespace

ClientTokens::ClientTokens(const Operation& operation, const Json& request, std::string account, Time now)
    : request_(request), account_(std::move(account)), now_(now) {
    if (request.contains(token_member))
        id_ = "token/" + account_ + "/" + std::string(operation.name) + "/" +
              request.at(token_member).get<std::string>();
}

/// A time far ahead is that of a clock which was wrong.
bool ClientTokens::is_forgotten(const Json& record) const {
    const std::int64_t age = seconds(now_) - record.at("time").get<std::int64_t>();
    return std::abs(age) > std::chrono::seconds(token_memory).count();
}

std::optional<Json> ClientTokens::earlier_answer(const Snapshot& snapshot) const {
    if (id_.empty()) return std::nullopt;
    const auto found = std::ranges::find(snapshot.objects, id_, &StoredObject::id);
    if (found == snapshot.objects.end()) return std::nullopt;
    const Json record = read_record(*found);
    if (is_forgotten(record)) return std::nullopt;
    if (nlohmann::json(record.at("request")) != nlohmann::json(request_))  // whatever the order of members
        throw Error("IdempotentParameterMismatch", found->id, token_member,
                    "The token '" + request_.at(token_member).get<std::string>() +
                        "' (ClientToken) was used before with other parameters");
    return record.at("answer");
}

void ClientTokens::remember(const Json& answer, const Snapshot& snapshot, Change& change) const {
    if (id_.empty()) return;
    for (const StoredObject& object : snapshot.objects) {  // the oldest come first
        if (object.type != client_token_type) continue;
        if (!is_forgotten(read_record(object))) break;
        change.erase.push_back(object.id);
    }
    const Json record{{"request", request_}, {"answer", answer}, {"time", seconds(now_)}};
    change.put.push_back({id_, std::string(client_token_type), account_, record.dump(), 0});
}

}  // namespace tain::service
