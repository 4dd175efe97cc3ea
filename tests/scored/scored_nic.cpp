// SPDX-License-Identifier: Apache-2.0
#include "tain/test/scored_nic.hpp"

#include <algorithm>
#include <stdexcept>

#include "tain/registers.hpp"

namespace tain::test {
namespace {

constexpr std::uint32_t flip_register = registers::control::offset + registers::control::flip;
/// Longer than any copy under way when the mirror is reset.
constexpr std::uint64_t longest_copy = 3000;
/// Clocks, more than the longest frame takes at the slowest pace of any test; how often to look for that.
constexpr std::uint64_t longest_frame = 400'000, looking_interval = 10'000;
/// Clocks after which a stall that was taken away has no effect on what is offered then.
constexpr std::uint64_t after_stall = 100;
/// Copies fill whole beats and the buffer needs some room to work in: what it may count on top.
constexpr std::size_t spare_beats = 2, spare_copies = 1;

std::string name(unsigned port, Direction direction) {
    return "port " + std::to_string(port) + (direction == Direction::ingress ? " ingress" : " egress");
}

std::string digits(const Bytes& bytes) {
    static constexpr const char* digit = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 200); ++i) {
        text += digit[bytes[i] >> 4];
        text += digit[bytes[i] & 15];
    }
    return text;
}

/// Why a frame was not treated as the verdict says; empty where it was.
std::string difference(const sim::Judgement& judgement, const std::optional<Bytes>& copy,
                       const sim::Verdict& verdict) {
    const bool accepted = judgement.copied || judgement.dropped;
    if (judgement.copied && judgement.dropped) return "both copied and dropped";
    if (accepted != verdict.copy.has_value()) {
        return accepted ? "accepted, the model does not"
                        : "not accepted, the model says " + verdict.copy->session;
    }
    if (!copy || *copy == verdict.copy->frame) return {};
    const auto at =
        std::mismatch(copy->begin(), copy->end(), verdict.copy->frame.begin(), verdict.copy->frame.end());
    return "its copy differs at byte " + std::to_string(at.first - copy->begin()) + ":\n  got      " +
           digits(*copy) + "\n  expected " + digits(verdict.copy->frame);
}

[[noreturn]] void fail(const std::string& where, std::uint64_t number, const sim::Frame& frame,
                       std::uint64_t begun, const std::string& why) {
    throw std::logic_error(where + ", frame " + std::to_string(number) + " (" +
                           std::to_string(frame.bytes.size()) + " bytes, begun at clock " +
                           std::to_string(begun) + "): " + why + "\n  frame    " + digits(frame.bytes));
}

}  // namespace

Totals& Totals::operator+=(const Totals& more) {
    frames += more.frames;
    unowned += more.unowned;
    not_copied += more.not_copied;
    copied += more.copied;
    dropped += more.dropped;
    truncated += more.truncated;
    bad += more.bad;
    flips += more.flips;
    under_way += more.under_way;
    loose += more.loose;
    return *this;
}

std::uint32_t ScoredNic::WatchedBus::read32(std::uint32_t address) {
    return scored_.nic_.read32(address);
}

void ScoredNic::WatchedBus::write32(std::uint32_t address, std::uint32_t value) {
    const std::uint64_t begun = scored_.nic_.clock();
    scored_.nic_.write32(address, value);
    if (address == flip_register) scored_.flips_.emplace_back(begun, scored_.nic_.clock());
}

void ScoredNic::Lane::forget() {
    const Lane old = std::move(*this);
    *this = Lane{};
    stall = old.stall;
    stall_since = old.stall_since;
}

ScoredNic::ScoredNic(sim::NicSize size, unsigned width, std::uint32_t seed,
                     const std::optional<std::string>& wave)
    : nic_(size, width, wave, seed),
      copies_share_port_(size != sim::NicSize::small_copy_port),
      lanes_(std::size_t{nic_.ports()} * 2) {
    nic_.set_seed(seed);
    const Capabilities capabilities = Device(nic_).capabilities();
    buffer_bytes_ = capabilities.buffer_bytes;
    buffer_copies_ = capabilities.buffer_copies;
    sim::Hooks& hooks = nic_.hooks();
    hooks.accepted = [this](const sim::Passage& passage) { on_accepted(passage); };
    hooks.judged = [this](const sim::Judgement& judgement) { on_judged(judgement); };
    hooks.sent = [this](unsigned port, const sim::SentFrame& sent) { on_sent(port, sent); };
    hooks.delivered = [this](unsigned port, const sim::SentFrame& frame) {
        on_production(lane(port, Direction::ingress), frame.frame, name(port, Direction::ingress));
    };
    begin_unconfigured();
}

