// SPDX-License-Identifier: Apache-2.0
#include "scored_nic.hpp"

#include <algorithm>
#include <stdexcept>

namespace tain::test {
namespace {

int index_of(Direction direction) {
    return direction == Direction::ingress ? 0 : 1;
}

std::string name(unsigned port, int direction) {
    return "port " + std::to_string(port) + (direction == 0 ? " ingress" : " egress");
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
std::string difference(const Passed& passed, const sim::Verdict& verdict) {
    const bool accepted = passed.judgement.copied || passed.judgement.dropped;
    if (passed.judgement.copied && passed.judgement.dropped) return "both copied and dropped";
    if (accepted != verdict.copy.has_value()) {
        return accepted ? "accepted, the model does not"
                        : "not accepted, the model says " + verdict.copy->session;
    }
    if (passed.judgement.copied && !passed.copy) return "its copy never left";
    if (!passed.copy || *passed.copy == verdict.copy->frame) return {};
    const auto at = std::mismatch(passed.copy->begin(), passed.copy->end(), verdict.copy->frame.begin(),
                                  verdict.copy->frame.end());
    return "its copy differs at byte " + std::to_string(at.first - passed.copy->begin()) + ":\n  got      " +
           digits(*passed.copy) + "\n  expected " + digits(verdict.copy->frame);
}

[[noreturn]] void fail(const std::string& where, std::size_t number, const Passed& passed,
                       const std::string& why) {
    throw std::logic_error(where + ", frame " + std::to_string(number) + " (" +
                           std::to_string(passed.frame.bytes.size()) + " bytes, begun at clock " +
                           std::to_string(passed.begun) + "): " + why + "\n  frame    " +
                           digits(passed.frame.bytes));
}

template <typename Counters>
void add_copy(Counters& counters, const Passed& passed, const sim::Verdict& verdict) {
    if (passed.judgement.dropped) ++counters.dropped;
    if (!passed.judgement.copied) return;
    ++counters.copied;
    counters.kept_bytes += verdict.copy->kept;
    if (verdict.copy->truncated) ++counters.truncated;
}

void add(Expected& expected, unsigned port, int direction, const Passed& passed,
         const sim::Verdict& verdict) {
    PortCounters& of_port = expected.ports[{port, direction}];
    ++of_port.frames;
    of_port.bytes += passed.frame.bytes.size();
    if (passed.frame.bad) ++of_port.bad;
    if (!verdict.owned) {
        ++of_port.unowned;
        return;
    }
    InterfaceCounters& of_interface = expected.interfaces[{verdict.interface, direction}];
    ++of_interface.judged;
    if (!verdict.copy) ++of_interface.not_copied;
    add_copy(of_interface, passed, verdict);
    if (verdict.copy) add_copy(expected.sessions[{verdict.copy->session, direction}], passed, verdict);
    for (const sim::RuleHit& hit : verdict.hits) ++expected.hits[{hit.rule, direction}];
}

}  // namespace

ScoredNic::ScoredNic(sim::NicSize size, unsigned width, std::uint32_t seed)
    : nic_(size, width), lanes_(std::size_t{nic_.ports()} * 2) {
    nic_.set_seed(seed);
    sim::Hooks& hooks = nic_.hooks();
    hooks.accepted = [this](const sim::Passage& passage) { on_accepted(passage); };
    hooks.judged = [this](const sim::Judgement& judgement) { on_judged(judgement); };
    hooks.sent = [this](unsigned port, const sim::SentFrame& sent) { on_sent(port, sent); };
    hooks.delivered = [this](unsigned port, const sim::SentFrame& frame) {
        on_production(lane(port, Direction::ingress), frame.frame, name(port, 0));
    };
}

ScoredNic::Lane& ScoredNic::lane(unsigned port, Direction direction) {
    return lanes_.at(std::size_t{port} * 2 + static_cast<std::size_t>(index_of(direction)));
}

const std::vector<Passed>& ScoredNic::passed(unsigned port, Direction direction) const {
    return lanes_.at(std::size_t{port} * 2 + static_cast<std::size_t>(index_of(direction))).passed;
}

void ScoredNic::send(unsigned port, Direction direction, sim::Frame frame) {
    lane(port, direction).waiting.push_back(frame);
    nic_.send(port, direction, std::move(frame));
}

void ScoredNic::on_accepted(const sim::Passage& passage) {
    Lane& of = lane(passage.port, passage.direction);
    Passed passed;
    passed.frame = std::move(of.waiting.front());
    passed.begun = passage.first_clock;
    of.waiting.pop_front();
    of.passed.push_back(std::move(passed));
}

void ScoredNic::on_judged(const sim::Judgement& judgement) {
    Lane& of = lane(judgement.port, judgement.direction);
    if (of.judged == of.passed.size()) throw std::logic_error("a judgement without a frame");
    Passed& passed = of.passed[of.judged];
    passed.judgement = judgement;
    passed.judged_at = nic_.clock();
    if (judgement.copied) of.copies.push_back(of.judged);
    ++of.judged;
}

void ScoredNic::on_sent(unsigned port, const sim::SentFrame& sent) {
    if (!sent.is_copy) {
        on_production(lane(port, Direction::egress), sent.frame, name(port, 1));
        return;
    }
    Lane& of = lane(port, sent.direction);
    if (of.copies.empty()) throw std::logic_error("a copy that was not announced");
    of.passed[of.copies.front()].copy = sent.frame.bytes;
    of.copies.pop_front();
}

void ScoredNic::on_production(Lane& from, const sim::Frame& frame, const std::string& name) {
    // A frame's first beats may leave before its last has entered, but it is whole only afterwards.
    if (from.left == from.passed.size()) throw std::logic_error(name + ": production from nowhere");
    const Passed& passed = from.passed[from.left];
    if (frame != passed.frame)
        fail(name, from.left, passed, "production changed it into " + digits(frame.bytes));
    ++from.left;
}

void ScoredNic::check(const sim::ReferenceModel& model, Expected& expected) const {
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        const auto port = static_cast<unsigned>(i / 2);
        const int direction = static_cast<int>(i % 2);
        for (std::size_t number = 0; number < lanes_[i].passed.size(); ++number) {
            const Passed& passed = lanes_[i].passed[number];
            const sim::Verdict verdict =
                model.judge(port, direction == 0 ? Direction::ingress : Direction::egress, passed.frame.bytes,
                            passed.frame.bad);
            const std::string why = difference(passed, verdict);
            if (!why.empty()) fail(name(port, direction), number, passed, why);
            add(expected, port, direction, passed, verdict);
        }
    }
}

void ScoredNic::check_change(const sim::ReferenceModel& before, const sim::ReferenceModel& after,
                             std::uint64_t begun, std::uint64_t ended) const {
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        const auto port = static_cast<unsigned>(i / 2);
        const Direction direction = i % 2 == 0 ? Direction::ingress : Direction::egress;
        bool switched = false;
        for (std::size_t number = 0; number < lanes_[i].passed.size(); ++number) {
            const Passed& passed = lanes_[i].passed[number];
            const auto by = [&](const sim::ReferenceModel& model) {
                return difference(passed, model.judge(port, direction, passed.frame.bytes, passed.frame.bad));
            };
            if (passed.begun > ended) switched = true;
            const std::string by_before = switched ? "it came after the change" : by(before);
            if (by_before.empty()) continue;
            const std::string where = name(port, index_of(direction));
            if (passed.judged_at < begun)
                fail(where, number, passed, "judged before the change: " + by_before);
            switched = true;
            const std::string by_after = by(after);
            if (by_after.empty()) continue;
            std::string why = "by neither configuration: ";
            fail(where, number, passed, why.append(by_before).append("; or ").append(by_after));
        }
    }
}

