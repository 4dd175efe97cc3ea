// SPDX-License-Identifier: Apache-2.0
// A service that gives the answers it was told to give, one after the other, and keeps the requests.
#pragma once

#include <boost/test/unit_test.hpp>
#include <deque>
#include <vector>

#include "tain/output/pages.hpp"
#include "tain/service/api.hpp"

namespace tain::test {

using output::Json;

class ScriptedApi final : public service::Api {
  public:
    explicit ScriptedApi(std::deque<Json> answers) : answers_(std::move(answers)) {}

    Json call(const service::Operation&, const Json& request) override {
        requests.push_back(request);
        BOOST_REQUIRE_MESSAGE(!answers_.empty(), "one request too many: " << request.dump());
        Json answer = std::move(answers_.front());
        answers_.pop_front();
        return answer;
    }

    std::vector<Json> requests;

  private:
    std::deque<Json> answers_;
};

inline const service::Operation& operation(std::string_view name) {
    const service::Operation* found = service::find_operation(name);
    BOOST_REQUIRE(found != nullptr);
    return *found;
}

/// A page of sessions s1, s2 ...: those with the numbers `first` to `last`.
inline Json sessions(int first, int last, const std::string& next_token = "") {
    Json list = Json::array();
    for (int number = first; number <= last; ++number)
        list.push_back({{"TrafficMirrorSessionId", "s" + std::to_string(number)}});
    Json page = {{"TrafficMirrorSessions", std::move(list)}};
    if (!next_token.empty()) page["NextToken"] = next_token;
    return page;
}

}  // namespace tain::test
