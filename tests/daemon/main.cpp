// SPDX-License-Identifier: Apache-2.0
// The entry point that Boost.Test needs when it is linked dynamically.
#define BOOST_TEST_MODULE daemon
#include <boost/test/unit_test.hpp>
