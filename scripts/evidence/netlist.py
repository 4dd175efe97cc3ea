# SPDX-License-Identifier: Apache-2.0
"""Figures of a mapped netlist, as Yosys' write_json writes it: cells, logic depth, fan-out.

Modules that were kept apart (keep_hierarchy) are walked through, so paths and nets go on across their borders."""
import collections
import heapq
import re

from . import cells as library, house, nets

CONSTANTS = {"0", "1", "x", "z"}


class Netlist:
    """One flat net of cells. A bit is a number; `names` says what the source calls it."""

    def __init__(self, design):
        modules = {name: module for name, module in design["modules"].items() if "blackbox" not in module["attributes"]}
        top = next(name for name, module in modules.items() if "top" in module["attributes"])
        self.cells = []  # (type, name, {port: bits} in, {port: bits} out, parameters)
        self.names = {}
        self._spoken_of = {}  # where nets stand -> the modules whose sources all of them come from
        self._standing = {}
        self._nets = nets.Nets()
        self.inputs, self.outputs = {}, {}
        self._place(modules, top, "", {})
        self._settle()

    def _place(self, modules, name, prefix, outside):
        """Places the cells of a module; `outside`: the bits that its ports are tied to, by port."""
        module = modules[name]
        bits = {}

        def known(bit):
            if bit in CONSTANTS:
                return bit
            if bit not in bits:
                bits[bit] = self._nets.fresh()
            return bits[bit]

        for port, said in module["ports"].items():
            for inner, outer in zip(said["bits"], outside.get(port, [])):
                if inner in CONSTANTS or outer in CONSTANTS:
                    if inner not in CONSTANTS:
                        bits.setdefault(inner, outer)
                elif inner in bits and bits[inner] not in CONSTANTS:
                    self._nets.join(bits[inner], outer)
                else:
                    bits[inner] = outer
            if not outside:
                side = self.inputs if said["direction"] == "input" else self.outputs
                side[port] = [known(bit) for bit in said["bits"]]

        for cell_name, cell in module["cells"].items():
            connections = {port: [known(bit) for bit in said] for port, said in cell["connections"].items()}
            if cell["type"] in modules:
                self._place(modules, cell["type"], f"{prefix}{cell_name}.", connections)
                continue
            directions = cell.get("port_directions", {})
            ins = {port: said for port, said in connections.items() if directions.get(port) == "input"}
            outs = {port: said for port, said in connections.items() if directions.get(port) == "output"}
            self.cells.append((cell["type"], prefix + cell_name, ins, outs, cell.get("parameters", {})))

        for net, said in module["netnames"].items():
            whole = prefix + net
            place, _, last = whole.rpartition(".")
            sources = set(re.findall(r"(\w+)\.sv:", said["attributes"].get("src", ""))) & set(house.sources())
            if sources and not said["hide_name"]:
                self._spoken_of[place] = self._spoken_of.get(place, sources) & sources
            passed_in = any(last in house.input_ports(source) for source in sources)
            for i, bit in enumerate(said["bits"]):
                if bit in bits and bits[bit] not in CONSTANTS:
                    full = whole + (f"[{i + said.get('offset', 0)}]" if len(said["bits"]) > 1 else "")
                    # The best name is the one that the driver has: deepest inside, but no input of a reader.
                    rank = (said["hide_name"], passed_in, -whole.count("."), len(full), full)
                    if bits[bit] not in self.names or rank < self.names[bits[bit]]:
                        self.names[bits[bit]] = rank

    def _settle(self):
        """Gives each net its one number."""
        def settled(bits):
            return [bit if bit in CONSTANTS else self._nets.root(bit) for bit in bits]

        self.cells = [(what, name, {port: settled(bits) for port, bits in ins.items()},
                       {port: settled(bits) for port, bits in outs.items()}, parameters)
                      for what, name, ins, outs, parameters in self.cells]
        self.inputs = {port: settled(bits) for port, bits in self.inputs.items()}
        self.outputs = {port: settled(bits) for port, bits in self.outputs.items()}
        names = {}
        for bit, rank in self.names.items():
            place = self._nets.root(bit)
            names[place] = min(rank, names.get(place, rank))
        self.names = names

    def name(self, bit):
        """What the source calls a net."""
        return self.names[bit][4] if bit in self.names else f"net {bit}"

    def owner(self, bit):
        """The module in whose instance a net stands; "" where the net has no name of its own."""
        rank = self.names.get(bit)
        return self._module_at(rank[4].rpartition(".")[0]) if rank and not rank[0] else ""

    def _module_at(self, place):
        """The module whose instance is at a place, or around it. A flattened net's sources are its own and those of
        all instances around it: what a place has more than the place around it is its own."""
        if place not in self._standing:
            around = place
            outer = set()
            while around and not outer:
                around = around.rpartition(".")[0]
                outer = self._spoken_of.get(around, set())
            own = self._spoken_of.get(place, set()) - outer
            self._standing[place] = own.pop() if len(own) == 1 else self._module_at(around) if place else ""
        return self._standing[place]


