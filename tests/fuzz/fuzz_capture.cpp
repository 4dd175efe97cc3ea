// SPDX-License-Identifier: Apache-2.0
// Any bytes as a capture: frames up to an end, or a tain::Error.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tain/error.hpp"
#include "tain/sim/capture_file.hpp"
#include "tain/sim/reference_model.hpp"

namespace {

/// libpcap reads files: one in memory.
std::string memory_file(const std::uint8_t* data, std::size_t size) {
    static const int file = memfd_create("capture", 0);
    if (file < 0 || ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != static_cast<ssize_t>(size))
        std::abort();
    return "/proc/self/fd/" + std::to_string(file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        tain::sim::CaptureReader reader(memory_file(data, size));
        while (const auto frame = reader.next()) static_cast<void>(tain::sim::find_headers(frame->bytes));
    } catch (const tain::Error&) {
    }
    return 0;
}
