// SPDX-License-Identifier: Apache-2.0
#include "tain/text/uuid.hpp"

#include <random>

namespace tain::text {

std::string new_uuid() {
    thread_local std::random_device random;
    std::uniform_int_distribution<unsigned> digit(0, 15);
    std::string uuid = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    for (char& c : uuid) {
        if (c != 'x' && c != 'y') continue;
        const unsigned value = c == 'x' ? digit(random) : 8U + digit(random) % 4U;
        c = "0123456789abcdef"[value];
    }
    return uuid;
}

}  // namespace tain::text