std::size_t ScoredNic::lane_index(unsigned port, Direction direction) {
    return std::size_t{port} * 2 + (direction == Direction::ingress ? 0 : 1);
}

void ScoredNic::begin_unconfigured() {
    Epoch empty;
    empty.model = std::make_shared<sim::ReferenceModel>(Wanted{});
    empty.generations = generations_of_ports(nic_.ports(), ++generation_);
    epochs_.clear();
    epochs_.push_back(std::move(empty));
    for (Lane& each : lanes_) each.forget();
    ledger_.clear();
    counts_known_ = true;
}

// --- What happens at the streams
// -------------------------------------------------------------------------------

void ScoredNic::send(unsigned port, Direction direction, sim::Frame frame) {
    lane(port, direction).waiting.push_back(frame);
    nic_.send(port, direction, std::move(frame));
}

void ScoredNic::set_stall(unsigned port, Direction direction, double probability) {
    Lane& of = lane(port, direction);
    nic_.set_stall(port, direction, probability);
    of.stall = probability;
    of.stall_since = nic_.clock();
}

void ScoredNic::on_accepted(const sim::Passage& passage) {
    last_moved_ = nic_.clock();
    Lane& of = lane(passage.port, passage.direction);
    Passed passed;
    passed.frame = std::move(of.waiting.front());
    passed.offered = passage.offered_clock;
    passed.begun = passage.first_clock;
    of.waiting.pop_front();
    const bool free = of.stall == 0 && passage.first_clock > of.stall_since + after_stall;
    if (passage.direction == Direction::ingress && free && passage.stalled_clocks != 0) {
        fail(name(passage.port, passage.direction), of.entered(), passed.frame, passed.begun,
             "the mirror held it up for " + std::to_string(passage.stalled_clocks) + " clocks");
    }
    of.passed.push_back(std::move(passed));
    if (on_entered) on_entered(passage.port, passage.direction, of.passed.back().frame);
}

void ScoredNic::on_judged(const sim::Judgement& judgement) {
    last_moved_ = nic_.clock();
    Lane& of = lane(judgement.port, judgement.direction);
    if (of.judged == of.entered())
        throw std::logic_error(name(judgement.port, judgement.direction) + ": a judgement without a frame");
    Passed& passed = of.at(of.judged);
    passed.judged = true;
    passed.judgement = judgement;
    passed.judged_at = nic_.clock();
    if (judgement.copied) of.copies.push_back(of.judged);
    ++of.judged;
}

void ScoredNic::on_sent(unsigned port, const sim::SentFrame& sent) {
    last_moved_ = nic_.clock();
    if (!sent.is_copy) {
        check_passed_over(port, sent);
        on_production(lane(port, Direction::egress), sent.frame, name(port, Direction::egress));
        return;
    }
    Lane& of = lane(port, sent.direction);
    if (of.copies.empty())
        throw std::logic_error(name(port, sent.direction) + ": a copy that was not announced");
    Passed& passed = of.at(of.copies.front());
    passed.copy = sent.frame.bytes;
    passed.copy_left_at = sent.last_clock;
    of.copies.pop_front();
    if (!copies_share_port_) return;
    Lane& production = lane(port, Direction::egress);
    const bool none_waits = production.waiting.empty() && production.left == production.entered();
    if (none_waits) production.copy_ends.clear();
    production.copy_ends.push_back(sent.last_clock);
}

/// While egress production waits, no copy is begun: at most the one that was under way ends before it.
void ScoredNic::check_passed_over(unsigned port, const sim::SentFrame& sent) {
    Lane& of = lane(port, Direction::egress);
    if (of.left == of.entered()) return;
    const Passed& passed = of.at(of.left);
    while (!of.copy_ends.empty() && of.copy_ends.front() < passed.offered) of.copy_ends.pop_front();
    const auto before = std::count_if(of.copy_ends.begin(), of.copy_ends.end(),
                                      [&](std::uint64_t end) { return end < sent.first_clock; });
    if (before > 1) {
        fail(name(port, Direction::egress), of.left, passed.frame, passed.begun,
             std::to_string(before) + " copies left while it waited, not one at most");
    }
}

