# SPDX-License-Identifier: Apache-2.0
"""Which pins count as seen from outside, on netlists of a few cells."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from evidence.elaborate import Elaboration, Variant  # noqa: E402 (found by the line above)
from evidence.liveness import live_pins  # noqa: E402


def cell(kind, parameters=None, **pins):
    """A cell whose outputs are Y, Q, DATA of a read port, and m."""
    outputs = {"Y", "Q", "m"} | ({"DATA"} if kind == "$memrd_v2" else set())
    return {"type": kind, "parameters": parameters or {}, "connections": pins,
            "port_directions": {pin: "output" if pin in outputs else "input" for pin in pins}}


def module(inputs, outputs, **cells):
    """A module with these ports."""
    ports = {name: {"direction": "input", "bits": bits} for name, bits in inputs.items()}
    ports |= {name: {"direction": "output", "bits": bits} for name, bits in outputs.items()}
    return {"ports": ports, "cells": cells}


def live(top, **others):
    """The live pins where `top` is the top."""
    variants = {name: Variant(name, name, {}, netlist) for name, netlist in {"top": top, **others}.items()}
    return live_pins(Elaboration(pathlib.Path(), "top", variants), "top")


class Liveness(unittest.TestCase):
    def test_a_bitwise_cell_keeps_bits_apart(self):
        """Fails where a dead bit counts as seen since its neighbour is: such mutants could never be killed."""
        pins = live(module({"a": [1, 2], "b": [3, 4]}, {"y": [5]}, both=cell("$and", A=[1, 2], B=[3, 4], Y=[5, 6])))
        self.assertIn(("top", "both", "A", 0), pins)
        self.assertNotIn(("top", "both", "A", 1), pins)
        self.assertNotIn(("top", "both", "Y", 1), pins)

    def test_a_carry_goes_upwards(self):
        """Fails where low bits of a sum are taken for dead, or high ones for alive."""
        pins = live(module({"a": [1, 2, 3]}, {"y": [5]}, sum=cell("$add", A=[1, 2, 3], B=[1, 2, 3], Y=[4, 5, 6])))
        self.assertEqual({bit for _, _, port, bit in pins if port == "A"}, {0, 1})

    def test_a_choice_sees_its_condition(self):
        """Fails where a select bit beyond the data's width is forgotten."""
        pins = live(module({"a": [1, 2], "s": [3, 4]}, {"y": [7]},
                           choice=cell("$pmux", A=[1, 2], B=[5, 6, 8, 9], S=[3, 4], Y=[7, 10])))
        self.assertEqual({(port, bit) for _, _, port, bit in pins},
                         {("A", 0), ("B", 0), ("B", 2), ("S", 0), ("S", 1), ("Y", 0)})

    def test_memory_keeps_columns_apart(self):
        """Fails where what is written to a column that nobody reads counts as seen, or where writing is not followed."""
        memory = {"MEMID": "m"}
        pins = live(module({"d": [1, 2], "i": [3], "e": [4]}, {"y": [5]},
                           write=cell("$memwr_v2", memory, DATA=[1, 2], ADDR=[3], EN=[4, 4]),
                           read=cell("$memrd_v2", memory, ADDR=[3], EN=["1"], DATA=[5, 6])))
        self.assertIn(("top", "write", "DATA", 0), pins)
        self.assertIn(("top", "write", "ADDR", 0), pins)
        self.assertNotIn(("top", "write", "DATA", 1), pins)

    def test_modules_are_looked_through(self):
        """Fails where a way through another module is lost, or an output that nobody connects is followed."""
        inner = module({"s": [1, 2]}, {"m": [3, 4]}, gate=cell("$not", A=[1, 2], Y=[3, 4]))
        pins = live(module({"a": [1, 2]}, {"y": [3]}, part=cell("inner", s=[1, 2], m=[3, 4])), inner=inner)
        self.assertIn(("inner", "gate", "A", 0), pins)
        self.assertIn(("top", "part", "s", 0), pins)
        self.assertNotIn(("inner", "gate", "A", 1), pins)
        self.assertNotIn(("top", "part", "s", 1), pins)


if __name__ == "__main__":
    unittest.main()