def count(netlist, family):
    """Cells by type, and what they come to."""
    types = collections.Counter(what for what, *_ in netlist.cells)
    luts = library.LUTS[family]
    memory = sum(luts.get(what, 0) * number for what, number in types.items() if library.kind(what) == library.RAM)
    rams = collections.Counter()
    for what, number in types.items():
        if what in library.BLOCK_RAMS:
            rams[library.BLOCK_RAMS[what]] += number
    return {
        "luts": sum(luts.get(what, 0) * number for what, number in types.items()),
        "luts_as_memory": memory,
        "flip_flops": sum(types[what] for what in library.FLIP_FLOPS),
        "carry": sum(number for what, number in types.items() if library.kind(what) == library.CARRY),
        "wide_mux": sum(number for what, number in types.items() if library.kind(what) == library.MUX),
        "block_rams": dict(sorted(rams.items())),
        "dsps": sum(types[what] for what in library.DSPS),
        "types": dict(sorted(types.items())),
    }


def by_module(netlist, family):
    """What each module has of the whole: {module: {"luts", "flip_flops", "carry", "block_rams"}}.

    A cell belongs to the module in whose instance that stands what it drives; one that drives a nameless net to the first reader of
    it that belongs to a module."""
    readers = collections.defaultdict(list)
    for number, (_, _, ins, _, _) in enumerate(netlist.cells):
        for port, bits in ins.items():
            if port not in library.CLOCKS:
                for bit in bits:
                    readers[bit].append(number)
    owners = {}

    def own(number):
        for bits in netlist.cells[number][3].values():
            for bit in bits:
                if bit not in CONSTANTS and netlist.owner(bit):
                    return netlist.owner(bit)
        return None

    for first in range(len(netlist.cells)):
        chain, number = [], first
        while number not in owners:
            owners[number] = own(number)
            chain.append(number)
            if owners[number]:
                break
            ahead = [reader for bits in netlist.cells[number][3].values() for bit in bits for reader in readers[bit]]
            if not ahead:
                break
            number = ahead[0]
        for member in chain:
            owners[member] = owners[member] or owners[number] or "other"

    luts = library.LUTS[family]
    found = {}
    for number, (what, *_) in enumerate(netlist.cells):
        row = found.setdefault(owners[number], {"luts": 0, "flip_flops": 0, "carry": 0, "block_rams": 0})
        row["luts"] += luts.get(what, 0)
        row["flip_flops"] += what in library.FLIP_FLOPS
        row["carry"] += library.kind(what) == library.CARRY
        row["block_rams"] += what in library.BLOCK_RAMS
    return dict(sorted(found.items()))


