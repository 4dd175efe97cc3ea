// SPDX-License-Identifier: Apache-2.0
// What a Verilated model holds, in memory: Verilator's own classes for that write files.
#pragma once

#include <verilated_save.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace tain::sim {

using ModelState = std::vector<std::uint8_t>;

/// `writer << model; writer.finish()`
class StateWriter : public VerilatedSerialize {
  public:
    void flush() override {
        state_.insert(state_.end(), m_bufp, m_cp);
        m_cp = m_bufp;
    }
    ModelState finish() {
        flush();
        return std::move(state_);
    }

  private:
    ModelState state_;
};

/// `reader >> model`
class StateReader : public VerilatedDeserialize {
  public:
    explicit StateReader(std::span<const std::uint8_t> state) : rest_(state) { m_cp = m_endp = m_bufp; }

  protected:
    /// Behind the end stand zeros: Verilator asks for more than it reads.
    void fill() override {
        std::uint8_t* end = std::copy(m_cp, m_endp, m_bufp);
        const std::size_t room = m_bufp + bufferSize() - end;
        const auto next = rest_.first(std::min(room, rest_.size()));
        rest_ = rest_.subspan(next.size());
        end = std::copy(next.begin(), next.end(), end);
        std::fill(end, m_bufp + bufferSize(), std::uint8_t{0});
        m_cp = m_bufp;
        m_endp = m_bufp + bufferSize();
    }

  private:
    std::span<const std::uint8_t> rest_;
};

}  // namespace tain::sim
