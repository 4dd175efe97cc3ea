// SPDX-License-Identifier: Apache-2.0
// The reference model: frame + wanted configuration -> copy or nothing, in plain C++ written from the
// described behaviour alone. It shares no code with the pipeline or with the driver's tables, so that each
// can be scored against it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tain/addresses.hpp"
#include "tain/wanted.hpp"

namespace tain::sim {

using Bytes = std::vector<std::uint8_t>;

/// What can be known of a frame's headers without trusting its length fields.
struct Headers {
    bool ip = false;  ///< IPv4 or IPv6; the rest means something only then
    IpAddress source;
    IpAddress destination;
    std::uint8_t protocol = 0;                 ///< IPv4 protocol or IPv6 upper-layer protocol
    std::optional<std::uint16_t> source_port;  ///< absent = not known
    std::optional<std::uint16_t> destination_port;
};

Headers find_headers(std::span<const std::uint8_t> frame);

/// The same for both directions of a flow; `headers.ip` must be true.
std::uint32_t flow_hash(const Headers& headers);

/// A rule that was the first match in a session that was tried.
struct RuleHit {
    std::string session;
    std::string filter;
    std::string rule;
    bool operator==(const RuleHit&) const = default;
};

/// The first thing by which a rule does not match a frame.
enum class Mismatch { protocol, source, destination, source_port, destination_port };

/// Nothing where the rule matches; `headers.ip` must be true.
std::optional<Mismatch> mismatch_of(const Rule& rule, const Headers& headers);

/// One session's word on a frame.
struct Trial {
    enum class Outcome { no_rule_matched, rejected, accepted, lists_amazon_dns, does_not_list_amazon_dns };
    std::string session;
    Outcome outcome = Outcome::no_rule_matched;
    std::string rule;               ///< id of the rule that decided, where one did
    std::uint32_t rule_number = 0;  ///< of that rule
    bool operator==(const Trial&) const = default;
};

/// A copy as it leaves towards the wire.
struct Copy {
    std::string session;
    std::size_t kept = 0;    ///< bytes of the frame that the copy holds
    bool truncated = false;  ///< kept is less than the frame's length
    enum class Limit { frame, packet_length, target_mtu, port_mtu };
    Limit limit = Limit::frame;  ///< what said how much is kept
    IpAddress target;
    Bytes frame;  ///< the whole outer frame, padding included
    bool operator==(const Copy&) const = default;
};

struct Verdict {
    /// Why there is a copy or none.
    enum class Reason { unowned, bad, not_ip, never_copied, not_accepted, copied };

    bool owned = false;     ///< belongs to an interface
    std::string interface;  ///< id of that interface
    Reason reason = Reason::unowned;
    std::optional<NeverCopied> never_copied;  ///< the class, where that is the reason
    bool resolver = false;                    ///< to or from a resolver: network services decide, not rules
    std::vector<RuleHit> hits;                ///< in the order in which the sessions were tried
    std::vector<Trial> trials;                ///< of every session that was tried, in order
    std::optional<Copy> copy;
};

/// Judges frames by one configuration, which it copies. The configuration must be consistent in itself (every
/// id it names exists, every session has a usable target address); tain::Error otherwise.
class ReferenceModel {
  public:
    explicit ReferenceModel(const Wanted& wanted);
    ~ReferenceModel();
    ReferenceModel(ReferenceModel&&) noexcept;
    ReferenceModel& operator=(ReferenceModel&&) noexcept;
    ReferenceModel(const ReferenceModel&) = delete;
    ReferenceModel& operator=(const ReferenceModel&) = delete;

    /// bad: the source marked the frame bad at its last beat. Judged like any other, but not copied.
    [[nodiscard]] Verdict judge(unsigned port, Direction direction, std::span<const std::uint8_t> frame,
                                bool bad = false) const;

  private:
    struct Prepared;
    std::unique_ptr<const Prepared> prepared_;
};

/// One frame by one configuration; for many frames keep a ReferenceModel.
Verdict judge(const Wanted& wanted, unsigned port, Direction direction, std::span<const std::uint8_t> frame);

}  // namespace tain::sim
