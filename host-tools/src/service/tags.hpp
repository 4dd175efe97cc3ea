// SPDX-License-Identifier: Apache-2.0
// Tags: lists of Key and Value on objects.
#pragma once

#include <string>
#include <string_view>

#include "tain/service/validation.hpp"

namespace tain::service {

/// Tags of the new object that the request asks for, each with a value. Throws where they are for another
/// kind of object, too many, or two have one key.
Json requested_tags(const Json& request, std::string_view resource_type);

/// `tags` with those of `added` in it; a key that is there already gets the new value. Throws
/// tain::Error(TagLimitExceeded), naming `object`, where there would be more than an object can have.
Json with_tags(const Json& tags, const Json& added, const std::string& object);

}  // namespace tain::service
