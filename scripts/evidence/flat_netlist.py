# SPDX-License-Identifier: Apache-2.0
"""An ECP5 netlist of modules, as Yosys' write_json has it, as the file that tests/netlist simulates: without borders
between modules, each cell behind those that drive what it reads. A cell that is used in a way which is not known there is
refused."""
import collections
import dataclasses

from . import nets as net_numbers

ZERO, ONE = 0, 1
# As many flip-flops together are looked at where one of them may change.
GROUP = 32


class NotModelled(Exception):
    """A cell is used in a way that is not known here."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """A cell of the flat netlist."""

    kind: str
    parameters: dict
    pins: dict     # to nets
    outputs: list  # those pins that drive their nets
    module: str    # in which it stands, as Yosys knows it
    own_name: str  # there
    name: str      # with the instances on the way to it

    def pin(self, name):
        """The net of a pin of one bit; 0 where nothing is connected."""
        return (self.pins.get(name) or [ZERO])[0]

    def numbered(self, name, bits):
        """The nets of pins that Yosys numbers, the lowest first."""
        return [self.pin(f"{name}{i}") for i in range(bits)]

    def parameter(self, name, default):
        """write_json puts a blank behind a text that looks like a number."""
        return self.parameters.get(name, default).strip()

    def must(self, **wanted):
        """Refuses other parameters than these; each with its default first."""
        for name, values in wanted.items():
            value = self.parameter(name, values[0])
            if value not in values:
                raise NotModelled(f"{self.name}, a {self.kind}, has {name} {value}")


class Flat:
    """All cells, and the top's ports: names to directions and nets."""

    def __init__(self, design, top):
        self.modules = {name: module for name, module in design["modules"].items()
                        if "blackbox" not in module["attributes"]}
        self._nets = net_numbers.Nets(constants=2)  # ZERO and ONE
        self.cells = []
        self.ports = {}
        bits = {name: [self._nets.fresh() for _ in its["bits"]] for name, its in self.modules[top]["ports"].items()}
        self._add(top, bits, "")
        for name, its in self.modules[top]["ports"].items():
            self.ports[name] = (its["direction"], [self._nets.root(net) for net in bits[name]])
        self.cells = [dataclasses.replace(cell, pins={name: [self._nets.root(net) for net in nets]
                                                      for name, nets in cell.pins.items()}) for cell in self.cells]

    def _add(self, kind, outside, path):
        """The cells of one instance of a module, whose ports are these nets outside."""
        module, own = self.modules[kind], {"0": ZERO, "1": ONE, "x": ZERO, "z": ZERO}
        for wire, its in module.get("netnames", {}).items():
            if "init" in its["attributes"]:
                raise NotModelled(f"{path}{wire} has a first value")

        def nets(bits):
            for bit in bits:
                if bit not in own:
                    own[bit] = self._nets.fresh()
            return [own[bit] for bit in bits]

        for name, its in module["ports"].items():
            for inside, there in zip(nets(its["bits"]), outside.get(name, [])):
                self._nets.join(inside, there)
        for name, cell in module["cells"].items():
            pins = {pin: nets(bits) for pin, bits in cell["connections"].items()}
            if cell["type"] in self.modules:
                self._add(cell["type"], pins, f"{path}{name}.")
            else:
                outputs = [pin for pin, direction in cell["port_directions"].items() if direction == "output"]
                self.cells.append(Cell(cell["type"], cell["parameters"], pins, outputs, kind, name, f"{path}{name}"))

    def live(self):
        """The places of the cells from which a way leads to an output of the top."""
        drivers = {net: place for place, cell in enumerate(self.cells) for pin in cell.outputs for net in cell.pins.get(pin, [])}
        waiting = [net for direction, nets in self.ports.values() if direction == "output" for net in nets]
        found, seen = set(), set(waiting)
        while waiting:
            place = drivers.get(waiting.pop())
            if place is None or place in found:
                continue
            found.add(place)
            for pin, nets in self.cells[place].pins.items():
                if pin not in self.cells[place].outputs:
                    waiting += [net for net in nets if net not in seen]
                    seen.update(nets)
        return found


@dataclasses.dataclass
class Step:
    """What is evaluated between flip-flops, a line of the file; `level`: behind how many others."""

    kind: str
    words: list
    reads: list
    drives: list
    level: int = 0


