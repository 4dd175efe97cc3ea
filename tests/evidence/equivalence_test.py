# SPDX-License-Identifier: Apache-2.0
"""Which mutants are proved to change nothing, on a module of a few lines."""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from evidence import equivalence, tools  # noqa: E402 (found by the line above)
from evidence.elaborate import Elaboration, Variant  # noqa: E402

# `a && b` says nothing that `a` does not say already; the counter and the part inside see every bit.
SOURCE = """
module part(input wire d, output wire q);
    assign q = ~d;
endmodule
module top(input wire clk, input wire a, input wire b, output wire y, output reg [1:0] count_q);
    wire both = a & b;
    wire inner;
    part inside(.d(count_q[0]), .q(inner));
    assign y = a | both;
    always @(posedge clk) count_q <= {inner, a ^ count_q[1]};
endmodule
"""


class Equivalence(unittest.TestCase):
    def proved(self, kind, port, mode="inv"):
        """Whether the mutant of the only cell of a kind is proved equal."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "top.v").write_text(SOURCE)
            tools.run(["yosys", "-p", f"read_verilog {folder}/top.v; proc; opt_clean; write_rtlil {folder}/top.il; "
                                      f"write_json {folder}/top.json"])
            modules = json.loads((folder / "top.json").read_text())["modules"]
            variants = {each: Variant(each, each, {}, netlist) for each, netlist in modules.items()}
            elaboration = Elaboration(folder / "top.il", "top", variants)
            cell = next(each for each, what in modules["top"]["cells"].items() if what["type"] == kind)
            command = f"mutate -mode {mode} -module top -cell {cell} -port {port} -portbit 0"
            return equivalence.same(elaboration, "top", command)

    def test_what_is_said_twice_may_be_wrong_once(self):
        """Fails where a mutant that nobody can see is held for a survivor."""
        self.assertTrue(self.proved("$and", "B"))
        self.assertTrue(self.proved("$and", "Y", "const0"))

    def test_what_is_seen_is_not_equal(self):
        """Fails where a mutant that changes an output, the next state, or what a module inside gets counts as equal."""
        self.assertFalse(self.proved("$and", "Y", "const1"))
        self.assertFalse(self.proved("$xor", "A"))
        self.assertFalse(self.proved("part", "d"))
        self.assertFalse(self.proved("part", "q"))
        self.assertFalse(self.proved("$dff", "D"))
        self.assertFalse(self.proved("$dff", "Q"))


if __name__ == "__main__":
    unittest.main()
