// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/simulated_nic.hpp"

#include <array>
#include <fstream>
#include <limits>
#include <random>
#include <stdexcept>

#include "nic_model.hpp"
#include "nic_models.hpp"
#include "register_port.hpp"
#include "stream_sink.hpp"
#include "stream_source.hpp"
#include "tain/error.hpp"

namespace tain::sim {
namespace {

constexpr unsigned ready_clocks = 8;  // after which the mirror has seen the end of a reset everywhere
constexpr std::uint64_t longest_access = 100'000;  // clocks; far more than any register takes
constexpr std::uint64_t clock_period = 4;          // ns in the waveform

std::string widths_of(NicSize size) {
    std::string widths;
    for (const NicModelEntry& entry : nic_models()) {
        if (entry.size == size) widths += (widths.empty() ? "" : ", ") + std::to_string(entry.width);
    }
    return widths;
}

const NicModelEntry& find_model(NicSize size, unsigned width) {
    for (const NicModelEntry& entry : nic_models()) {
        if (entry.size == size && entry.width == width) return entry;
    }
    throw Error("InvalidParameterValue", "sim", "width",
                "no simulated NIC is " + std::to_string(width) + " bits wide; there are " + widths_of(size));
}

/// Verilator's writer does not say when it can't; so ask first.
void check_writable(const std::string& path) {
    const std::ofstream file(path, std::ios::binary);
    if (!file) throw Error("OutputUnwritable", path, "wave", path + ": the waveform cannot be written");
}

std::size_t index_of(Direction direction) {
    return direction == Direction::ingress ? 0 : 1;
}

/// One port and direction: production in, production out, and what has become of it.
struct Lane {
    StreamSource source;
    StreamSink sink;
    std::uint64_t entered = 0, left = 0, judged = 0;      // production frames
    std::uint64_t copies_committed = 0, copies_left = 0;  // of this direction

    [[nodiscard]] bool idle() const {
        return source.queued() == 0 && entered == left && entered == judged &&
               copies_committed == copies_left;
    }
    void clear() {
        source.clear();
        sink.clear();
        entered = left = judged = copies_committed = copies_left = 0;
    }
};

}  // namespace

class SimulatedNic::Impl {
  public:
    Impl(NicSize size, unsigned width, const std::optional<std::string>& wave, std::uint32_t initial);

    Lane& lane(unsigned port, Direction direction) {
        return lanes_.at(std::size_t{port} * 2 + index_of(direction));
    }
    void step();
    void wait_for_register(std::uint32_t address);
    [[nodiscard]] bool idle() const;
    void forget_mirror();
    void reset(unsigned clocks);
    [[nodiscard]] State save() const;
    void restore(const State& state);

    const unsigned ports;
    const unsigned width;
    std::uint64_t clock = 0;
    std::uint64_t wave_from = 0, wave_until = std::numeric_limits<std::uint64_t>::max();
    std::mt19937 random{1};
    Hooks hooks;

  private:
    void clear();
    [[nodiscard]] bool in_wave() const { return wave_ && clock >= wave_from && clock < wave_until; }
    void clock_low();
    void clock_high();
    void sample();
    void sample_sources();
    void sample_judgements();
    void sample_sinks();
    void sample_to_wire(unsigned port);
    void sample_copies(unsigned port);
    void sent_copy(unsigned port, const SentFrame& frame);
    void sample_to_host(unsigned port);

    std::unique_ptr<NicModel> model_;
    NicPins pins_;
    bool wave_;
    std::vector<Lane> lanes_;             // 2 * port + direction
    std::vector<StreamSink> copy_sinks_;  // by port