bool ScoredNic::production_left() const {
    return std::all_of(lanes_.begin(), lanes_.end(), [](const Lane& each) {
        return each.left == each.passed.size() && each.waiting.empty();
    });
}

void ScoredNic::forget() {
    for (Lane& each : lanes_) each = Lane{};
}

namespace {

void same(const std::string& what, std::uint64_t got, std::uint64_t expected) {
    if (got == expected) return;
    throw std::logic_error("counter " + what + " is " + std::to_string(got) + " instead of " +
                           std::to_string(expected));
}

template <typename Counters>
void same_copies(const std::string& where, const Counters& got, const Counters& expected) {
    same(where + " copied", got.copied, expected.copied);
    same(where + " dropped", got.dropped, expected.dropped);
    same(where + " truncated", got.truncated, expected.truncated);
    same(where + " kept bytes", got.kept_bytes, expected.kept_bytes);
}

template <typename Map>
auto at(const Map& map, const typename Map::key_type& key) {
    const auto found = map.find(key);
    return found == map.end() ? typename Map::mapped_type{} : found->second;
}

}  // namespace

void compare(const Counters& counters, const Expected& expected) {
    for (const PortCounters& got : counters.ports) {
        const int direction = index_of(got.direction);
        const PortCounters wanted = at(expected.ports, {got.port, direction});
        const std::string where = name(got.port, direction);
        same(where + " frames", got.frames, wanted.frames);
        same(where + " bytes", got.bytes, wanted.bytes);
        same(where + " unowned", got.unowned, wanted.unowned);
        same(where + " bad", got.bad, wanted.bad);
    }
    for (const InterfaceCounters& got : counters.interfaces) {
        const int direction = index_of(got.direction);
        const InterfaceCounters wanted = at(expected.interfaces, {got.interface, direction});
        const std::string where = got.interface + (direction == 0 ? " ingress" : " egress");
        same(where + " judged", got.judged, wanted.judged);
        same(where + " not copied", got.not_copied, wanted.not_copied);
        same_copies(where, got, wanted);
    }
    for (const SessionCounters& got : counters.sessions) {
        const int direction = index_of(got.direction);
        same_copies(got.session + (direction == 0 ? " ingress" : " egress"), got,
                    at(expected.sessions, {got.session, direction}));
    }
    std::uint64_t hits = 0, expected_hits = 0;
    for (const RuleCounters& got : counters.rules) {
        same(got.rule, got.hits, at(expected.hits, {got.rule, index_of(got.direction)}));
        hits += got.hits;
    }
    for (const auto& [rule, count] : expected.hits) expected_hits += count;
    same("of all rule hits", hits, expected_hits);
}

}  // namespace tain::test