void ScoredNic::on_production(Lane& from, const sim::Frame& frame, const std::string& name) {
    last_moved_ = nic_.clock();
    // A frame's first beats may leave before its last has entered, but it is whole only afterwards.
    if (from.left == from.entered()) throw std::logic_error(name + ": production from nowhere");
    const Passed& passed = from.at(from.left);
    if (frame != passed.frame)
        fail(name, from.left, passed.frame, passed.begun,
             "production changed it into " + digits(frame.bytes));
    ++from.left;
}

// --- Configurations
// --------------------------------------------------------------------------------------------

ApplyReport ScoredNic::apply(Device& device, const Wanted& wanted) {
    flips_.clear();
    try {
        ApplyReport report = device.apply(wanted);
        make_known(wanted);
        return report;
    } catch (...) {
        // After a flip it is open whether that was to be the last one.
        for (const auto& [begun, ended] : flips_)
            epochs_.push_back({nullptr, epochs_.back().generations, begun, ended});
        if (!flips_.empty()) counts_known_ = false;
        throw;
    }
}

/// Between the flips of one change something stands in force that only the driver knows.
void ScoredNic::make_known(const Wanted& wanted) {
    totals_.flips += flips_.size();
    if (flips_.empty() && epochs_.back().model == nullptr) flips_.emplace_back(nic_.clock(), nic_.clock());
    for (const auto& [begun, ended] : flips_)
        epochs_.push_back({nullptr, epochs_.back().generations, begun, ended});
    if (flips_.empty()) return;
    epochs_.back().model = std::make_shared<sim::ReferenceModel>(wanted);
    epochs_.back().generations = generations_of(wanted, epochs_.back().generations, ++generation_);
}

// --- Scoring
// ---------------------------------------------------------------------------------------------------

void ScoredNic::score() {
    for (unsigned port = 0; port < nic_.ports(); ++port) {
        for (const Direction direction : {Direction::ingress, Direction::egress}) {
            Lane& of = lane(port, direction);
            while (!of.passed.empty()) {
                const Passed& passed = of.passed.front();
                if (!passed.judged || of.left <= of.scored) break;
                if (passed.judgement.copied && !passed.copy) break;
                score_frame(port, direction, of, passed);
                of.passed.pop_front();
                ++of.scored;
            }
        }
    }
}

void ScoredNic::score_frame(unsigned port, Direction direction, Lane& of, const Passed& passed) {
    std::vector<Ledger::Counts> counts;
    std::optional<sim::Verdict> verdict;
    std::size_t first = epochs_.size();
    std::string why;
    bool loose = false;
    for (std::size_t i = of.epoch; i < epochs_.size(); ++i) {
        const Epoch& epoch = epochs_[i];
        if (passed.judged_at < epoch.begun) break;
        if (i + 1 < epochs_.size() && passed.begun > epochs_[i + 1].ended) continue;
        if (epoch.model == nullptr) {
            loose = true;
            first = std::min(first, i);
            continue;
        }
        sim::Verdict by_this = epoch.model->judge(port, direction, passed.frame.bytes, passed.frame.bad);
        const std::string different = difference(passed.judgement, passed.copy, by_this);
        if (!different.empty()) {
            why += (why.empty() ? "" : "; or ") + different;
            continue;
        }
        first = std::min(first, i);
        counts.push_back(Ledger::of_frame(passed.frame, passed.judgement, by_this, epoch.generations));
        if (!verdict) verdict = std::move(by_this);
    }
    if (first == epochs_.size()) fail(name(port, direction), of.scored, passed.frame, passed.begun, why);
    of.epoch = first;
    ++totals_.frames;
    if (loose) {
        ++totals_.loose;
        // Whatever its configuration keeps of it, no more than what left, headers included.
        if (passed.judgement.copied) of.kept.push_back({passed.copy->size(), passed.copy_left_at});
        counts_known_ = false;
        return;
    }
    if (counts.size() > 1) ++totals_.under_way;
    ledger_.add(counts);
    score_room(port, direction, of, passed, *verdict);
    count(passed, *verdict);
}

