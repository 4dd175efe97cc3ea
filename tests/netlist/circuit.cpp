// SPDX-License-Identifier: Apache-2.0
// The file of a netlist: words, a cell after the other. What a cell drives takes the next numbers, so they
// need no saying.
#include <algorithm>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "netlist.hpp"

namespace tain::netlist {
namespace {

constexpr Net constants = 2;
constexpr Net pins_of_block_ram = 36, pins_of_product = 36;

class Reader {
  public:
    explicit Reader(const std::string& path) : path_(path), file_(path) {
        std::string mark;
        unsigned version = 0;
        if (!(file_ >> mark >> version) || mark != "tain-netlist" || version != 1) {
            throw std::runtime_error(path + ": not a netlist that scripts/netlist wrote");
        }
        circuit_.nets = number();
    }

    Circuit whole() {
        for (std::string kind; file_ >> kind;) cell(kind);
        if (!file_.eof() || next_ != circuit_.nets) fail("cut short");
        sort_readers();
        return std::move(circuit_);
    }

  private:
    using Kind = Step::Kind;

    void cell(const std::string& kind) {
        if (kind == "table") {
            begin(Kind::table, circuit_.tables.size());
            const auto init = static_cast<std::uint16_t>(number());
            circuit_.tables.push_back({earlier<4>(), init});
            next_ += 1;
        } else if (kind == "carry") {
            begin(Kind::carry, circuit_.carries.size());
            const auto init = static_cast<std::uint16_t>(number());
            const bool injected = number() != 0;
            const std::array<Net, 4> in = earlier<4>();
            circuit_.carries.push_back({in, earlier<1>()[0], init, injected});
            next_ += 2;
        } else if (kind == "ram") {
            begin(Kind::ram, circuit_.rams.size());
            circuit_.rams.push_back({net(), nets<4>(), nets<4>(), earlier<4>()});
            next_ += 4;
        } else if (kind == "product") {
            begin(Kind::product, circuit_.products.size());
            const bool a_signed = number() != 0, b_signed = number() != 0;
            const std::array<Net, 18> a = earlier<18>();
            circuit_.products.push_back({a_signed, b_signed, a, earlier<18>()});
            next_ += pins_of_product;
        } else {
            rest(kind);
        }
    }

    void rest(const std::string& kind) {
        if (kind == "input") {
            Port& port = named(circuit_.inputs);
            for (Net& each : port.nets) each = next_++;
        } else if (kind == "output") {
            Port& port = named(circuit_.outputs);
            for (Net& each : port.nets) each = net();
        } else if (kind == "group") {
            circuit_.groups.push_back(group());
            next_ += static_cast<Net>(circuit_.groups.back().d.size());
        } else if (kind == "block_ram") {
            circuit_.block_rams.push_back(block_ram());
            next_ += pins_of_block_ram;
        } else {
            fail("unknown cell " + kind);
        }
    }

    Group group() {
        Group group{net(), net(), number() != 0, number() != 0, next_, {}, {}};
        group.d.resize(number());
        for (Net& each : group.d) each = net();
        group.at_reset.resize(group.d.size());
        for (std::uint8_t& each : group.at_reset) each = number() != 0 ? 1 : 0;
        return group;
    }

    BlockRam block_ram() {
        const unsigned width_a = number(), width_b = number();
        const bool reads_while_writing = number() != 0;
        return {width_a, width_b,    reads_while_writing, net(),      net(),      net(), net(),
                net(),   nets<14>(), nets<14>(),          nets<18>(), nets<18>(), next_};
    }

    /// A step of this kind follows.
    void begin(Kind kind, std::size_t index) {
        if (kind == Kind::ram)
            circuit_.steps_of_rams.push_back(static_cast<std::uint32_t>(circuit_.steps.size()));
        circuit_.steps.push_back({kind, static_cast<std::uint32_t>(index), next_});
    }

    /// Who follows each net.
    void sort_readers() {
        const auto steps = static_cast<std::uint32_t>(circuit_.steps.size());
        std::vector<std::pair<Net, std::uint32_t>>& pairs = reads_;
        for (std::uint32_t i = 0; i < circuit_.groups.size(); ++i) {
            pairs.emplace_back(circuit_.groups[i].reset, steps + i);
            for (const Net d : circuit_.groups[i].d) pairs.emplace_back(d, steps + i);
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        circuit_.first_reader.assign(circuit_.nets + 1, 0);
        for (const auto& [net, reader] : pairs) {
            ++circuit_.first_reader[net + 1];
            circuit_.readers.push_back(reader);
        }
        std::partial_sum(circuit_.first_reader.begin(), circuit_.first_reader.end(),
                         circuit_.first_reader.begin());
    }

    Port& named(std::vector<Port>& ports) {
        Port& port = ports.emplace_back();
        if (!(file_ >> port.name)) fail("a port without a name");
        port.nets.resize(number());
        return port;
    }

    unsigned number() {
        unsigned value = 0;
        if (!(file_ >> value)) fail("a number is missing");
        return value;
    }

    Net net() {
        const Net value = number();
        if (value >= circuit_.nets) fail("no net " + std::to_string(value));
        return value;
    }

    template <std::size_t Count>
    std::array<Net, Count> nets() {
        std::array<Net, Count> values;
        for (Net& each : values) each = net();
        return values;
    }

    /// Nets that are driven already when what reads them is evaluated.
    template <std::size_t Count>
    std::array<Net, Count> earlier() {
        const std::array<Net, Count> values = nets<Count>();
        for (const Net each : values) {
            if (each >= next_) fail("net " + std::to_string(each) + " is read before it is driven");
            reads_.emplace_back(each, static_cast<std::uint32_t>(circuit_.steps.size() - 1));
        }
        return values;
    }

    [[noreturn]] void fail(const std::string& what) const { throw std::runtime_error(path_ + ": " + what); }

    std::string path_;
    std::ifstream file_;
    Circuit circuit_;
    std::vector<std::pair<Net, std::uint32_t>> reads_;  ///< by steps
    Net next_ = constants;
};

}  // namespace

std::shared_ptr<const Circuit> Circuit::read(const std::string& path) {
    return std::make_shared<const Circuit>(Reader(path).whole());
}

}  // namespace tain::netlist
