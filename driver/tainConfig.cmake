# SPDX-License-Identifier: Apache-2.0
# find_package(tain) gives the target tain::tain.
include(${CMAKE_CURRENT_LIST_DIR}/tainTargets.cmake)