/// A copy may be dropped only where those before it leave it no room.
void ScoredNic::score_room(unsigned port, Direction direction, Lane& of, const Passed& passed,
                           const sim::Verdict& verdict) {
    const std::size_t beat = nic_.width() / 8;
    const auto room = [beat](std::size_t bytes) { return (bytes + beat - 1) / beat * beat; };
    while (!of.kept.empty() && of.kept.front().until < passed.begun) of.kept.pop_front();
    if (passed.judgement.copied) of.kept.push_back({verdict.copy->kept, passed.copy_left_at});
    if (!passed.judgement.dropped) return;
    std::size_t bytes = room(verdict.copy->kept) + spare_beats * beat, copies = 1 + spare_copies;
    for (const Kept& each : of.kept) {
        bytes += room(each.bytes);
        ++copies;
    }
    if (bytes > buffer_bytes_ || copies > buffer_copies_) return;
    fail(name(port, direction), of.scored, passed.frame, passed.begun,
         "its copy was dropped although " + std::to_string(bytes) + " of " + std::to_string(buffer_bytes_) +
             " bytes and " + std::to_string(copies) + " of " + std::to_string(buffer_copies_) +
             " copies are the most that the buffer held with it");
}

void ScoredNic::count(const Passed& passed, const sim::Verdict& verdict) {
    if (passed.frame.bad) ++totals_.bad;
    if (!verdict.owned) {
        ++totals_.unowned;
    } else if (!verdict.copy) {
        ++totals_.not_copied;
    } else if (passed.judgement.dropped) {
        ++totals_.dropped;
    } else {
        ++totals_.copied;
        if (verdict.copy->truncated) ++totals_.truncated;
    }
}

void ScoredNic::settle() {
    const std::uint64_t begun = nic_.clock();
    while (!nic_.run_until_idle(looking_interval)) {
        if (nic_.clock() - std::max(begun, last_moved_) > longest_frame)
            throw std::logic_error("frames or copies are stuck in the NIC");
    }
    score();
    for (const Lane& each : lanes_) {
        if (!each.passed.empty()) throw std::logic_error("a frame that is through was not scored");
    }
}

void ScoredNic::check_counters(Device& device) {
    const Counters counters = device.read_counters();
    if (counts_known_) {
        ledger_.compare(counters, epochs_.back().generations);
    } else if (epochs_.back().model != nullptr) {
        ledger_.start_from(counters, epochs_.back().generations);
        counts_known_ = true;
    }
}

void ScoredNic::watch_counters(Device& device) {
    score();
    if (!counts_known_) return;
    ledger_.compare_at_least(device.read_counters(), epochs_.back().generations);
}

// --- Resets
// ----------------------------------------------------------------------------------------------------

bool ScoredNic::production_waits() const {
    return std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& each) { return !each.waiting.empty(); });
}

bool ScoredNic::production_left() const {
    return std::all_of(lanes_.begin(), lanes_.end(),
                       [](const Lane& each) { return each.waiting.empty() && each.left == each.entered(); });
}

void ScoredNic::reset_mirror(Device& device) {
    device.reset();
    mirror_was_reset();
}

void ScoredNic::mirror_was_reset() {
    while (production_waits()) nic_.run(100);
    for (std::uint64_t i = 0; i < 100 && !production_left(); ++i) nic_.run(longest_copy);
    nic_.run(longest_copy);
    if (!production_left()) throw std::logic_error("a reset of the mirror stopped production");
    nic_.forget_mirror();
    begin_unconfigured();
    counts_known_ = false;  // its ports have counted since the reset ended
}

void ScoredNic::configured_by_others() {
    epochs_.push_back({nullptr, epochs_.back().generations, nic_.clock(), nic_.clock()});
    counts_known_ = false;
}

void ScoredNic::reset(unsigned clocks) {
    nic_.reset(clocks);
    begin_unconfigured();
}

void ScoredNic::restore(const sim::SimulatedNic::State& state, const Wanted& wanted) {
    nic_.restore(state);
    begin_unconfigured();
    lanes_.assign(lanes_.size(), Lane{});
    flips_.assign(1, {nic_.clock(), nic_.clock()});
    make_known(wanted);
}

}  // namespace tain::test
