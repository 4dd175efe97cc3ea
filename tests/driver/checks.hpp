// SPDX-License-Identifier: Apache-2.0
// What every test of a change checks.
#pragma once

#include <boost/test/unit_test.hpp>
#include <string>

#include "fake_nic.hpp"
#include "meaning.hpp"
#include "tain/error.hpp"

namespace tain::test {

/// The active tables mean what is wanted, and nothing forbidden was done on the way.
inline void check_means(const FakeNic& nic, const Wanted& wanted) {
    const Meaning has = meaning_of(nic);
    const Meaning should = meaning_of(wanted, nic.sizes().ports);
    BOOST_CHECK_MESSAGE(has == should, "tables (+) and wanted (-) differ:" << difference(has, should));
    for (const std::string& fault : nic.faults()) BOOST_ERROR("forbidden: " + fault);
}

/// For BOOST_CHECK_EXCEPTION: an error of this code whose message contains `part`.
inline auto error_with(const std::string& code, const std::string& part) {
    return [code, part](const Error& error) {
        BOOST_CHECK_EQUAL(error.code(), code);
        const std::string message = error.what();
        BOOST_CHECK_MESSAGE(message.find(part) != std::string::npos, message << " does not say " << part);
        return true;
    };
}

}  // namespace tain::test
