// SPDX-License-Identifier: Apache-2.0
#include "pcap_library.hpp"

#include <dlfcn.h>

#include <string>

#include "tain/error.hpp"

namespace tain::sim {
namespace {

[[noreturn]] void missing(const std::string& what) {
    throw Error("LibraryMissing", "libpcap", "", "captures need libpcap: " + what);
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr) missing(std::string("it has no ") + name);
}

PcapLibrary load() {
    void* library = dlopen(TAIN_PCAP_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) missing(dlerror());
    PcapLibrary found;
    find(library, "pcap_close", found.close);
    find(library, "pcap_datalink", found.datalink);
    find(library, "pcap_datalink_val_to_name", found.datalink_val_to_name);
    find(library, "pcap_dump", found.dump);
    find(library, "pcap_dump_close", found.dump_close);
    find(library, "pcap_dump_file", found.dump_file);
    find(library, "pcap_dump_flush", found.dump_flush);
    find(library, "pcap_dump_fopen", found.dump_fopen);
    find(library, "pcap_file", found.file);
    find(library, "pcap_fopen_offline_with_tstamp_precision", found.fopen_offline_with_tstamp_precision);
    find(library, "pcap_geterr", found.geterr);
    find(library, "pcap_next_ex", found.next_ex);
    find(library, "pcap_open_dead_with_tstamp_precision", found.open_dead_with_tstamp_precision);
    return found;
}

}  // namespace

const PcapLibrary& pcap() {
    static const PcapLibrary library = load();
    return library;
}

}  // namespace tain::sim
