// SPDX-License-Identifier: Apache-2.0
// A netlist of the small NIC, 64 bits wide, in the RTL's place: a shared library that the tests load
// (sim/src/loaded_models.cpp), which takes the netlist from the file that TAIN_NETLIST names.
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "netlist.hpp"
#include "nic_life.hpp"
#include "nic_models.hpp"

namespace tain::netlist {
namespace {

constexpr std::size_t width = 64, ports = 2;

std::shared_ptr<const Circuit> the_circuit() {
    const char* path = std::getenv("TAIN_NETLIST");
    static const std::shared_ptr<const Circuit> circuit = Circuit::read(path == nullptr ? "" : path);
    return circuit;
}

class NetlistNic : public sim::NicModel {
  public:
    explicit NetlistNic(std::uint32_t initial) : netlist_(the_circuit(), initial) {
        for (const std::vector<Port>* each : {&netlist_.circuit().inputs, &netlist_.circuit().outputs}) {
            for (const Port& port : *each) pins_[port.name].resize((port.nets.size() + 31) / 32);
        }
        if (bits("s_axis_rx_tdata") != width * ports || bits("s_axis_rx_tvalid") != ports) {
            throw std::runtime_error("the netlist is no NIC of 64 bits and two ports");
        }
    }

    sim::NicPins pins() override {
        sim::NicPins pins;
        pins.clk = bytes("clk");
        pins.rst = bytes("rst");
        pins.from_wire = stream("s_axis_rx");
        pins.to_host = stream("m_axis_rx");
        pins.from_host = stream("s_axis_tx");
        pins.to_wire = stream("m_axis_tx");
        pins.to_wire.tuser_copy = bytes("m_axis_tx_tuser_copy");
        pins.copies = stream("m_axis_copy");
        // That port carries nothing but copies, so it has no pins to say so.
        pins.copies.tuser_error = &never_;
        pins.copies.tuser_copy = &always_;
        for (const auto& [of, name] :
             {std::pair(&pins.to_wire, "m_axis_tx"), {&pins.copies, "m_axis_copy"}}) {
            of->tuser_direction = bytes(std::string(name) + "_tuser_direction");
            of->tuser_length = bytes(std::string(name) + "_tuser_length");
        }
        pins.judged_valid = bytes("judged_valid");
        pins.judged_copied = bytes("judged_copied");
        pins.judged_dropped = bytes("judged_dropped");
        pins.registers = {words("s_axil_awaddr"),  bytes("s_axil_awvalid"), bytes("s_axil_awready"),
                          words("s_axil_wdata"),   bytes("s_axil_wvalid"),  bytes("s_axil_wready"),
                          bytes("s_axil_bvalid"),  bytes("s_axil_bready"),  words("s_axil_araddr"),
                          bytes("s_axil_arvalid"), bytes("s_axil_arready"), words("s_axil_rdata"),
                          bytes("s_axil_rvalid"),  bytes("s_axil_rready")};
        return pins;
    }

    /// The outputs follow where the clock is low: nobody looks at them before (SimulatedNic).
    void eval() override {
        const bool clk = (*bytes("clk") & 1U) != 0;
        if (clk && !clk_) {
            life_.clock();
            netlist_.clock();
        }
        clk_ = clk;
        if (clk) return;
        for (const Port& port : netlist_.circuit().inputs) {
            const std::vector<std::uint32_t>& pin = pins_.find(port.name)->second;
            for (std::size_t i = 0; i < port.nets.size(); ++i)
                netlist_.set(port.nets[i], pin[i / 32] >> (i % 32) & 1U);
        }
        netlist_.settle();
        for (const Port& port : netlist_.circuit().outputs) {
            std::vector<std::uint32_t>& pin = pins_.find(port.name)->second;
            std::fill(pin.begin(), pin.end(), 0);
            for (std::size_t i = 0; i < port.nets.size(); ++i) {
                pin[i / 32] |= std::uint32_t{netlist_.get(port.nets[i])} << (i % 32);
            }
        }
    }

    void check_assertions() override {}  // synthesis left none
    void open_wave(const std::string& /*path*/) override {
        throw std::logic_error("a netlist writes no waveform");
    }
    void dump_wave(std::uint64_t /*time*/) override {}
    std::vector<std::uint8_t> save() override { throw std::logic_error("a netlist cannot be saved"); }
    void restore(const std::vector<std::uint8_t>& /*state*/) override {
        throw std::logic_error("a netlist cannot be restored");
    }

  private:
    [[nodiscard]] std::size_t bits(const std::string& port) const {
        for (const Port& each : netlist_.circuit().inputs) {
            if (each.name == port) return each.nets.size();
        }
        return 0;
    }
    std::uint32_t* words(const std::string& port) {
        const auto found = pins_.find(port);
        if (found == pins_.end()) throw std::runtime_error("the netlist has no port " + port);
        return found->second.data();
    }
    /// Memory is little-endian.
    std::uint8_t* bytes(const std::string& port) { return reinterpret_cast<std::uint8_t*>(words(port)); }
    sim::StreamPins stream(const std::string& name) {
        sim::StreamPins pins;
        pins.tdata = bytes(name + "_tdata");
        pins.tkeep = bytes(name + "_tkeep");
        pins.tvalid = bytes(name + "_tvalid");
        pins.tready = bytes(name + "_tready");
        pins.tlast = bytes(name + "_tlast");
        pins.tuser = bytes(name + "_tuser");
        if (name != "m_axis_copy") pins.tuser_error = bytes(name + "_tuser_error");
        return pins;
    }

    std::uint8_t never_ = 0x00;
    std::uint8_t always_ = 0xff;

    Netlist netlist_;
    std::map<std::string, std::vector<std::uint32_t>> pins_;
    bool clk_ = false;
    sim::NicLife life_;
};

std::unique_ptr<sim::NicModel> make(bool /*with_wave*/, std::uint32_t initial) {
    return std::make_unique<NetlistNic>(initial);
}

}  // namespace
}  // namespace tain::netlist

extern "C" const tain::sim::NicModelEntry tain_nic_model;
const tain::sim::NicModelEntry tain_nic_model{tain::sim::NicSize::small, tain::netlist::width,
                                              tain::netlist::ports, tain::netlist::make};
