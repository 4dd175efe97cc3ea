# SPDX-License-Identifier: Apache-2.0
"""What the cells of each family of FPGA are, as far as figures need it: what a cell costs, and which of its outputs
follow which of its inputs within a clock.

Cells not named here are registers, or like them: paths end at their inputs and begin at their outputs."""
import re

LUT, CARRY, MUX, RAM, DSP = "lut", "carry", "mux", "ram", "dsp"

# LUTs that a cell takes up. Two small LUTs that could share a LUT6's two outputs count as two.
XILINX_LUTS = {
    "INV": 1, **{f"LUT{n}": 1 for n in range(1, 7)},
    "RAM32M": 4, "RAM64M": 4, "RAM32M16": 8, "RAM64M8": 8, "RAM32X16DR8": 8, "RAM64X8SW": 8,
    "RAM32X1S": 1, "RAM64X1S": 1, "RAM128X1S": 2, "RAM256X1S": 4, "RAM512X1S": 8,
    "RAM32X1D": 2, "RAM64X1D": 2, "RAM128X1D": 4, "RAM256X1D": 8,
    "SRL16E": 1, "SRLC16E": 1, "SRLC32E": 1,
}
ECP5_LUTS = {"INV": 1, "LUT4": 1, "TRELLIS_DPR16X4": 6, "CCU2C": 2}
LUTS = {"xcup": XILINX_LUTS, "ecp5": ECP5_LUTS}

FLIP_FLOPS = {"FDRE", "FDSE", "FDCE", "FDPE", "TRELLIS_FF"}
BLOCK_RAMS = {"RAMB18E2": "RAMB18", "RAMB36E2": "RAMB36", "URAM288": "URAM", "DP16KD": "DP16KD", "PDPW16KD": "DP16KD"}
DSPS = {"DSP48E2", "MULT18X18D"}

# Clock inputs, which are no loads of a net of logic.
CLOCKS = {"C", "CLK", "WCLK", "WCK", "CLKA", "CLKB", "CLKARDCLK", "CLKBWRCLK", "CLK0", "CLK1", "CLK2", "CLK3"}


def kind(cell_type):
    """What a cell is to a path that goes through it; None: paths end and begin here."""
    if re.fullmatch(r"LUT\d|INV", cell_type):
        return LUT
    if cell_type in ("CARRY4", "CARRY8", "CCU2C"):
        return CARRY
    if re.fullmatch(r"MUXF[789]|PFUMX|L6MUX21", cell_type):
        return MUX
    if re.match(r"RAM\d|SRL|TRELLIS_DPR", cell_type):
        return RAM
    return DSP if cell_type in DSPS else None


def arcs(cell_type, inputs, outputs, parameters):
    """Yields (output port, index in it, bits that it follows); `inputs` and `outputs` are the cell's bits by port."""
    what = kind(cell_type)
    if what in (LUT, MUX):
        for port in outputs:
            yield port, 0, [bit for bits in inputs.values() for bit in bits]
    elif cell_type in ("CARRY4", "CARRY8"):
        yield from carry_arcs(8 if cell_type == "CARRY8" else 4, inputs)
    elif cell_type == "CCU2C":
        low = [bit for port in ("CIN", "A0", "B0", "C0", "D0") for bit in inputs.get(port, [])]
        high = low + [bit for port in ("A1", "B1", "C1", "D1") for bit in inputs.get(port, [])]
        yield from (("S0", 0, low), ("S1", 0, high), ("COUT", 0, high))
    elif what == RAM:
        yield from ram_arcs(inputs)
    elif what == DSP and not registered(parameters):
        bits = [bit for port, port_bits in inputs.items() if port not in CLOCKS for bit in port_bits]
        yield from (("P", i, bits) for i in range(48))


def carry_arcs(width, inputs):
    """A carry chain's sums and carries follow what stands at their own place and below."""
    below = inputs.get("CI", []) + inputs.get("CYINIT", [])
    for i in range(width):
        select = inputs["S"][i:i + 1]
        yield "O", i, below + select
        below = below + select + inputs["DI"][i:i + 1]
        yield "CO", i, below


def ram_arcs(inputs):
    """What is read from a distributed RAM, or from a place within a shift register, follows its read address."""
    def bits(pattern):
        return [bit for port, port_bits in inputs.items() if re.fullmatch(pattern, port) for bit in port_bits]

    for letter in "ABCDEFGH":
        if f"ADDR{letter}" in inputs:
            yield from ((f"DO{letter}", i, inputs[f"ADDR{letter}"]) for i in range(2))
    if "RAD" in inputs:
        yield from (("DO", i, inputs["RAD"]) for i in range(4))
    own = bits(r"A\d?")
    if own:
        yield from ((port, i, own) for port in ("O", "Q", "SPO") for i in range(8 if port == "O" else 1))
    if bits(r"DPRA\d?"):
        yield "DPO", 0, bits(r"DPRA\d?")


def registered(parameters):
    """A multiplier keeps its inputs, product or result in registers of its own."""
    return any(int(str(parameters.get(name, "0")), 2) for name in ("AREG", "MREG", "PREG")) \
        or "CLK" in str(parameters.get("REG_OUTPUT_CLK", "NONE")) \
        or "CLK" in str(parameters.get("REG_INPUTA_CLK", "NONE"))
