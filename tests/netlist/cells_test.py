# SPDX-License-Identifier: Apache-2.0
"""The cells of tests/netlist against what they stand for, under random inputs: tables, carry chains, flip-flops and
distributed RAM beside Yosys' models of them, which Verilator simulates; block RAM and multipliers, of which Yosys has no
models, beside the memories and products that Yosys maps to them. Breaks when a cell takes a pin, a bit, a width or an
edge for another, when a reset does not go before the enable, or when flattening joins what is not one net."""
import itertools
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "scripts"))
from evidence import flat_netlist, tools  # noqa: E402 (found by the line above)

PLAY = sys.argv.pop(1) if len(sys.argv) > 1 else sys.exit("cells_test.py PLAY_NETLIST")
MODELS = pathlib.Path(shutil.which("yosys") or "/").resolve().parents[1] / "share" / "yosys" / "ecp5"
CLOCKS = 6000
# Width and depth: between them they take every width that a block RAM has.
MEMORIES = [(36, 512), (65, 512), (18, 1024), (9, 2048), (4, 4096), (2, 8192), (1, 16384), (23, 700)]

BENCH = """
module bench;
    reg clk = 0;
    reg [{inputs}-1:0] next, in;
    wire [{outputs}-1:0] out;
    dut dut (.clk(clk), .in(in), .out(out));
    integer file;
    initial begin
        file = $fopen("{stimulus}", "r");
        while ($fscanf(file, "%b\\n", next) == 1) begin
            in = next;
            #1 $display("%b", out);
            #1 clk = 1;
            #1 clk = 0;
        end
        $finish;
    end
endmodule
"""
MEMORY = """
module dut (input clk, input [{bits}-1:0] in, output reg [{width}-1:0] out);
    wire write, read;
    wire [{address}-1:0] write_address, read_address;
    wire [{width}-1:0] data;
    assign {{write, read, write_address, read_address, data}} = in;
    (* no_rw_check, ram_style = "block" *) reg [{width}-1:0] memory [0:{depth}-1];
    always @(posedge clk) begin
        if (write) memory[write_address] <= data;
        if (read) out <= memory[read_address];
    end
endmodule
"""
PRODUCT = """
module dut (input clk, input [{a}+{b}-1:0] in, output [{a}+{b}-1:0] out);
    wire {signed} [{a}-1:0] a = in[{a}+{b}-1:{b}];
    wire {signed} [{b}-1:0] b = in[{b}-1:0];
    assign out = a * b;
endmodule
"""


def bits(value, width):
    """As Verilog writes it, negative values in two's complement."""
    return f"{value & ((1 << width) - 1):0{width}b}"


def design(folder, text, synthesis):
    """What Yosys makes of a module `dut`, as write_json has it. Cells in it are left alone."""
    source, made = folder / "dut.v", folder / "dut.json"
    source.write_text(text)
    models = f"read_verilog -lib {MODELS}/cells_sim.v {MODELS}/cells_bb.v; blackbox =*"
    tools.run(["yosys", "-q", "-p", f"{models}; read_verilog -sv {source}; hierarchy -top dut -purge_lib; {synthesis}; "
               f"write_json {made}"])
    return json.loads(made.read_text())


def played(folder, made, stimulus, inverted=()):
    """What the netlist answers to each line."""
    file = folder / "dut.netlist"
    file.write_text(flat_netlist.written(flat_netlist.Flat(made, "dut"), inverted))
    return subprocess.run([PLAY, file], input="\n".join(stimulus) + "\n", capture_output=True, text=True,
                          check=True).stdout.split()


def cells_of(made, kind):
    return [cell for module in made["modules"].values() if "blackbox" not in module["attributes"]
            for cell in module["cells"].values() if cell["type"] == kind]


def simple_cells():
    """Each kind of cell with every option that is modelled: its parameters, its pins, how many bits it drives."""
    draw = random.Random(1)
    for init in [1 << place for place in range(16)] + [draw.randrange(1 << 16) for _ in range(8)]:
        yield "LUT4", f".INIT(16'd{init})", ".A(in[0]), .B(in[1]), .C(in[2]), .D(in[3]), .Z({0})", 1
    for enable, reset, value in itertools.product(("1", "0", "CE", "INV"), ("LSR", "INV"), ("SET", "RESET")):
        yield ("TRELLIS_FF", f'.GSR("DISABLED"), .CEMUX("{enable}"), .LSRMUX("{reset}"), .REGSET("{value}")',
               ".CLK(clk), .LSR(in[12]), .CE(in[1]), .DI(in[2]), .Q({0})", 1)
    for inject in itertools.product(("YES", "NO"), repeat=2):
        for _ in range(4):
            inits = [draw.randrange(1 << 16) for _ in range(2)]
            yield ("CCU2C", f".INIT0(16'd{inits[0]}), .INIT1(16'd{inits[1]}), .INJECT1_0(\"{inject[0]}\"), "
                   f".INJECT1_1(\"{inject[1]}\")",
                   ", ".join(f".{pin}{half}(in[{4 * half + i}])" for half in range(2) for i, pin in enumerate("ABCD")) +
                   ", .CIN(in[8]), .S0({0}), .S1({1}), .COUT({2})", 3)
    yield ("TRELLIS_DPR16X4", "", ".WCK(clk), .WRE(in[12]), .WAD(in[3:0]), .DI(in[7:4]), .RAD(in[11:8]), "
           ".DO({{{3}, {2}, {1}, {0}}})", 4)


