// SPDX-License-Identifier: Apache-2.0
// Whoever answers the API's operations: the service in this process, or an endpoint somewhere else.
#pragma once

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

class Api {
  public:
    Api() = default;
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;
    Api(Api&&) = delete;
    Api& operator=(Api&&) = delete;
    virtual ~Api() = default;

    /// One request, one answer: members in, members out, both as the model names them and the answer's in the
    /// model's order. Members that the answer does not have are absent. Throws tain::Error with the EC2 error
    /// code and message where the service refuses.
    virtual Json call(const Operation& operation, const Json& request) = 0;
};

}  // namespace tain::service
