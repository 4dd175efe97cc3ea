# SPDX-License-Identifier: Apache-2.0
"""Mutants of one module: chosen by Yosys, and all put behind one number into sources that can take the module's place.

A mutant is one bit of one cell's port in the netlist of the module: inverted, stuck, or inverted where another bit of
the port says so. Left out are clocks, pins that hold the value already at which they would be stuck, and pins
without a way to an output of the NIC (liveness.py), since no test could see those."""
import dataclasses
import functools
import pathlib
import re
import shlex
import tempfile

from . import elaborate, house, liveness, results, tools

# So many candidates are drawn for each mutant wanted, since some are left out.
CANDIDATES = 6


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One mutation, with a number that chooses it."""

    number: int
    command: str   # of Yosys
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
    keys = {module: results.key(*sources_of(module), elaboration_of(elaboration, module), elaborate.SCRIPT, count, seed,
                                pathlib.Path(__file__), tools.version("yosys", "-V")) for module in modules}
    # One run of Yosys draws for all modules for which that was not done: reading the NIC takes longest.
    drawn = functools.cache(lambda: draw(elaboration, [module for module in modules if not results.known(
        "mutants", [keys[module]])], count, seed))
    return {module: [Mutant(**fields) for fields in results.cached("mutants", [keys[module]], lambda: drawn()[module])]
            for module in modules}


def sources_of(module):
    """A module's own source, and those of the packages that it speaks of."""
    text = house.sources()[module].read_text()
    return [house.sources()[module], *(house.sources()[name] for name in house.packages() if name in text)]


def elaboration_of(elaboration, module):
    """With which parameters a module is used."""
    return sorted(sorted(variant.parameters.items()) for variant in elaboration.of(module))


def draw(elaboration, modules, count, seed):
    """Draws them, as values that JSON can hold."""
    pins = live_pins(elaboration)
    with tempfile.TemporaryDirectory() as folder:
        lists = "; ".join(f"mutate -list {CANDIDATES * count} -seed {seed} -o {folder}/{module} {module}__*"
                          for module in modules)
        tools.run(["yosys", "-p", f"read_rtlil {elaboration.rtlil}; {lists}"], log=house.EVIDENCE / "drawn.log")
        return {module: drawn(elaboration, (pathlib.Path(folder) / module).read_text().splitlines(), count, pins)
                for module in modules}


def drawn(elaboration, lines, count, pins):
    """The first useful ones."""
    found = []
    for line in lines:
        options = parsed(line)
        if len(found) < count and useful(elaboration, options, pins):
            found.append(dataclasses.asdict(described(elaboration, line, options, len(found) + 1)))
    return found


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


def described(elaboration, line, options, number):
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
    return Mutant(number, line, values, options["mode"] + other, f"{kind}.{options['port']}[{options['portbit']}]",
                  place.split(".sv:")[0] + ".sv:" + place.split(".sv:")[-1].split(".")[0], text)


def text_at(place):
    """What stands at a place that Yosys names: file:line.column-line.column."""
    match = re.fullmatch(r"(.*):(\d+)\.(\d+)-(\d+)\.(\d+)", place)
    if not match:
        return ""
    lines = (house.RTL / match[1]).read_text().splitlines()
    first, begin, last, end = (int(number) for number in match.groups()[1:])
    text = lines[first - 1][begin - 1:end - 1 if first == last else None].strip()
    return text if first == last else f"{text} …"


def write_sources(elaboration, module, mutants, folder):
    """Writes what takes the module's place. Returns the pipeline's sources with it, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    netlist, around = folder / f"{module}.netlist.v", folder / f"{module}.sv"
    script = [f"read_rtlil {elaboration.rtlil}"]
    for mutant in mutants:
        script.append(mutant.command.replace("mutate ", f"mutate -ctrl mutant 16 {mutant.number} ", 1))
    script += [f"select {module}__*", f"write_verilog -noattr -selected {netlist}"]
    (folder / "mutate.ys").write_text("\n".join(script) + "\n")
    tools.run(["yosys", "-s", folder / "mutate.ys"], log=folder / "mutate.log")
    around.write_text(wrapper(elaboration, module, {parsed(mutant.command)["module"] for mutant in mutants}) +
                      "".join(shim(child) for child in children(elaboration, module)))
    sources = []
    for name, file in house.sources().items():
        sources += [netlist, around] if name == module else [file]
    return sources


def children(elaboration, module):
    """The variants that a module's netlists instantiate."""
    names = {cell["type"] for variant in elaboration.of(module) for cell in variant.netlist["cells"].values()}
    return [variant for name, variant in elaboration.variants.items() if name in names]


def header(module):
    """The head of a module as its source has it, up to the end of its ports."""
    text = house.sources()[module].read_text()
    return re.search(rf"^module {module}\b.*?^\);$", text, flags=re.M | re.S)[0]


def wrapper(elaboration, module, mutated):
    """The module as others know it; inside, the netlist for its parameters. `mutated`: variants that have mutants."""
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
