// SPDX-License-Identifier: Apache-2.0
// Made by hw/regs/generate.py from hw/regs/tain.toml; change that.
// Register addresses, table rows and rule key of the NIC.
// clang-format off
#pragma once

#include <cstdint>

namespace tain::registers {

/// Bits of a row or of the rule key: the lowest one and how many.
struct Field {
    unsigned lsb;
    unsigned width;
};

inline constexpr std::uint32_t identity = 0x7461696E;
inline constexpr unsigned version_major = 1;
inline constexpr unsigned version_minor = 0;
inline constexpr std::uint32_t undefined = 0xDEADBEEF;
inline constexpr std::uint32_t address_space = 0x100000;
inline constexpr unsigned row_words = 24;

/// What this is, and the list of the other blocks. Always at address 0.
namespace directory {
inline constexpr std::uint32_t type = 0;
inline constexpr std::uint32_t offset = 0x00000;
inline constexpr std::uint32_t size = 0x01000;
/// 0x7461696E, the letters `tain`. All ones: the card is gone.
inline constexpr std::uint32_t identity = 0x000;
/// Version of this register map: major in bits 31:16, minor in bits 15:0. A driver refuses another major.
inline constexpr std::uint32_t version = 0x004;
/// 0 after every reset; otherwise the word that was written last. A driver writes a word of its own here and knows by it that its tables are still there.
inline constexpr std::uint32_t boot = 0x008;
/// Number of entries in the list of blocks that follows.
inline constexpr std::uint32_t block_count = 0x00C;
inline constexpr unsigned block_type_count = 9;
/// Type of block i: 1 control, 2 port. Unknown types are skipped by drivers. Ports are numbered in the order of their blocks.
constexpr std::uint32_t block_type(unsigned i) { return 0x010U + 16U * i; }
inline constexpr unsigned block_version_count = 9;
/// Version of block i, as `version`.
constexpr std::uint32_t block_version(unsigned i) { return 0x014U + 16U * i; }
inline constexpr unsigned block_offset_count = 9;
/// Byte address of block i.
constexpr std::uint32_t block_offset(unsigned i) { return 0x018U + 16U * i; }
inline constexpr unsigned block_size_count = 9;
/// Bytes of block i.
constexpr std::uint32_t block_size(unsigned i) { return 0x01CU + 16U * i; }
}  // namespace directory

/// Sizes of the NIC, and what concerns all ports at once.
namespace control {
inline constexpr std::uint32_t type = 1;
inline constexpr std::uint32_t offset = 0x01000;
inline constexpr std::uint32_t size = 0x01000;
/// The bank (0 or 1) of the tables by which frames are judged now, the same on all ports.
inline constexpr std::uint32_t bank = 0x080;
/// Writing 1 makes the idle bank the active one, on all ports, for every frame judged from then on.
inline constexpr std::uint32_t flip = 0x084;
/// Bit 0 `draining`: frames judged by the idle bank may still be under way (at most 64 clocks after a flip). Bit 1 `resetting`: a reset has not ended.
inline constexpr std::uint32_t status = 0x088;
/// Writing 1 resets the mirror: empty tables, counters 0, boot word 0. Production is not touched; a copy under way is finished first.
inline constexpr std::uint32_t reset = 0x08C;
/// Ports, each with tables and counters of its own; at most 8.
inline constexpr std::uint32_t ports = 0x000;
/// Bits of tdata: 64, 128, 256 or 512.
inline constexpr std::uint32_t data_width = 0x004;
/// Interface rows.
inline constexpr std::uint32_t interfaces = 0x008;
/// Session rows of each interface.
inline constexpr std::uint32_t sessions_per_interface = 0x00C;
/// Filter rows.
inline constexpr std::uint32_t filters = 0x010;
/// Places for the rules of one filter, per direction. Those beyond `filters` are spare, so that a filter can be replaced under traffic.
inline constexpr std::uint32_t rule_slots = 0x014;
/// Rule rows of each slot, per direction.
inline constexpr std::uint32_t rules_per_filter = 0x018;
/// Targets.
inline constexpr std::uint32_t targets = 0x01C;
/// Address rows of each target.
inline constexpr std::uint32_t addresses_per_target = 0x020;
/// Never-copied rows.
inline constexpr std::uint32_t never_copied = 0x024;
/// Resolver rows.
inline constexpr std::uint32_t resolvers = 0x028;
/// Port-range checkers, per direction; at most 54.
inline constexpr std::uint32_t range_checkers = 0x02C;
/// Bytes of copy buffer, per direction.
inline constexpr std::uint32_t buffer_bytes = 0x030;
/// Copies that the copy buffer of one direction holds at most.
inline constexpr std::uint32_t buffer_copies = 0x034;
}  // namespace control

/// Tables and counters of one port.
namespace port {
inline constexpr std::uint32_t type = 2;
inline constexpr std::uint32_t offset = 0x10000;
inline constexpr std::uint32_t size = 0x10000;
/// Carries out one operation on a table: operation in bits 31:28, table in bits 27:23, bank in bit 22 (reads only), index in bits 15:0. The next access waits until it is done.
inline constexpr std::uint32_t command = 0x000;
/// Bit 0 `rebuilding`: the rule tables are being rebuilt from their rows; commands on rule rows wait for the end of it.
inline constexpr std::uint32_t status = 0x004;
inline constexpr unsigned data_count = 24;
/// The words of one row, least significant word first. They keep their values, so words that do not differ from row to row need not be written again.
constexpr std::uint32_t data(unsigned i) { return 0x100U + 4U * i; }
/// Chooses the row of counters that the window shows: kind in bits 31:28, direction in bit 27 (0 ingress, 1 egress), counter number in bits 15:0.
inline constexpr std::uint32_t counter_select = 0x200;
/// Zeroes one row of counters, named as in `counter_select`.
inline constexpr std::uint32_t counter_clear = 0x204;
inline constexpr unsigned counter_low_count = 6;
/// Bits 31:0 of counter i of the chosen row. Reading it latches bits 63:32 for `counter_high`.
constexpr std::uint32_t counter_low(unsigned i) { return 0x240U + 8U * i; }
inline constexpr unsigned counter_high_count = 6;
/// Bits 63:32 of the counter whose low word was read last.
constexpr std::uint32_t counter_high(unsigned i) { return 0x244U + 8U * i; }
inline constexpr unsigned ingress_low_count = 4;
/// Bits 31:0 of the port's ingress counter i (see the list of counters, kind `port`); latches bits 63:32 for `ingress_high`.
constexpr std::uint32_t ingress_low(unsigned i) { return 0x300U + 8U * i; }
inline constexpr unsigned ingress_high_count = 4;
/// Bits 63:32 of the port counter whose low word was read last.
constexpr std::uint32_t ingress_high(unsigned i) { return 0x304U + 8U * i; }
inline constexpr unsigned egress_low_count = 4;
/// As `ingress_low`, for egress.
constexpr std::uint32_t egress_low(unsigned i) { return 0x340U + 8U * i; }
inline constexpr unsigned egress_high_count = 4;
/// As `ingress_high`, for egress.
constexpr std::uint32_t egress_high(unsigned i) { return 0x344U + 8U * i; }
}  // namespace port

/// Sizes of the default NIC.
namespace defaults {
inline constexpr unsigned ports = 1;
inline constexpr unsigned data_width = 512;
inline constexpr unsigned interfaces = 64;
inline constexpr unsigned sessions_per_interface = 4;
inline constexpr unsigned filters = 32;
inline constexpr unsigned rule_slots = 36;
inline constexpr unsigned rules_per_filter = 16;
inline constexpr unsigned targets = 32;
inline constexpr unsigned addresses_per_target = 16;
inline constexpr unsigned never_copied = 16;
inline constexpr unsigned resolvers = 8;
inline constexpr unsigned range_checkers = 32;
inline constexpr unsigned buffer_bytes = 65536;
inline constexpr unsigned buffer_copies = 1024;
}  // namespace defaults

/// Operations of the command register.
enum class Operation : std::uint32_t {
    write_row = 1,  ///< Writes `data` whole to row `index`, in the idle bank where the table has banks, and marks the row occupied.
    erase_row = 2,  ///< Marks row `index` empty, in the idle bank where the table has banks.
    read_row = 3,  ///< Copies row `index` of the given bank to `data`. An empty row has no defined content.
    read_occupied = 4,  ///< Sets word 0 of `data` to the occupied bits of rows 32 x `index` and up, in the given bank.
    rebuild = 5,  ///< Brings the rule rows of both directions into force; `status` tells when it is done. Rows that did not change stay in force throughout.
};

enum class Table : std::uint32_t {
    interface = 0,  ///< A local interface: what frames belong to it, and the outer source of its copies.
    session = 1,  ///< A session, at row interface x sessions_per_interface + place; an interface's sessions are tried by ascending place.
    filter = 2,  ///< A filter: where its rules stand.
    target = 3,  ///< One address of a target, at row target x addresses_per_target + number of the address.
    never_copied = 4,  ///< Traffic that is not copied whatever the rules say. A row hits where each thing that it matches is so.
    resolver = 5,  ///< An address whose traffic is copied for filters with `amazon_dns`, and for no other. Never-copied rows go before.
    ingress_range = 6,  ///< A port range; whether a frame's port lies in it is bit `range` + row of the rule key, ingress.
    egress_range = 7,  ///< As `ingress_range`, for egress.
    ingress_rule = 8,  ///< A rule, at row slot x rules_per_filter + place; within a slot the lowest place that matches decides. What is written or erased is in force after `rebuild`; after a reset no rule is until the first one has ended.
    egress_rule = 9,  ///< As `ingress_rule`, for egress.
};

/// A local interface: what frames belong to it, and the outer source of its copies.
namespace interface_row {
inline constexpr unsigned words = 11;
inline constexpr Field cookie{0, 32};  ///< the driver's, to recognize the row by
inline constexpr Field any{32, 1};  ///< every frame of the port belongs to it
inline constexpr Field counter{48, 16};  ///< its row of interface counters
inline constexpr Field mac{64, 48};  ///< its address; the byte sent first is the most significant
inline constexpr Field source_mac{128, 48};  ///< source MAC of its copies
inline constexpr Field ipv4{192, 32};  ///< source address of its copies over IPv4
inline constexpr Field ipv6{224, 128};  ///< source address of its copies over IPv6; the byte sent first is the most significant
}  // namespace interface_row

/// A session, at row interface x sessions_per_interface + place; an interface's sessions are tried by ascending place.
namespace session_row {
inline constexpr unsigned words = 5;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field filter{32, 16};  ///< its row in the filter table
inline constexpr Field counter{48, 16};  ///< its row of session counters
inline constexpr Field first_address{64, 16};  ///< row in the target table of the first of its target's addresses
inline constexpr Field address_count{80, 8};  ///< over how many rows from there its copies spread, 1 or more
inline constexpr Field vni{96, 24};  ///< VXLAN network identifier
inline constexpr Field keep{128, 16};  ///< bytes of a frame kept at most: packet length and MTUs taken together
}  // namespace session_row

/// A filter: where its rules stand.
namespace filter_row {
inline constexpr unsigned words = 2;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field slot{32, 16};  ///< its rule slot, the same in both directions
inline constexpr Field amazon_dns{48, 1};  ///< accepts traffic of the resolvers
}  // namespace filter_row

/// One address of a target, at row target x addresses_per_target + number of the address.
namespace target_row {
inline constexpr unsigned words = 8;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field v6{32, 1};  ///< copies go over IPv6
inline constexpr Field mac{64, 48};  ///< destination MAC of the copies
inline constexpr Field address{128, 128};  ///< destination address of the copies; IPv4 in the lowest 32 bits, the rest 0
}  // namespace target_row

/// Traffic that is not copied whatever the rules say. A row hits where each thing that it matches is so.
namespace never_copied_row {
inline constexpr unsigned words = 7;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field v6{32, 1};  ///< IPv6 frames; 0: IPv4 frames
inline constexpr Field match_address{33, 1};  ///< matches source or destination address
inline constexpr Field match_port{34, 1};  ///< matches protocol and destination port
inline constexpr Field protocol{48, 8};  ///< protocol to match
inline constexpr Field port{64, 16};  ///< destination port to match
inline constexpr Field address{96, 128};  ///< address to match; IPv4 in the lowest 32 bits, the rest 0
}  // namespace never_copied_row

/// An address whose traffic is copied for filters with `amazon_dns`, and for no other. Never-copied rows go before.
namespace resolver_row {
inline constexpr unsigned words = 7;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field v6{32, 1};  ///< an IPv6 address
inline constexpr Field address{96, 128};  ///< source or destination; IPv4 in the lowest 32 bits, the rest 0
}  // namespace resolver_row

/// A port range; whether a frame's port lies in it is bit `range` + row of the rule key, ingress.
namespace ingress_range_row {
inline constexpr unsigned words = 3;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field destination{32, 1};  ///< looks at the destination port; 0: the source port
inline constexpr Field from{64, 16};  ///< lowest port inside
inline constexpr Field to{80, 16};  ///< highest port inside
}  // namespace ingress_range_row

namespace egress_range_row = ingress_range_row;

/// A rule, at row slot x rules_per_filter + place; within a slot the lowest place that matches decides. What is written or erased is in force after `rebuild`; after a reset no rule is until the first one has ended.
namespace ingress_rule_row {
inline constexpr unsigned words = 24;
inline constexpr Field cookie{0, 32};  ///< the driver's
inline constexpr Field accept{32, 1};  ///< 1 accept, 0 reject
inline constexpr Field counter{48, 16};  ///< its row of rule counters
inline constexpr Field value{64, 352};  ///< what the key must be where `mask` is 1; 0 elsewhere, else the rule matches nothing
inline constexpr Field mask{416, 352};  ///< bits of the key that matter
}  // namespace ingress_rule_row

namespace egress_rule_row = ingress_rule_row;

/// The rule key that a frame is searched by.
namespace key {
inline constexpr Field source{0, 128};  ///< source address; IPv4 in the lowest 32 bits, the rest 0; the byte sent first is the most significant
inline constexpr Field destination{128, 128};  ///< destination address, likewise
inline constexpr Field protocol{256, 8};  ///< IPv4 protocol or IPv6 upper-layer protocol
inline constexpr Field v6{264, 1};  ///< 1 IPv6, 0 IPv4
inline constexpr Field ports_known{265, 1};  ///< the frame has ports (design 2.4); where 0, the ports and all range bits are 0
inline constexpr Field source_port{266, 16};  ///< TCP, UDP or SCTP source port
inline constexpr Field destination_port{282, 16};  ///< destination port
inline constexpr Field range{298, 54};  ///< bit i: range checker i hits; as many bits as there are range checkers
}  // namespace key

enum class CounterKind : std::uint32_t {
    interface = 0,  ///< judged = not_copied + copied + dropped.
    session = 1,  ///< Frames that this session accepted.
    rule = 2,  ///< Frames for which the rule was the first match in a session that was tried.
};

/// Place of each counter in a row of kind `interface`.
namespace interface_counter {
inline constexpr unsigned judged = 0;
inline constexpr unsigned not_copied = 1;
inline constexpr unsigned copied = 2;
inline constexpr unsigned dropped = 3;
inline constexpr unsigned truncated = 4;
inline constexpr unsigned kept_bytes = 5;
inline constexpr unsigned count = 6;
}  // namespace interface_counter

/// Place of each counter in a row of kind `session`.
namespace session_counter {
inline constexpr unsigned copied = 0;
inline constexpr unsigned kept_bytes = 1;
inline constexpr unsigned truncated = 2;
inline constexpr unsigned dropped = 3;
inline constexpr unsigned count = 4;
}  // namespace session_counter

/// Place of each counter in a row of kind `rule`.
namespace rule_counter {
inline constexpr unsigned hits = 0;
inline constexpr unsigned count = 1;
}  // namespace rule_counter

/// Place of each counter in a row of kind `port`.
namespace port_counter {
inline constexpr unsigned frames = 0;
inline constexpr unsigned bytes = 1;
inline constexpr unsigned unowned = 2;
inline constexpr unsigned bad = 3;
inline constexpr unsigned count = 4;
}  // namespace port_counter

}  // namespace tain::registers
