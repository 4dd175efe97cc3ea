// SPDX-License-Identifier: Apache-2.0
// The stream modules against their contracts, on stream_bench.
#define BOOST_TEST_MODULE rtl
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