class Depth:
    """Levels of logic from where a path begins (port, register, block RAM) to every net.

    A LUT is a level, and so is an asynchronous read of a distributed RAM. Carry cells and the multiplexers behind
    LUTs are counted apart: of paths with as many levels, the one with more of them counts as deeper."""
    WEIGHTS = {library.LUT: (1, 0, 0), library.RAM: (1, 0, 0), library.CARRY: (0, 1, 0), library.MUX: (0, 0, 1),
               library.DSP: (0, 0, 0)}

    def __init__(self, netlist):
        self.netlist = netlist
        self.drivers = {}  # net -> (weight, nets that it follows)
        self.starts = {}   # net -> what drives it, where a path begins
        for what, name, ins, outs, parameters in netlist.cells:
            weight = self.WEIGHTS.get(library.kind(what))
            followed = set()
            if weight:
                for port, i, bits in library.arcs(what, ins, outs, parameters):
                    if i < len(outs.get(port, [])):
                        bit = outs[port][i]
                        followed.add(bit)
                        self.drivers[bit] = (weight, [b for b in bits if b not in CONSTANTS])
            for port, bits in outs.items():
                for bit in bits:
                    if bit not in followed:
                        self.starts[bit] = what
        for port, bits in netlist.inputs.items():
            for bit in bits:
                self.starts[bit] = "port"
        self.levels, self.before = {}, {}
        for bit in self.drivers:
            self._reach(bit)

    def _reach(self, wanted):
        waiting, open_ = [wanted], set()
        while waiting:
            bit = waiting[-1]
            if bit in self.levels:
                waiting.pop()
                continue
            if bit not in self.drivers:
                self.levels[bit] = (0, 0, 0)
                waiting.pop()
                continue
            weight, bits = self.drivers[bit]
            missing = [b for b in bits if b not in self.levels]
            if missing:
                if bit in open_:
                    raise SystemExit(f"{self.netlist.name(bit)}: the logic has a loop through this net")
                open_.add(bit)
                waiting += missing
                continue
            open_.discard(bit)
            deepest = max(bits, key=self.levels.__getitem__, default=None)
            below = self.levels[deepest] if bits else (0, 0, 0)
            self.levels[bit] = tuple(a + b for a, b in zip(weight, below))
            self.before[bit] = deepest
            waiting.pop()

    def ends(self):
        """Yields (net, where it ends): inputs of registers and memories, and ports."""
        for what, name, ins, outs, _ in self.netlist.cells:
            if library.kind(what) in (library.LUT, library.CARRY, library.MUX):
                continue
            for port, bits in ins.items():
                if port not in library.CLOCKS:
                    yield from ((bit, (what, port, outs, name)) for bit in bits if bit not in CONSTANTS)
        for port, bits in self.netlist.outputs.items():
            for i, bit in enumerate(bits):
                if bit not in CONSTANTS:
                    yield bit, ("port", f"{port}[{i}]" if len(bits) > 1 else port, {}, "")

    def end_name(self, end):
        """An end as a person would say it: the register by what it drives, the memory by its name."""
        what, port, outs, name = end
        if what == "port":
            return f"port {port}"
        if what in library.FLIP_FLOPS:
            return self.netlist.name(outs["Q"][0]) + ("" if port in ("D", "DI") else f" ({port})")
        driven = [bit for bits in outs.values() for bit in bits if bit in self.netlist.names]
        said = name if not name.startswith("$") or not driven else self.netlist.name(min(
            driven, key=lambda bit: self.netlist.names[bit]))
        return f"{what} of {said} ({port})"

    def start_name(self, bit):
        """Where the deepest path to a net begins."""
        while self.before.get(bit) is not None:
            bit = self.before[bit]
        what = self.starts.get(bit)
        if what is None and bit in self.drivers:
            return f"memory behind {self.netlist.name(bit)}"
        return ("port " if what == "port" else "" if what in library.FLIP_FLOPS else f"{what} ") + self.netlist.name(bit)


def without_index(name):
    """A name without the number of its bit: all bits of a register are one end."""
    return re.sub(r"\[\d+\](?=( \(\w+\))?$)", "", name)


def depth(netlist, over):
    """The deepest path, how many ends are how deep, and those deeper than `over` by register."""
    paths = Depth(netlist)
    deepest, histogram, deep = None, collections.Counter(), {}
    for bit, end in paths.ends():
        levels = paths.levels.get(bit, (0, 0, 0))
        histogram[levels[0]] += 1
        if deepest is None or levels > deepest[0]:
            deepest = (levels, bit, end)
        if levels[0] > over:
            name = without_index(paths.end_name(end))
            if name not in deep or levels > deep[name][0]:
                deep[name] = (levels, bit)
    if deepest is None:
        return {"levels": 0, "carry": 0, "wide_mux": 0, "start": "", "end": "", "histogram": {}, "deep": []}
    levels, bit, end = deepest
    ordered = sorted(deep.items(), key=lambda item: (item[1][0], item[0]), reverse=True)
    return {
        "levels": levels[0], "carry": levels[1], "wide_mux": levels[2],
        "start": paths.start_name(bit), "end": paths.end_name(end),
        "histogram": {str(level): histogram[level] for level in sorted(histogram)},
        "deep": [{"levels": found[0], "carry": found[1], "wide_mux": found[2], "start": paths.start_name(at),
                  "end": name} for name, (found, at) in ordered],
    }


def fan_out(netlist, over, at_least=5):
    """The nets with the most loads: all above `over`, and the greatest few in any case."""
    loads, drivers = collections.Counter(), {}
    clocks = set()
    for what, _, ins, outs, _ in netlist.cells:
        for port, bits in ins.items():
            for bit in bits:
                if bit in CONSTANTS:
                    continue
                if port in library.CLOCKS:
                    clocks.add(bit)
                else:
                    loads[bit] += 1
        for bits in outs.values():
            for bit in bits:
                drivers[bit] = what
    for bits in netlist.inputs.values():
        for bit in bits:
            drivers[bit] = "port"
    for bits in netlist.outputs.values():
        for bit in bits:
            if bit not in CONSTANTS:
                loads[bit] += 1
    for clock in clocks:
        loads.pop(clock, None)
    wide = sum(1 for number in loads.values() if number > over)
    greatest = heapq.nlargest(max(wide, at_least), loads.items(), key=lambda item: (item[1], netlist.name(item[0])))
    return [{"loads": number, "net": netlist.name(bit), "driver": drivers.get(bit, "nothing")}
            for bit, number in greatest]
