// SPDX-License-Identifier: Apache-2.0
// `tain explain`: what happens to each frame of a capture, and why, by the reference model and the stored
// sessions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tain/commands/command.hpp"
#include "tain/sim/capture_plan.hpp"
#include "tain/sim/reference_model.hpp"
#include "tain/wanted.hpp"

namespace tain::commands {

/// One passage of a frame through the NIC.
struct Explanation {
    std::uint64_t frame = 0;  ///< number of its record in the capture, from 1
    std::size_t length = 0;
    sim::Way way;
    std::string flow;  ///< "TCP 10.0.0.5:80 > 10.0.0.6:4711"
    sim::Headers headers;
    sim::Verdict verdict;
};

/// Explains frames by one configuration, as `simulate` would play them.
class Explainer {
  public:
    Explainer(Wanted wanted, const sim::OwnAddresses& own_addresses);

    /// Both passages of a frame between two local interfaces: out, then in.
    [[nodiscard]] std::vector<Explanation> explain(std::uint64_t number,
                                                   const sim::CapturedFrame& frame) const;
    [[nodiscard]] const Wanted& wanted() const { return wanted_; }

  private:
    Wanted wanted_;
    sim::CapturePlan plan_;
    sim::ReferenceModel model_;
};

/// "copied by tms-…, rule 10 (tmfr-…): 128 of 1514 bytes (packet length)", "not copied: …".
std::string decision_text(const Explanation& explanation);
/// What such decisions are counted under: "copied", "not IP", "never copied: dhcp" …
std::string reason_text(const sim::Verdict& verdict);
/// Several lines: every session that was tried, with every rule up to the one that decided.
std::string full_text(const Explanation& explanation, const Wanted& wanted);

class Explain final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    std::string read_;
    std::optional<std::uint64_t> frame_;
    std::string output_ = "text";
};

}  // namespace tain::commands
