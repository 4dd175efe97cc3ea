// SPDX-License-Identifier: Apache-2.0
// NicModel made from one class that Verilator wrote. Included by one generated source per size and width.
#pragma once

#include <verilated.h>
#include <verilated_fst_c.h>

#include <stdexcept>

#include "model_state.hpp"
#include "nic_model.hpp"

namespace tain::sim {

template <typename Top>
class NicModelOf : public NicModel {
  public:
    NicModelOf(bool with_wave, std::uint32_t initial) {
        context_.traceEverOn(with_wave);
        context_.assertOn(false);
        // What no reset sets starts with any value, as in a card.
        context_.randReset(2);
        context_.randSeed(static_cast<int>(initial % 0x7fffffff) + 1);
        top_ = std::make_unique<Top>(&context_);
    }

    ~NicModelOf() override {
        top_->final();
        if (wave_) wave_->close();
    }
    NicModelOf(const NicModelOf&) = delete;
    NicModelOf& operator=(const NicModelOf&) = delete;
    NicModelOf(NicModelOf&&) = delete;
    NicModelOf& operator=(NicModelOf&&) = delete;

    NicPins pins() override {
        NicPins pins;
        pins.clk = bytes(top_->clk);
        pins.rst = bytes(top_->rst);
        pins.from_wire = {bytes(top_->s_axis_rx_tdata),      bytes(top_->s_axis_rx_tkeep),
                          bytes(top_->s_axis_rx_tvalid),     bytes(top_->s_axis_rx_tready),
                          bytes(top_->s_axis_rx_tlast),      bytes(top_->s_axis_rx_tuser),
                          bytes(top_->s_axis_rx_tuser_error)};
        pins.to_host = {bytes(top_->m_axis_rx_tdata),      bytes(top_->m_axis_rx_tkeep),
                        bytes(top_->m_axis_rx_tvalid),     bytes(top_->m_axis_rx_tready),
                        bytes(top_->m_axis_rx_tlast),      bytes(top_->m_axis_rx_tuser),
                        bytes(top_->m_axis_rx_tuser_error)};
        pins.from_host = {bytes(top_->s_axis_tx_tdata),      bytes(top_->s_axis_tx_tkeep),
                          bytes(top_->s_axis_tx_tvalid),     bytes(top_->s_axis_tx_tready),
                          bytes(top_->s_axis_tx_tlast),      bytes(top_->s_axis_tx_tuser),
                          bytes(top_->s_axis_tx_tuser_error)};
        pins.to_wire = {bytes(top_->m_axis_tx_tdata),           bytes(top_->m_axis_tx_tkeep),
                        bytes(top_->m_axis_tx_tvalid),          bytes(top_->m_axis_tx_tready),
                        bytes(top_->m_axis_tx_tlast),           bytes(top_->m_axis_tx_tuser),
                        bytes(top_->m_axis_tx_tuser_error),     bytes(top_->m_axis_tx_tuser_copy),
                        bytes(top_->m_axis_tx_tuser_direction), bytes(top_->m_axis_tx_tuser_length)};
        pins.copies = {bytes(top_->m_axis_copy_tdata),
                       bytes(top_->m_axis_copy_tkeep),
                       bytes(top_->m_axis_copy_tvalid),
                       bytes(top_->m_axis_copy_tready),
                       bytes(top_->m_axis_copy_tlast),
                       bytes(top_->m_axis_copy_tuser),
                       &never_,
                       &always_,
                       bytes(top_->m_axis_copy_tuser_direction),
                       bytes(top_->m_axis_copy_tuser_length)};
        pins.judged_valid = bytes(top_->judged_valid);
        pins.judged_copied = bytes(top_->judged_copied);
        pins.judged_dropped = bytes(top_->judged_dropped);
        pins.registers = {&top_->s_axil_awaddr,  &top_->s_axil_awvalid, &top_->s_axil_awready,
                          &top_->s_axil_wdata,   &top_->s_axil_wvalid,  &top_->s_axil_wready,
                          &top_->s_axil_bvalid,  &top_->s_axil_bready,  &top_->s_axil_araddr,
                          &top_->s_axil_arvalid, &top_->s_axil_arready, &top_->s_axil_rdata,
                          &top_->s_axil_rvalid,  &top_->s_axil_rready};
        return pins;
    }

    void eval() override { top_->eval(); }
    void check_assertions() override { context_.assertOn(true); }

    void open_wave(const std::string& path) override {
        wave_ = std::make_unique<VerilatedFstC>();
        if constexpr (requires { top_->trace(wave_.get(), 99); }) top_->trace(wave_.get(), 99);
        wave_->open(path.c_str());
    }

    void dump_wave(std::uint64_t time) override { wave_->dump(time); }

    std::vector<std::uint8_t> save() override {
        StateWriter writer;
        if constexpr (savable) writer << *top_;
        if constexpr (!savable) cannot_be_saved();
        return writer.finish();
    }

    void restore(const std::vector<std::uint8_t>& state) override {
        StateReader reader(state);
        if constexpr (savable) reader >> *top_;
        if constexpr (!savable) cannot_be_saved();
    }

  protected:
    Top& top() { return *top_; }
    VerilatedContext& context() { return context_; }

  private:
    static constexpr bool savable = requires(VerilatedSerialize & writer, Top& top) { writer << top; };
    [[noreturn]] static void cannot_be_saved() {
        throw std::logic_error("this simulated NIC was built without --savable");
    }

    template <typename Pin>
    static std::uint8_t* bytes(Pin& pin) {
        return reinterpret_cast<std::uint8_t*>(&pin);
    }

    // That port carries nothing but copies, so it has no pins to say so.
    std::uint8_t never_ = 0x00;
    std::uint8_t always_ = 0xff;

    VerilatedContext context_;
    std::unique_ptr<Top> top_;
    std::unique_ptr<VerilatedFstC> wave_;
};

}  // namespace tain::sim
