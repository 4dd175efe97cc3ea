// SPDX-License-Identifier: Apache-2.0
#include "nic_directory.hpp"

#include <array>
#include <cstdio>

#include "tain/registers.hpp"

namespace tain {
namespace {

namespace directory = registers::directory;
namespace control = registers::control;

/// The list ends where its block does.
constexpr std::uint32_t most_blocks = (directory::size - directory::block_type(0)) / 16;

std::string hex(std::uint32_t value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%08X", value);
    return text.data();
}

std::string version_text(std::uint32_t word) {
    return std::to_string(word >> 16U) + "." + std::to_string(word & 0xFFFFU);
}

[[noreturn]] void throw_inconsistent(const std::string& field, const std::string& message) {
    throw Error("NicInconsistent", "NIC", field, "this NIC contradicts itself: " + message);
}

void check_version(std::uint32_t word, const std::string& what) {
    if (word >> 16U == registers::version_major) return;
    throw Error("NicVersionMismatch", "NIC", "version",
                what + " has register map version " + version_text(word) + ", this driver knows " +
                    version_text((registers::version_major << 16U) | registers::version_minor));
}

void check_identity(RegisterBus& bus) {
    const std::uint32_t identity = bus.read32(directory::identity);
    if (identity == all_ones) throw_gone();
    if (identity == registers::identity) return;
    throw Error(
        "NicNotFound", "NIC", "identity",
        "no tain NIC here: its identity reads " + hex(identity) + ", not " + hex(registers::identity));
}

void read_blocks(RegisterBus& bus, NicDirectory& found) {
    const std::uint32_t count = bus.read32(directory::block_count);
    if (count == all_ones) throw_gone();
    if (count > most_blocks) throw_inconsistent("block_count", std::to_string(count) + " blocks");
    for (unsigned i = 0; i < count; ++i) {
        const std::uint32_t type = bus.read32(directory::block_type(i));
        if (type != control::type && type != registers::port::type) continue;
        check_version(bus.read32(directory::block_version(i)), "block " + std::to_string(i) + " of this NIC");
        const std::uint32_t offset = bus.read32(directory::block_offset(i));
        if (offset >= registers::address_space)
            throw_inconsistent("block_offset", "a block at " + hex(offset));
        if (type == control::type) found.control = offset;
        if (type == registers::port::type) found.ports.push_back(offset);
    }
    if (found.control == 0) throw_inconsistent("block_type", "it lists no control block");
}

Capabilities read_capabilities(RegisterBus& bus, std::uint32_t base) {
    Capabilities read;
    read.ports = bus.read32(base + control::ports);
    read.data_width = bus.read32(base + control::data_width);
    read.interfaces = bus.read32(base + control::interfaces);
    read.sessions_per_interface = bus.read32(base + control::sessions_per_interface);
    read.filters = bus.read32(base + control::filters);
    read.rule_slots = bus.read32(base + control::rule_slots);
    read.rules_per_filter = bus.read32(base + control::rules_per_filter);
    read.targets = bus.read32(base + control::targets);
    read.addresses_per_target = bus.read32(base + control::addresses_per_target);
    read.never_copied = bus.read32(base + control::never_copied);
    read.resolvers = bus.read32(base + control::resolvers);
    read.range_checkers = bus.read32(base + control::range_checkers);
    read.buffer_bytes = bus.read32(base + control::buffer_bytes);
    read.buffer_copies = bus.read32(base + control::buffer_copies);
    return read;
}

void check_capabilities(const NicDirectory& found) {
    const Capabilities& has = found.capabilities;
    if (has.data_width == all_ones) throw_gone();
    if (has.ports != found.ports.size()) {
        throw_inconsistent("ports", std::to_string(has.ports) + " ports, but " +
                                        std::to_string(found.ports.size()) + " blocks of ports");
    }
    if (has.range_checkers > registers::key::range.width) {
        throw_inconsistent("range_checkers", std::to_string(has.range_checkers) + " range checkers");
    }
    if (has.rule_slots < has.filters) throw_inconsistent("rule_slots", "fewer rule slots than filters");
}

}  // namespace

void throw_gone() {
    throw Error("NicGone", "NIC", "", "the NIC is gone: its registers read as all ones");
}

NicDirectory read_directory(RegisterBus& bus) {
    check_identity(bus);
    NicDirectory found;
    const std::uint32_t version = bus.read32(directory::version);
    check_version(version, "this NIC");
    found.version = version_text(version);
    read_blocks(bus, found);
    found.capabilities = read_capabilities(bus, found.control);
    check_capabilities(found);
    return found;
}

Capabilities default_capabilities() {
    namespace defaults = registers::defaults;
    Capabilities made;
    made.ports = defaults::ports;
    made.data_width = defaults::data_width;
    made.interfaces = defaults::interfaces;
    made.sessions_per_interface = defaults::sessions_per_interface;
    made.filters = defaults::filters;
    made.rule_slots = defaults::rule_slots;
    made.rules_per_filter = defaults::rules_per_filter;
    made.targets = defaults::targets;
    made.addresses_per_target = defaults::addresses_per_target;
    made.never_copied = defaults::never_copied;
    made.resolvers = defaults::resolvers;
    made.range_checkers = defaults::range_checkers;
    made.buffer_bytes = defaults::buffer_bytes;
    made.buffer_copies = defaults::buffer_copies;
    return made;
}

}  // namespace tain
