# SPDX-License-Identifier: Apache-2.0
"""Mutants of modules: chosen by Yosys, and put behind numbers into sources that can take the place of hw/rtl.

A mutant is one bit of one cell's port in the netlist of a module of the NIC: inverted, stuck, or inverted where
another bit of the port says so. Left out are clocks, pins that hold the value already at which they would be stuck, and
pins without a way to an output of the NIC (liveness.py), since no test could see those. As an error in the source
would, it stands in each variant of the module (in the NIC as in benches) that has the same cell with these bits."""
import dataclasses
import functools
import json
import pathlib
import re
import shlex
import shutil
import tempfile

from . import elaborate, house, liveness, results, tools

# So many candidates are drawn for each mutant wanted, since some are left out.
CANDIDATES = 6


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One mutation, with a number that chooses it."""

    number: int
    commands: dict # of Yosys, by the name of a variant that has it
    cell: str      # "$add$3", of the variant in which it was found
    variant: str   # "WIDTH=8 DEPTH=4"
    mode: str      # inv, const0, const1, cnot0, cnot1
    pin: str       # "$add.Y[3]"
    place: str     # "lib/tain_fifo.sv:48"
    text: str      # what stands there

    def words(self):
        """The mutation as a line for people."""
        return f"{self.place} `{self.text}` {self.pin} {self.mode}" + (f" ({self.variant})" if self.variant else "")


def choose(elaboration, modules, count, seed):
    """The mutants of each module, by its name; of those that are wanted, as many as there are."""
    # Of all variants, those of benches too: the commands name their cells.
    keys = {module: results.key(*made_of(elaboration, module),
                                [(each.name, results.key(netlist_of(elaboration, each))) for each in elaboration.of(module)],
                                elaborate.SCRIPT, count, seed, pathlib.Path(__file__), tools.version("yosys", "-V"))
            for module in modules}
    # One run of Yosys draws for all modules for which that was not done: reading the NIC takes longest.
    drawn = functools.cache(lambda: draw(elaboration, [module for module in modules if not results.known(
        "mutants", [keys[module]])], count, seed))
    return {module: [Mutant(**fields) for fields in results.cached("mutants", [keys[module]], lambda: drawn()[module])]
            for module in modules}


def made_of(elaboration, module):
    """What a module is, for what is kept: its source and, since packages and parameters have their say, its netlists in
    the NIC, under no name that other modules could change."""
    nic = elaboration.below("tain_nic")
    return [house.sources()[module], sorted(results.key(netlist_of(elaboration, variant))
                                            for variant in elaboration.of(module) if variant.name in nic)]


def netlist_of(elaboration, variant):
    """The netlist of a variant as text, modules inside it by their own names and parameters."""
    cells = {}
    for name, cell in variant.netlist["cells"].items():
        inside = elaboration.variants.get(cell["type"])
        kind = [inside.module, inside.parameters] if inside else cell["type"]
        cells[name] = [kind, cell["parameters"], cell["connections"], cell["attributes"].get("src")]
    return json.dumps([variant.netlist["ports"], cells, variant.parameters], sort_keys=True)


def draw(elaboration, modules, count, seed):
    """Draws them, as values that JSON can hold."""
    pins, nic = live_pins(elaboration), elaboration.below("tain_nic")
    with tempfile.TemporaryDirectory() as folder:
        lists = "; ".join(
            f"mutate -list {CANDIDATES * count} -seed {seed} -o {folder}/{module} " +
            " ".join(variant.name for variant in elaboration.of(module) if variant.name in nic) for module in modules)
        tools.run(["yosys", "-p", f"read_rtlil {elaboration.rtlil}; {lists}"], log=house.EVIDENCE / "drawn.log")
        return {module: drawn(elaboration, (pathlib.Path(folder) / module).read_text().splitlines(), count, pins)
                for module in modules}


def drawn(elaboration, lines, count, pins):
    """The first useful ones, each place and mode once."""
    found, places = [], set()
    cells = functools.cache(lambda variant: Cells(elaboration, variant))
    for line in lines:
        options = parsed(line)
        if len(found) == count:
            break
        if useful(elaboration, options, pins):
            place = (cells(options["module"]).place[options["cell"]], options["port"], options["portbit"],
                     options["mode"], options.get("ctrlbit"))
            if place not in places:
                places.add(place)
                found.append(dataclasses.asdict(described(elaboration, line, options, len(found) + 1, cells)))
    return found


class Cells:
    """The cells of a variant by their places in the source, which are the same in all variants of a module: the cell's
    name where it has one, else its kind, what it comes from, and which one of those it is."""

    def __init__(self, elaboration, name):
        self.netlist = elaboration.variants[name].netlist
        self.place, self.cell, count = {}, {}, {}
        for cell, what in sorted(self.netlist["cells"].items(), key=lambda item: number_of(item[0])):
            place = (cell,)
            if what.get("hide_name", 0):
                kind = (what["type"], what["attributes"].get("src", ""))
                count[kind] = count.get(kind, 0) + 1
                place = (*kind, count[kind])
            self.place[cell], self.cell[place] = place, cell

    def has(self, place, port, bits):
        """The cell at a place, if its port has these bits."""
        cell = self.cell.get(place)
        nets = self.netlist["cells"][cell]["connections"].get(port, []) if cell else []
        return cell if len(nets) > max(bits) else None


def number_of(cell):
    """The number at the end of a cell's name."""
    last = cell.rpartition("$")[2]
    return int(last) if last.isdigit() else 0


