// SPDX-License-Identifier: Apache-2.0
// play_netlist FILE [INITIAL]: a netlist by itself. Each line of standard input is a clock: the bits of the
// port `in`, the highest first. Each line of the answer is the port `out`, as it is in that clock before the
// rising edge.
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include "netlist.hpp"

using namespace tain::netlist;

namespace {

const Port& port(const std::vector<Port>& ports, const std::string& name) {
    for (const Port& each : ports) {
        if (each.name == name) return each;
    }
    throw std::runtime_error("the netlist has no port " + name);
}

void play(Netlist& netlist) {
    const Port& in = port(netlist.circuit().inputs, "in");
    const Port& out = port(netlist.circuit().outputs, "out");
    for (std::string line; std::getline(std::cin, line);) {
        if (line.size() != in.nets.size()) throw std::runtime_error("a line is not as wide as the port in");
        for (std::size_t i = 0; i < line.size(); ++i)
            netlist.set(in.nets[i], line[line.size() - 1 - i] == '1');
        netlist.settle();
        std::string said;
        for (auto net = out.nets.rbegin(); net != out.nets.rend(); ++net)
            said += netlist.get(*net) ? '1' : '0';
        std::cout << said << '\n';
        netlist.clock();
    }
}

}  // namespace

int main(int count, char** words) {
    if (count != 2 && count != 3) {
        std::cerr << "play_netlist FILE [INITIAL]\n";
        return 2;
    }
    try {
        Netlist netlist(Circuit::read(words[1]), count == 3 ? static_cast<unsigned>(std::atoi(words[2])) : 1);
        play(netlist);
    } catch (const std::exception& error) {
        std::cerr << "play_netlist: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
