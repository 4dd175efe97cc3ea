// SPDX-License-Identifier: Apache-2.0
// Processes of a test's own: work that runs beside it and may be killed.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

namespace tain::test {

/// Runs a function in a process of its own, which ends with what the function returns.
template <typename Function>
pid_t in_child(Function work) {
    const pid_t child = fork();
    BOOST_REQUIRE(child >= 0);
    if (child != 0) return child;
    int result = 99;
    try {
        result = work();
    } catch (...) {
        result = 98;
    }
    _exit(result);
}

/// What the process ended with; the signal's number below zero where one ended it.
inline int wait_for(pid_t child) {
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace tain::test