def live_pins(elaboration):
    """liveness.live_pins, kept for the same elaboration."""
    inputs = [elaboration.rtlil, pathlib.Path(liveness.__file__)]
    kept = results.cached("live", inputs, lambda: sorted(liveness.live_pins(elaboration)))
    return {tuple(pin) for pin in kept}


def parsed(line):
    """The options of a line that `mutate -list` wrote; of those given several times the first."""
    words = shlex.split(line.replace("\\", "\\\\"))
    options = {}
    for name, value in zip(words[1::2], words[2::2]):
        options.setdefault(name.lstrip("-"), value)
    return options


def useful(elaboration, options, pins):
    """Whether a test could see the mutant."""
    variant, cell, port, bit = options["module"], options["cell"], options["port"], int(options["portbit"])
    if (variant, cell, port, bit) not in pins:
        return False
    module = elaboration.variants[variant].netlist
    net = module["cells"][cell]["connections"][port][bit]
    clock = module["ports"].get("clk", {"bits": []})["bits"]
    return net not in clock and {"const0": "0", "const1": "1"}.get(options["mode"]) != net and net != "x"


def described(elaboration, line, options, number, cells):
    """The mutant that a line means."""
    variant = elaboration.variants[options["module"]]
    cell = variant.netlist["cells"][options["cell"]]
    place = cell["attributes"].get("src", "").split("|")[0]
    kind = elaboration.variants[cell["type"]].module if cell["type"] in elaboration.variants else cell["type"]
    if not cell.get("hide_name", 0):
        kind = options["cell"]  # an instance with a name of its own
    others = elaboration.of(variant.module)
    differing = {name for each in others for name in each.parameters
                 if each.parameters[name] != variant.parameters.get(name)}
    values = " ".join(f"{name}={int(bits, 2)}" for name, bits in sorted(variant.parameters.items())
                      if name in differing)
    text = f"{options['wire']} <= …" if kind == "$dff" and "wire" in options else text_at(place)
    other = f" by [{options['ctrlbit']}]" if "ctrlbit" in options else ""
    return Mutant(number, everywhere(elaboration, line, options, cells), options["cell"], values,
                  options["mode"] + other, f"{kind}.{options['port']}[{options['portbit']}]",
                  place.split(".sv:")[0] + ".sv:" + place.split(".sv:")[-1].split(".")[0], text)


def everywhere(elaboration, line, options, cells):
    """The command that makes the same mutant in each variant of the module."""
    place = cells(options["module"]).place[options["cell"]]
    bits = [int(options["portbit"]), int(options.get("ctrlbit", 0))]
    commands = {}
    for variant in elaboration.of(elaboration.variants[options["module"]].module):
        cell = cells(variant.name).has(place, options["port"], bits)
        if cell:
            own = line.replace(f"-module {options['module']} ", f"-module {variant.name} ", 1)
            commands[variant.name] = own.replace(f"-cell {options['cell']} ", f"-cell {cell} ", 1)
    return commands


def text_at(place):
    """What stands at a place that Yosys names: file:line.column-line.column."""
    match = re.fullmatch(r"(.*):(\d+)\.(\d+)-(\d+)\.(\d+)", place)
    if not match:
        return ""
    lines = (house.RTL / match[1]).read_text().splitlines()
    first, begin, last, end = (int(number) for number in match.groups()[1:])
    text = lines[first - 1][begin - 1:end - 1 if first == last else None].strip()
    return text if first == last else f"{text} …"