  public:
    RegisterPort registers;
};

SimulatedNic::Impl::Impl(NicSize size, unsigned nic_width, const std::optional<std::string>& wave,
                         std::uint32_t initial)
    : ports(find_model(size, nic_width).ports),
      width(nic_width),
      model_(find_model(size, nic_width).make(wave.has_value(), initial)),
      pins_(model_->pins()),
      wave_(wave.has_value()),
      registers(pins_.registers) {
    const unsigned beat_bytes = width / 8;
    for (unsigned port = 0; port < ports; ++port) {
        lanes_.push_back({StreamSource(pins_.from_wire, port, Direction::ingress, beat_bytes),
                          StreamSink(pins_.to_host, port, "m_axis_rx", beat_bytes)});
        lanes_.push_back({StreamSource(pins_.from_host, port, Direction::egress, beat_bytes),
                          StreamSink(pins_.to_wire, port, "m_axis_tx", beat_bytes)});
        copy_sinks_.emplace_back(pins_.copies, port, "m_axis_copy", beat_bytes);
    }
    if (wave) {
        check_writable(*wave);
        model_->open_wave(*wave);
    }
    reset(shortest_reset);
    for (unsigned i = 0; i < ready_clocks; ++i) step();
}

void SimulatedNic::Impl::clock_low() {
    set_bit(pins_.clk, 0, false);
    model_->eval();
    if (in_wave()) model_->dump_wave(clock * clock_period);
}

void SimulatedNic::Impl::clock_high() {
    set_bit(pins_.clk, 0, true);
    model_->eval();
    if (in_wave()) model_->dump_wave(clock * clock_period + clock_period / 2);
    ++clock;
}

void SimulatedNic::Impl::step() {
    if (hooks.clock) hooks.clock();
    for (Lane& each : lanes_) {
        each.source.drive(random);
        each.sink.drive(random);
    }
    for (StreamSink& each : copy_sinks_) each.drive(random);
    registers.drive();
    clock_low();
    sample();
    clock_high();
}

void SimulatedNic::Impl::sample() {
    registers.sample();
    sample_sources();
    sample_judgements();
    sample_sinks();
}

void SimulatedNic::Impl::sample_sources() {
    for (Lane& each : lanes_) {
        const std::optional<Passage> passage = each.source.sample(clock);
        if (!passage) continue;
        ++each.entered;
        if (hooks.accepted) hooks.accepted(*passage);
    }
}

void SimulatedNic::Impl::sample_judgements() {
    for (unsigned i = 0; i < lanes_.size(); ++i) {
        if (!get_bit(pins_.judged_valid, i)) continue;
        const Judgement judgement{i / 2, i % 2 == 0 ? Direction::ingress : Direction::egress,
                                  get_bit(pins_.judged_copied, i), get_bit(pins_.judged_dropped, i)};
        ++lanes_[i].judged;
        if (judgement.copied) ++lanes_[i].copies_committed;
        if (hooks.judged) hooks.judged(judgement);
    }
}

void SimulatedNic::Impl::sample_sinks() {
    for (unsigned port = 0; port < ports; ++port) {
        sample_to_host(port);
        sample_to_wire(port);
        sample_copies(port);
    }
}

void SimulatedNic::Impl::sample_to_host(unsigned port) {
    Lane& ingress = lane(port, Direction::ingress);
    const std::optional<SentFrame> frame = ingress.sink.sample(clock);
    if (!frame) return;
    ++ingress.left;
    if (hooks.delivered) hooks.delivered(port, *frame);
}

void SimulatedNic::Impl::sample_to_wire(unsigned port) {
    Lane& egress = lane(port, Direction::egress);
    const std::optional<SentFrame> frame = egress.sink.sample(clock);
    if (!frame) return;
    if (frame->is_copy) {
        sent_copy(port, *frame);
        return;
    }
    ++egress.left;
    if (hooks.sent) hooks.sent(port, *frame);
}

void SimulatedNic::Impl::sample_copies(unsigned port) {
    const std::optional<SentFrame> frame = copy_sinks_[port].sample(clock);
    if (frame) sent_copy(port, *frame);
}

void SimulatedNic::Impl::sent_copy(unsigned port, const SentFrame& frame) {
    ++lane(port, frame.direction).copies_left;
    if (hooks.sent) hooks.sent(port, frame);
}

bool SimulatedNic::Impl::idle() const {
    for (const Lane& each : lanes_) {
        if (!each.idle()) return false;
    }
    return true;
}

void SimulatedNic::Impl::forget_mirror() {
    for (Lane& each : lanes_) {
        each.judged = each.entered;
        each.copies_committed = each.copies_left;
    }
}

void SimulatedNic::Impl::clear() {
    for (Lane& each : lanes_) each.clear();
    for (StreamSink& each : copy_sinks_) each.clear();
    registers.clear();
}

SimulatedNic::State SimulatedNic::Impl::save() const {
    return {model_->save(), clock};
}

void SimulatedNic::Impl::restore(const State& state) {
    model_->restore(state.model);
    clock = state.clock;
    clear();
    for (Lane& each : lanes_) {
        each.source.set_idle(0);
        each.sink.set_stall(0);
    }
}

void SimulatedNic::Impl::reset(unsigned clocks) {
    clear();
    set_bit(pins_.rst, 0, true);
    for (unsigned i = 0; i < clocks; ++i) {
        clock_low();
        clock_high();
    }
    set_bit(pins_.rst, 0, false);
    model_->check_assertions();
}

void SimulatedNic::Impl::wait_for_register(std::uint32_t address) {
    const std::uint64_t start = clock;
    while (registers.busy()) {
        step();
        if (clock - start > longest_access) {
            throw std::logic_error("s_axil: no answer to an access of address " + std::to_string(address));
        }
    }
}

SimulatedNic::SimulatedNic(NicSize size, unsigned width, const std::optional<std::string>& wave,
                           std::uint32_t initial)
    : impl_(std::make_unique<Impl>(size, width, wave, initial)) {}
SimulatedNic::~SimulatedNic() = default;

unsigned SimulatedNic::ports() const {
    return impl_->ports;
}
unsigned SimulatedNic::width() const {
    return impl_->width;
}
std::uint64_t SimulatedNic::clock() const {
    return impl_->clock;
}

std::uint32_t SimulatedNic::read32(std::uint32_t address) {
    impl_->registers.start_read(address);
    impl_->wait_for_register(address);
    return impl_->registers.read_value();
}

void SimulatedNic::write32(std::uint32_t address, std::uint32_t value) {
    impl_->registers.start_write(address, value);
    impl_->wait_for_register(address);
}

void SimulatedNic::send(unsigned port, Direction direction, Frame frame) {
    impl_->lane(port, direction).source.send(std::move(frame));
}
std::size_t SimulatedNic::queued(unsigned port, Direction direction) const {
    return impl_->lane(port, direction).source.queued();
}
void SimulatedNic::set_idle(unsigned port, Direction direction, double probability) {
    impl_->lane(port, direction).source.set_idle(probability);
}
void SimulatedNic::set_stall(unsigned port, Direction direction, double probability) {
    impl_->lane(port, direction).sink.set_stall(probability);
}
void SimulatedNic::set_seed(std::uint32_t seed) {
    impl_->random.seed(seed);
}
void SimulatedNic::set_wave(std::uint64_t from, std::uint64_t until) {
    impl_->wave_from = from;
    impl_->wave_until = until;
}
Hooks& SimulatedNic::hooks() {
    return impl_->hooks;
}

void SimulatedNic::step() {
    impl_->step();
}
void SimulatedNic::run(std::uint64_t clocks) {
    for (std::uint64_t i = 0; i < clocks; ++i) impl_->step();
}
bool SimulatedNic::run_until_idle(std::uint64_t max_clocks) {
    for (std::uint64_t i = 0; i < max_clocks; ++i) {
        if (impl_->idle()) return true;
        impl_->step();
    }
    return impl_->idle();
}
bool SimulatedNic::idle() const {
    return impl_->idle();
}
void SimulatedNic::forget_mirror() {
    impl_->forget_mirror();
}
void SimulatedNic::reset(unsigned clocks) {
    impl_->reset(clocks);
}
SimulatedNic::State SimulatedNic::save() const {
    return impl_->save();
}
void SimulatedNic::restore(const State& state) {
    impl_->restore(state);
}

}  // namespace tain::sim
