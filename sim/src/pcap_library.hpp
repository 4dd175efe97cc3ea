// SPDX-License-Identifier: Apache-2.0
// libpcap, loaded when the first capture is opened. It brings nine libraries along (D-Bus and systemd among
// them), for which no command that opens no capture should wait at its start.
#pragma once

#include <pcap/pcap.h>

namespace tain::sim {

/// The functions of libpcap that captures need, under its own names without "pcap_".
struct PcapLibrary {
    decltype(&pcap_close) close = nullptr;
    decltype(&pcap_datalink) datalink = nullptr;
    decltype(&pcap_datalink_val_to_name) datalink_val_to_name = nullptr;
    decltype(&pcap_dump) dump = nullptr;
    decltype(&pcap_dump_close) dump_close = nullptr;
    decltype(&pcap_dump_file) dump_file = nullptr;
    decltype(&pcap_dump_flush) dump_flush = nullptr;
    decltype(&pcap_dump_fopen) dump_fopen = nullptr;
    decltype(&pcap_file) file = nullptr;
    decltype(&pcap_fopen_offline_with_tstamp_precision) fopen_offline_with_tstamp_precision = nullptr;
    decltype(&pcap_geterr) geterr = nullptr;
    decltype(&pcap_next_ex) next_ex = nullptr;
    decltype(&pcap_open_dead_with_tstamp_precision) open_dead_with_tstamp_precision = nullptr;
};

/// Throws tain::Error(LibraryMissing) where libpcap is not installed.
const PcapLibrary& pcap();

}  // namespace tain::sim