class Numbers:
    """The numbers of nets, in the order in which they are driven."""

    def __init__(self):
        self.of, self.count = {ZERO: 0, ONE: 1}, 2

    def drive(self, nets):
        """The next numbers are theirs; None is a net that nobody asks for."""
        for net in nets:
            if net in self.of:
                raise NotModelled(f"two cells drive net {net}")
            if net is not None:
                self.of[net] = self.count
            self.count += 1

    def shown(self, nets):
        """The numbers of nets as words of the file."""
        try:
            return " ".join(str(self.of[net]) for net in nets)
        except KeyError as missing:
            raise NotModelled(f"nothing drives net {missing}, which is read") from None


def plain(kind, module):
    """A module's name as its source has it."""
    return module["attributes"].get("hdlname", kind).lstrip("\\")


def written(flat, inverted=()):
    """The text of the file. `inverted`: the places of lookup tables among all cells that shall be wrong."""
    ports = {name: nets for name, (direction, nets) in flat.ports.items() if direction == "input"}
    groups, block_rams, steps = _sorted_out(flat, ports["clk"][0], inverted)
    numbers, lines = Numbers(), []
    for name, nets in ports.items():
        numbers.drive(nets)
        lines.append(f"input {name} {len(nets)}")
    for _, group in groups:
        numbers.drive(q for q, _, _ in group)
    for _, drives in block_rams:
        numbers.drive(drives)
    steps = _ordered(steps, set(numbers.of))
    for step in steps:
        numbers.drive(step.drives)
    for (enable, reset, *inverted), group in groups:
        lines.append(f"group {numbers.shown([enable, reset])} {inverted[0]} {inverted[1]} {len(group)} "
                     f"{numbers.shown(d for _, d, _ in group)} {' '.join(str(at_reset) for _, _, at_reset in group)}")
    lines += [f"block_ram {words} {numbers.shown(reads)}" for (words, reads), _ in block_rams]
    lines += [" ".join([step.kind, *map(str, step.words), numbers.shown(step.reads)]) for step in steps]
    lines += [f"output {name} {len(nets)} {numbers.shown(nets)}" for name, (direction, nets) in flat.ports.items()
              if direction == "output"]
    return "\n".join([f"tain-netlist 1 {numbers.count}", *lines]) + "\n"


def _sorted_out(flat, clock, inverted):
    """Flip-flops by what they have in common, block RAM, and what is between them."""
    groups, block_rams, steps = collections.defaultdict(list), [], []
    carried = -1  # what goes from half a carry cell to the other, a net that Yosys does not know
    for index, cell in enumerate(flat.cells):
        for pin in ("CLK", "WCK", "CLKA", "CLKB"):
            if pin in cell.pins and cell.kind != "MULT18X18D" and cell.pin(pin) != clock:
                raise NotModelled(f"{cell.name} has a clock of its own")
        if cell.kind == "LUT4":
            init = int(cell.parameter("INIT", "0"), 2) ^ (0xffff if index in inverted else 0)
            steps.append(Step("table", [init], [cell.pin(pin) for pin in "ABCD"], [cell.pin("Z")]))
        elif cell.kind == "CCU2C":
            steps += _carry(cell, carried)
            carried -= 1
        elif cell.kind == "TRELLIS_FF":
            control, flip_flop = _flip_flop(cell)
            groups[control].append(flip_flop)
        elif cell.kind == "TRELLIS_DPR16X4":
            steps.append(_distributed_ram(cell))
        elif cell.kind == "DP16KD":
            block_rams.append(_block_ram(cell))
        elif cell.kind == "MULT18X18D":
            steps.append(_product(cell))
        else:
            raise NotModelled(f"{cell.name} is a {cell.kind}")
    parted = [(control, group[i:i + GROUP]) for control, group in groups.items() for i in range(0, len(group), GROUP)]
    return parted, block_rams, steps


def _carry(cell, carried):
    """Both halves of a carry cell."""
    made = []
    for half, (into, out) in enumerate(((cell.pin("CIN"), carried), (carried, _driven(cell, "COUT")))):
        cell.must(**{f"INJECT1_{half}": ("YES", "NO")})
        words = [int(cell.parameter(f"INIT{half}", "0"), 2), int(cell.parameter(f"INJECT1_{half}", "YES") == "YES")]
        made.append(Step("carry", words, [*(cell.pin(f"{pin}{half}") for pin in "ABCD"), into],
                         [_driven(cell, f"S{half}"), out]))
    return made


def _driven(cell, pin):
    """The net that a pin drives; None where nobody asks."""
    nets = cell.pins.get(pin)
    return nets[0] if nets else None


