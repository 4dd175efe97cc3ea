# SPDX-License-Identifier: Apache-2.0
"""scripts/synth's counting of a mapped netlist: against Yosys' own, and against netlists small enough to count by hand.
Breaks when a cell's inputs no longer lead to its outputs, or paths end at a module's walls."""
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from evidence import netlist, synthesis  # noqa: E402 (found by the line above)


def cell(what, **connections):
    """A cell whose ports named Q, O, Z or out are outputs."""
    return {"type": what, "attributes": {}, "parameters": {},
            "port_directions": {port: "output" if port in ("Q", "O", "DOA", "DOB") else "input" for port in connections},
            "connections": connections}


def module(ports, cells, names=None, top=False):
    return {"attributes": {"top": "1"} if top else {},
            "ports": {name: {"direction": direction, "bits": bits} for name, (direction, bits) in ports.items()},
            "cells": cells,
            "netnames": {name: {"hide_name": 0, "bits": bits, "attributes": {}} for name, bits in (names or {}).items()}}


class ByHand(unittest.TestCase):
    def test_paths_go_through_the_walls_of_a_kept_module(self):
        inner = module({"a": ("input", [2]), "y": ("output", [3])}, {"lut": cell("LUT1", I0=[2], O=[3])})
        top = module({"clk": ("input", [2]), "d": ("input", [3]), "q": ("output", [7])}, {
            "first": cell("LUT1", I0=[3], O=[4]),
            "kept": {**cell("inner", a=[4], y=[5]), "port_directions": {"a": "input", "y": "output"}},
            "last": cell("LUT1", I0=[5], O=[6]),
            "register": cell("FDRE", C=[2], D=[6], Q=[7])}, {"q_q": [7], "d": [3]}, top=True)
        found = netlist.depth(netlist.Netlist({"modules": {"inner": inner, "top": top}}), over=5)
        self.assertEqual((found["levels"], found["start"], found["end"]), (3, "port d", "q_q"))

    def test_a_wire_straight_through_a_kept_module_is_one_net(self):
        inner = module({"a": ("input", [2]), "y": ("output", [2])}, {})
        readers = {f"register{i}": cell("FDRE", C=[2], D=[5 if i else 4], Q=[10 + i]) for i in range(300)}
        top = module({"clk": ("input", [2])}, {
            "driver": cell("FDRE", C=[2], D=["0"], Q=[4]),
            "kept": {**cell("inner", a=[4], y=[5]), "port_directions": {"a": "input", "y": "output"}}, **readers},
            {"wide_q": [4]}, top=True)
        found = netlist.fan_out(netlist.Netlist({"modules": {"inner": inner, "top": top}}), over=256, at_least=1)
        self.assertEqual(found, [{"loads": 300, "net": "wide_q", "driver": "FDRE"}])

    def test_a_cell_belongs_to_the_module_in_whose_instance_its_net_stands(self):
        top = module({"clk": ("input", [2])}, {
            "first": cell("FDRE", C=[2], D=["0"], Q=[3]),
            "second": cell("FDRE", C=[2], D=[3], Q=[4]),
            "third": cell("FDRE", C=[2], D=[4], Q=[5])},
            {"port.g_lane[0].spill.data_q": [3], "port.m_data": [4], "port.g_lane[0].turn_q": [5], "bank_q": [6]}, top=True)
        for name, src in {"bank_q": "rtl/tain_nic.sv:4.1",
                          "port.g_lane[0].spill.data_q": "rtl/tain_nic.sv:1.1|rtl/tain_port.sv:9.1|rtl/lib/tain_spill.sv:8.1",
                          "port.m_data": "rtl/tain_nic.sv:1.1|rtl/tain_port.sv:8.1",
                          "port.g_lane[0].turn_q": "rtl/tain_port.sv:7.1|rtl/tain_nic.sv:1.1"}.items():
            top["netnames"][name]["attributes"]["src"] = src
        found = netlist.by_module(netlist.Netlist({"modules": {"top": top}}), "xcup")
        self.assertEqual({name: row["flip_flops"] for name, row in found.items()}, {"tain_port": 2, "tain_spill": 1})

    def test_an_asynchronous_read_is_a_level_and_costs_its_luts(self):
        top = module({"clk": ("input", [2])}, {
            "address": cell("FDRE", C=[2], D=["0"], Q=[3]),
            "memory": cell("RAM32M16", WCLK=[2], ADDRA=[3, "0", "0", "0", "0"], ADDRB=["0"] * 5, DOA=[4, 5], DOB=[6, 7]),
            "lut": cell("LUT2", I0=[4], I1=[6], O=[8]),
            "register": cell("FDRE", C=[2], D=[8], Q=[9])}, {"end_q": [9], "address_q": [3]}, top=True)
        walked = netlist.Netlist({"modules": {"top": top}})
        self.assertEqual(netlist.depth(walked, over=5)["levels"], 2)
        self.assertEqual(netlist.count(walked, "xcup")["luts"], 9)


class AsYosys(unittest.TestCase):
    def test_as_deep_as_ltp_says(self):
        subject = synthesis.Subject("tain_session_select", "ecp5")
        script = subject.script("/dev/null").replace("write_json", "delete t:TRELLIS_FF; ltp; #")
        said = subprocess.run(["yosys", "-p", script.replace("\n", "; ")], capture_output=True, text=True, check=True)
        longest = int(re.search(r"Longest topological path in .* \(length=(\d+)\)", said.stdout).group(1))
        depth = subject.figures()["depth"]
        self.assertGreater(longest, 2)
        self.assertEqual(depth["levels"] + depth["carry"] + depth["wide_mux"], longest)


if __name__ == "__main__":
    unittest.main()