class Cells(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def simple(self):
        """A module of all simple cells, each a module of its own; and how wide its output is."""
        modules, instances, width = [], [], 0
        for number, (kind, parameters, pins, driven) in enumerate(simple_cells()):
            outputs = [f"out[{i}]" for i in range(driven)]
            modules.append(f"module cell{number} (input clk, input [12:0] in, output [{driven - 1}:0] out);\n"
                           f"{kind} #({parameters}) one ({pins.format(*outputs)});\nendmodule\n")
            instances.append(f"cell{number} each{number} (.clk(clk), .in(in), .out(out[{width + driven - 1}:{width}]));")
            width += driven
        body = "\n".join(instances)
        head = f"module dut (input clk, input [12:0] in, output [{width - 1}:0] out);"
        return "".join(modules) + f"{head}\n{body}\nendmodule\n", width

    def stimulus(self):
        """Every word of the RAM written and every flip-flop reset at first, by either level; then anything."""
        draw = random.Random(2)
        return [bits(i & 15 | 1 << 12, 13) for i in range(16)] + [bits(0, 13)] * 2 + \
            [bits(draw.randrange(1 << 13), 13) for _ in range(CLOCKS)]

    def test_simple_cells_are_as_the_models_of_yosys(self):
        text, width = self.simple()
        lines = self.stimulus()
        answers = played(self.folder, design(self.folder, text, "proc"), lines)
        (self.folder / "stimulus").write_text("\n".join(lines) + "\n")
        bench = self.folder / "bench.sv"
        bench.write_text(BENCH.format(inputs=13, outputs=width, stimulus=self.folder / "stimulus"))
        tools.run(["verilator", "--binary", "-Wno-lint", "-Wno-style", "-Wno-fatal", "+define+NO_INCLUDES", "--top-module",
                   "bench", "--Mdir", self.folder / "build", "-MAKEFLAGS", "OPT_FAST=-O0", MODELS / "cells_sim.v",
                   self.folder / "dut.v", bench])
        said = subprocess.run([self.folder / "build" / "Vbench"], capture_output=True, text=True, check=True).stdout
        models = [line for line in said.split() if len(line) == width]
        self.assertEqual(len(models), len(lines))
        for clock in range(18, len(lines)):
            self.assertEqual(answers[clock], models[clock], f"clock {clock}, in {lines[clock]}")

    def test_a_wrong_table_is_seen(self):
        made = design(self.folder, self.simple()[0], "proc")
        tables = [i for i, cell in enumerate(flat_netlist.Flat(made, "dut").cells) if cell.kind == "LUT4"]
        right = played(self.folder, made, self.stimulus())
        for table in tables[:4]:
            self.assertNotEqual(played(self.folder, made, self.stimulus(), {table}), right)

    def memory(self, width, depth):
        """Plays a memory; how many reads were as they should be, and how many met a write."""
        address = (depth - 1).bit_length()
        made = design(self.folder, MEMORY.format(bits=2 + 2 * address + width, width=width, depth=depth, address=address),
                      "synth_ecp5 -nowidelut -noflatten")
        self.assertTrue(cells_of(made, "DP16KD"), "no block RAM")
        draw, lines, expected, held, out, met, wrong_met = random.Random(3), [], [], {}, None, [], 0
        for clock in range(depth + CLOCKS):
            # Every place is written once; then places that are near each other, so that reads meet writes.
            near = [draw.randrange(depth) if draw.random() < 0.5 else (clock // 64 + draw.randrange(4)) % depth
                    for _ in range(2)]
            write, place = (1, clock) if clock < depth else (draw.randrange(2), near[0])
            read, data = int(clock >= depth and draw.random() < 0.75), draw.getrandbits(width)
            lines.append(bits(write, 1) + bits(read, 1) + bits(place, address) + bits(near[1], address) + bits(data, width))
            expected.append((out, bool(met and met[-1])))
            if read:
                out = held[near[1]]
                met.append(bool(write and place == near[1]))
            if write:
                held[place] = data
        checked = 0
        for clock, (answer, (out, in_doubt)) in enumerate(zip(played(self.folder, made, lines), expected, strict=True)):
            if out is None:
                continue
            if in_doubt:
                wrong_met += answer != bits(out, width)
                continue
            self.assertEqual(answer, bits(out, width), f"clock {clock}")
            checked += 1
        return checked, wrong_met

    def test_block_rams_are_the_memories_that_they_stand_for(self):
        for width, depth in MEMORIES:
            with self.subTest(width=width, depth=depth):
                checked, wrong_met = self.memory(width, depth)
                self.assertGreater(checked, CLOCKS // 2)
                self.assertGreater(wrong_met, 0, "what is written was read in the same clock, and nothing was wrong")

    def test_multipliers_multiply(self):
        for a, b, signed in ((18, 18, ""), (16, 12, ""), (18, 18, "signed"), (12, 17, "signed")):
            with self.subTest(a=a, b=b, signed=signed):
                made = design(self.folder, PRODUCT.format(a=a, b=b, signed=signed), "synth_ecp5 -nowidelut -noflatten")
                self.assertEqual(len(cells_of(made, "MULT18X18D")), 1)
                draw, low = random.Random(4), [-(1 << (n - 1)) if signed else 0 for n in (a, b)]
                factors = [[draw.choice((0, 1, (1 << n) - 1, draw.randrange(1 << n))) + least
                            for n, least in zip((a, b), low)] for _ in range(CLOCKS // 4)]
                answers = played(self.folder, made, [bits(x, a) + bits(y, b) for x, y in factors])
                self.assertEqual(answers, [bits(x * y, a + b) for x, y in factors])


if __name__ == "__main__":
    tools.need("yosys", "verilator", "g++")
    unittest.main()