def _flip_flop(cell):
    """Enable and reset, each with whether it is inverted; what it holds, what it takes, what a reset sets."""
    cell.must(CLKMUX=("CLK",), SRMODE=("LSR_OVER_CE",), LSRMODE=("LSR",), LSRMUX=("LSR", "INV"), REGSET=("RESET", "SET"),
              CEMUX=("1", "0", "CE", "INV"))
    with_enable = cell.parameter("CEMUX", "1")
    enable = {"1": ONE, "0": ZERO}.get(with_enable, cell.pin("CE"))
    control = (enable, cell.pin("LSR"), int(with_enable == "INV"), int(cell.parameter("LSRMUX", "LSR") == "INV"))
    return control, (cell.pin("Q"), cell.pin("DI"), int(cell.parameter("REGSET", "RESET") == "SET"))


def _distributed_ram(cell):
    cell.must(WCKMUX=("WCK",), WREMUX=("WRE",))
    if cell.parameter("INITVAL", "").strip("x"):
        raise NotModelled(f"{cell.name} has first contents")
    pins = [cell.pins[name] for name in ("WAD", "DI", "RAD", "DO")]
    return Step("ram", [], [cell.pin("WRE"), *pins[0], *pins[1], *pins[2]], pins[3])


def _block_ram(cell):
    cell.must(REGMODE_A=("NOREG",), REGMODE_B=("NOREG",), CSDECODE_A=("0b000",), CSDECODE_B=("0b000",),
              CLKAMUX=("CLKA",), CLKBMUX=("CLKB",), WRITEMODE_A=("NORMAL", "READBEFOREWRITE"))
    widths = [int(cell.parameter(f"DATA_WIDTH_{port}", f"{18:b}"), 2) for port in "AB"]
    silent = ["WEB", *(f"CS{port}{i}" for port in "AB" for i in range(3))]
    if cell.parameter("RESETMODE", "SYNC") != "SYNC":
        silent += ["RSTA", "RSTB"]
    if any(cell.pin(pin) != ZERO for pin in silent) or (widths[1] == 36) > (widths[0] == 36):
        raise NotModelled(f"{cell.name}, a block RAM, is used in a way that is not modelled")
    if any(value.strip("0x") for name, value in cell.parameters.items() if name.startswith("INITVAL")):
        raise NotModelled(f"{cell.name} has first contents")
    words = f"{widths[0]} {widths[1]} {int(cell.parameter('WRITEMODE_A', 'NORMAL') == 'READBEFOREWRITE')}"
    reads = [cell.pin(pin) for pin in ("CEA", "WEA", "RSTA", "CEB", "RSTB")]
    reads += cell.numbered("ADA", 14) + cell.numbered("ADB", 14) + cell.numbered("DIA", 18) + cell.numbered("DIB", 18)
    return (words, reads), [_driven(cell, f"DO{port}{i}") for port in "AB" for i in range(18)]


def _product(cell):
    signed = [cell.pin("SIGNEDA"), cell.pin("SIGNEDB")]
    registers = [value.strip() for name, value in cell.parameters.items() if name.endswith("_CLK")]
    if any(net not in (ZERO, ONE) for net in signed) or any(value != "NONE" for value in registers):
        raise NotModelled(f"{cell.name}, a multiplier, is used in a way that is not modelled")
    return Step("product", signed, cell.numbered("A", 18) + cell.numbered("B", 18),
                [_driven(cell, f"P{i}") for i in range(36)])


def _ordered(steps, known):
    """The steps by their levels; those of a kind together, so that they can be evaluated one behind the other."""
    readers, missing = collections.defaultdict(list), {}
    for step in steps:
        waits = {net for net in _read_at_once(step) if net not in known}
        missing[id(step)] = len(waits)
        for net in waits:
            readers[net].append(step)
    ready = [step for step in steps if not missing[id(step)]]
    for step in ready:  # which grows
        for net in step.drives:
            for reader in readers.get(net, ()):
                reader.level = max(reader.level, step.level + 1)
                missing[id(reader)] -= 1
                if not missing[id(reader)]:
                    ready.append(reader)
    if len(ready) != len(steps):
        raise NotModelled("a loop without a flip-flop, or a net that nothing drives")
    return sorted(steps, key=lambda step: (step.level, step.kind))


def _read_at_once(step):
    """What a step reads when it is evaluated, and not with the clock."""
    return step.reads[-4:] if step.kind == "ram" else step.reads