def write_sources(elaboration, chosen, folder):
    """Writes a folder like hw/rtl. `chosen`: lists of (number, mutant) by their module; the numbers choose."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(house.RTL, folder)
    work = folder.with_suffix(".netlists")
    work.mkdir(exist_ok=True)
    names = [variant.name for module in chosen for variant in elaboration.of(module)]
    inside = [variant.name for variant in children(elaboration, chosen)]
    elaboration.write_part(names + inside, work / "part.il")
    # What is not mutated only has to say which of its ports are inputs.
    script = [f"read_rtlil {work / 'part.il'}", *(f"blackbox {name}" for name in inside)]
    for numbered in chosen.values():
        script += [command.replace("mutate ", f"mutate -ctrl mutant 16 {number} ", 1)
                   for number, mutant in numbered for command in mutant.commands.values()]
    script += [f"select {module}__*; write_verilog -noattr -selected {work / module}.v; select -clear"
               for module in chosen]
    (work / "mutate.ys").write_text("\n".join(script) + "\n")
    tools.run(["yosys", "-s", work / "mutate.ys"], log=work / "mutate.log")
    netlists = {module: split((work / f"{module}.v").read_text()) for module in chosen}
    for module, text in netlists.items():
        mutated = {name for name, ports in re.findall(r"^module (\w+)\((.*?)\);", text, flags=re.M | re.S)
                   if re.search(r"\bmutant\b", ports)}
        missing = {name for _, mutant in chosen[module] for name in mutant.commands} - mutated
        if missing:
            raise SystemExit(f"{module}: no mutants came into {', '.join(sorted(missing))}")
        place(folder, module).write_text(wrapper(elaboration, module, mutated) + text)
    for child in children(elaboration, chosen):
        with open(place(folder, child.module), "a", encoding="utf-8") as file:
            file.write(shim(child))
    # Nobody looks for style in a netlist.
    with open(folder / "tain.vlt", "a", encoding="ascii") as file:
        file.write('\n`verilator_config\nlint_off -file "*"\n')


def split(text):
    """The netlist with its wires as bits, each evaluated when it is due. As words they make loops that are none (bit 1
    of a word from its bit 0), which Verilator 5.006 simulates slowly, and some of them wrongly."""
    ports = set(re.findall(r"^  (?:input|output)\b.*?(\S+) ?;$", text, flags=re.M))

    def one(match):
        return match[0] if match[2] in ports else f"{match[1]}{match[2]} /*verilator split_var*/;"

    return re.sub(r"^(  wire \[[^\]]*\] )(\S+) ?;$", one, text, flags=re.M)


def place(folder, module):
    """A module's file in a folder like hw/rtl."""
    return folder / house.sources()[module].relative_to(house.RTL)


def children(elaboration, modules):
    """The variants that the modules' netlists instantiate, those of the same modules left out."""
    names = {cell["type"] for module in modules for variant in elaboration.of(module)
             for cell in variant.netlist["cells"].values()}
    return [variant for name, variant in elaboration.variants.items()
            if name in names and variant.module not in modules]


def header(module):
    """The head of a module as its source has it, up to the end of its ports."""
    text = house.sources()[module].read_text()
    return re.search(rf"^module {module}\b.*?^\);$", text, flags=re.M | re.S)[0]


def wrapper(elaboration, module, mutated):
    """The module as others know it; inside, the netlist for its parameters. `mutated`: variants that take a number."""
    branches = []
    for variant in elaboration.of(module):
        equal = " && ".join(f"{name} == {len(bits)}'b{bits}" for name, bits in variant.parameters.items()) or "1"
        pins = ", ".join([f".{port}({port})" for port in variant.netlist["ports"]] +
                         ([".mutant(mutant)"] if variant.name in mutated else []))
        branches.append(f"    if ({equal}) begin : gen_{variant.name}\n"
                        f"        {variant.name} netlist ({pins});\n    end else ")
    return (f'{header(module)}\n    import "DPI-C" function int tain_mutant();\n    logic [15:0] mutant;\n'
            "    initial mutant = 16'(tain_mutant());\n" + "".join(branches) +
            f'begin : gen_none\n        $fatal(1, "{module}: no netlist for these parameters");\n    end\nendmodule\n')


def shim(variant):
    """A module under the name that Yosys gave a variant, which is the original with its parameters."""
    ports = variant.netlist["ports"]
    declared = ", ".join(f"{what['direction']} wire [{len(what['bits']) - 1}:0] {port}"
                         for port, what in ports.items())
    given = ", ".join(f".{name}({len(bits)}'b{bits})" for name, bits in variant.parameters.items())
    pins = ", ".join(f".{port}({port})" for port in ports)
    parameters = f"#({given}) " if given else ""
    return (f"module {variant.name} ({declared});\n    {variant.module} {parameters}original ({pins});\n"
            "endmodule\n")
