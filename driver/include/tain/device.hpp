// SPDX-License-Identifier: Apache-2.0
// A NIC behind a register bus: what it is, what it can hold, making it equal to what is wanted, its counters.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tain/error.hpp"
#include "tain/register_bus.hpp"
#include "tain/wanted.hpp"

namespace tain {

/// The sizes of one NIC, read from its capability registers; every count is per port (except `ports`).
struct Capabilities {
    unsigned ports = 0;
    unsigned data_width = 0;  ///< bits
    unsigned interfaces = 0;
    unsigned sessions_per_interface = 0;
    unsigned filters = 0;
    unsigned rule_slots = 0;        ///< filters + spare ones, so that filters can be replaced under traffic
    unsigned rules_per_filter = 0;  ///< per direction
    unsigned targets = 0;
    unsigned addresses_per_target = 0;
    unsigned never_copied = 0;  ///< rows; the four classes together need 10
    unsigned resolvers = 0;
    unsigned range_checkers = 0;  ///< per direction
    unsigned buffer_bytes = 0;    ///< copy buffer per direction
    unsigned buffer_copies = 0;   ///< copies that the buffer of one direction can hold at a time
    bool operator==(const Capabilities&) const = default;
};

/// The capabilities of the default simulated NIC, known without running it.
Capabilities default_capabilities();

/// Throws tain::Error where `wanted` does not fit a NIC of these capabilities or is not consistent in itself
/// (an unknown filter id, no usable address family, a range upside down …); the error names the object and
/// field.
void check_fits(const Wanted& wanted, const Capabilities& capabilities);

/// What one `apply` did.
struct ApplyReport {
    unsigned flips =
        0;  ///< 0: the NIC was right already; more than 1: more filters changed than slots were spare
    std::vector<std::string> changed;  ///< one line per object that was written or erased, fit for a person
    std::uint64_t register_reads = 0;
    std::uint64_t register_writes = 0;
};

/// Counters of one local interface and direction; judged = not_copied + copied + dropped.
struct InterfaceCounters {
    std::string interface;
    Direction direction = Direction::ingress;
    std::uint64_t judged = 0, not_copied = 0, copied = 0, dropped = 0, truncated = 0, kept_bytes = 0;
};
struct SessionCounters {
    std::string session;
    Direction direction = Direction::ingress;
    std::uint64_t copied = 0, kept_bytes = 0, truncated = 0, dropped = 0;
};
struct RuleCounters {
    std::string filter;
    std::string rule;
    Direction direction = Direction::ingress;
    std::uint64_t hits = 0;  ///< frames for which it was the first match in a session that was tried
};
/// Counters of one port and direction; frames = unowned + the judged of its interfaces.
struct PortCounters {
    unsigned port = 0;
    Direction direction = Direction::ingress;
    std::uint64_t frames = 0, bytes = 0, unowned = 0, bad = 0;
};
struct Counters {
    std::vector<PortCounters> ports;
    std::vector<InterfaceCounters> interfaces;
    std::vector<SessionCounters> sessions;
    std::vector<RuleCounters> rules;  ///< a filter used on several ports: the sum over them
};

/// How one object of the NIC's tables is not as it is wanted.
struct Difference {
    enum class Kind { missing, different, superfluous };
    Kind kind = Kind::missing;
    std::string object;  ///< "session tms-…"; a superfluous one is told by its cookie alone
    bool operator==(const Difference&) const = default;
};

/// What a NIC holds, compared with what is wanted.
struct Inspection {
    bool programmed = false;              ///< false: nothing was written since the NIC's last reset
    std::vector<Difference> differences;  ///< empty: the NIC does exactly what is wanted
    Counters counters;                    ///< of the ports, and of those wanted objects that the NIC holds
};

/// One open NIC. Not thread-safe; one process owns a NIC at a time.
class Device {
  public:
    /// Checks identity and version and reads the capabilities. Throws tain::Error: NicNotFound (no tain NIC
    /// there), NicGone (all ones), NicVersionMismatch (both versions named).
    explicit Device(RegisterBus& bus);
    ~Device();

    [[nodiscard]] const Capabilities& capabilities() const;
    [[nodiscard]] std::string version() const;  ///< "major.minor" of the hardware

    /// Makes the NIC's tables equal to `wanted`; idempotent, and right after a crash anywhere in an earlier
    /// one (design 5). Checks first that all of it fits: where it throws for that reason nothing was written.
    ApplyReport apply(const Wanted& wanted);

    /// Asks with one register read whether the NIC still is what the last `apply` of this object made it.
    /// Throws tain::Error: NicGone (all ones), NicReset (the mirror was reset, or another process changed
    /// it), NicNotConfigured (there was no successful `apply`).
    void check_unchanged();

    /// Reads the counters of what the last `apply` of this object made; counters run on over changes of a row
    /// and over processes, and start at 0 with a new object.
    Counters read_counters();

    /// Compares without changing anything, whoever programmed the NIC. The counters are absolute: they began
    /// at 0 when their object was new in the NIC, and run on over changes and processes until it is removed
    /// or the NIC is reset; those of ports since the reset. Throws as check_fits where `wanted` does not fit.
    Inspection inspect(const Wanted& wanted);

    /// Resets the mirror: empty tables, counters 0. Production is not touched.
    void reset();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tain
