// SPDX-License-Identifier: Apache-2.0
// Takes frames out of one output stream, with stalls where asked for, and checks the rules of AXI4-Stream.
#pragma once

#include <optional>
#include <random>
#include <string>

#include "nic_model.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::sim {

class StreamSink {
  public:
    StreamSink(const StreamPins& pins, unsigned port, std::string name, unsigned beat_bytes)
        : pins_(pins), port_(port), name_(std::move(name)), beat_bytes_(beat_bytes) {}

    void set_stall(double probability) { stall_ = probability; }

    void drive(std::mt19937& random);
    /// Once the outputs have settled: the frame that is whole with this clock, if one is.
    std::optional<SentFrame> sample(std::uint64_t clock);
    void clear();

  private:
    struct Beat {
        Bytes data;  ///< the kept bytes
        bool last = false;
        bool error = false;
        std::uint16_t tuser = 0;
        bool is_copy = false;
        bool direction = false;
        std::uint16_t length = 0;
        bool operator==(const Beat&) const = default;
    };

    [[noreturn]] void violated(const std::string& what, std::uint64_t clock) const;
    [[nodiscard]] std::size_t kept_bytes(bool last, std::uint64_t clock) const;
    void read_beat(std::uint64_t clock);
    void begin_frame(std::uint64_t clock);
    void check_side_band(std::uint64_t clock) const;
    void check_copy(std::uint64_t clock) const;

    StreamPins pins_;
    unsigned port_;
    std::string name_;
    unsigned beat_bytes_;
    double stall_ = 0;
    bool ready_ = false;
    bool waiting_ = false;  // a beat was offered in the clock before and not accepted
    Beat offered_;          // that beat
    Beat beat_;             // the beat of this clock
    bool in_frame_ = false;
    SentFrame frame_;
};

}  // namespace tain::sim
