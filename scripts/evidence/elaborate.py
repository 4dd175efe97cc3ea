# SPDX-License-Identifier: Apache-2.0
"""A NIC as Yosys elaborates it: one variant of a module for each set of parameters with which it is used.

Variant k of module `m` is called `m__k`. Processes are netlists of word-wide cells then; memories stay memories."""
import dataclasses
import functools
import json
import pathlib
import re

from . import house, results, tools

# What is elaborated, beside the sources; part of the hash that its results are kept under.
SCRIPT = "opt_expr -mux_bool; wreduce; opt_expr -mux_bool; opt_muxtree; opt_reduce; opt_expr; opt_clean"


@dataclasses.dataclass(frozen=True)
class Variant:
    """A module with one set of parameters."""

    name: str
    module: str
    parameters: dict  # name to the bits of its value
    netlist: dict     # as Yosys' JSON has it

    def kinds(self):
        """What cells it has: Yosys' own, and variants."""
        return {cell["type"] for cell in self.netlist["cells"].values()}


@dataclasses.dataclass(frozen=True, eq=False)
class Elaboration:
    """All variants of all modules below the top."""

    rtlil: pathlib.Path
    top: str
    variants: dict  # by name

    def of(self, module):
        """The variants of a module; none where the NIC has no such module."""
        return [each for each in self.variants.values() if each.module == module]

    @functools.cache
    def texts(self):
        """The RTLIL of each variant, by its name."""
        found, lines = {}, []
        for line in self.rtlil.read_text().splitlines(keepends=True):
            lines.append(line)
            if line.startswith("module "):
                name = line.split()[1].removeprefix("\\")
            elif line == "end\n":
                found[name], lines = "".join(lines), []
        return found

    def write_part(self, names, file):
        """Writes the RTLIL of some variants, which Yosys reads sooner than all of it."""
        file.write_text("".join(self.texts()[name] for name in names))

    @functools.cache
    def below(self, top):
        """The names of the variants that the variants of a module are made of, they themselves among them."""
        return self.made_of(each.name for each in self.of(top))

    def made_of(self, variants):
        """The names of the variants that these are made of, they themselves among them."""
        found, waiting = set(), list(variants)
        while waiting:
            name = waiting.pop()
            if name in self.variants and name not in found:
                found.add(name)
                waiting += self.variants[name].kinds()
        return found


def small_parameters():
    """The parameters of the small NIC, which the random tests run on, as sim/CMakeLists.txt gives them to Verilator."""
    text = (house.ROOT / "sim" / "CMakeLists.txt").read_text()
    words = re.search(r"set\(small_parameters\s([^)]*)\)", text)[1].split()
    return dict(word.removeprefix("-G").split("=") for word in words)


def elaborate(parameters, top="tain_nic", extra=()):
    """Elaborates `top` with these parameters; `extra` are sources besides the pipeline's."""
    tools.need("yosys")
    files = [*house.sources().values(), *extra]
    key = results.key("elaborate", SCRIPT, pathlib.Path(__file__), top, sorted(parameters.items()),
                      tools.version("yosys", "-V"), *files)
    folder = house.EVIDENCE / "elaborated" / key
    rtlil, netlist = folder / "nic.il", folder / "nic.json"
    if not netlist.exists():
        make(files, parameters, top, folder)
    modules = json.loads(netlist.read_text())["modules"]
    variants = {name: Variant(name, name.rpartition("__")[0], module.get("parameter_default_values", {}), module)
                for name, module in modules.items()}
    return Elaboration(rtlil, next(each.name for each in variants.values() if each.module == top), variants)


def make(files, parameters, top, folder):
    """Runs Yosys: once to find the variants, and again on them under their plain names."""
    folder.mkdir(parents=True, exist_ok=True)
    found, rtlil = folder / "found.il", folder / "nic.il"
    given = " ".join(f"-chparam {name} {value}" for name, value in parameters.items())
    # Sources by their names in hw/rtl, so that what Yosys says of places in them is short.
    named = " ".join(str(file.relative_to(house.RTL) if file.is_relative_to(house.RTL) else file) for file in files)
    tools.run(["yosys", "-p", f"read_verilog -sv {named}; hierarchy -check -top {top} {given}; proc; "
                              f"write_rtlil {found}"], log=folder / "hierarchy.log", cwd=house.RTL)
    results.write(rtlil, plain_names(found.read_text()))
    found.unlink()
    tools.run(["yosys", "-p", f"read_rtlil {rtlil}; {SCRIPT}; write_rtlil {rtlil}"], log=folder / "netlist.log")
    results.write(rtlil, own_numbers(rtlil.read_text()))
    part = folder / "nic.json.part"
    tools.run(["yosys", "-p", f"read_rtlil {rtlil}; write_json {part}"], log=folder / "json.log")
    part.rename(folder / "nic.json")


def own_numbers(rtlil):
    """The same RTLIL with Yosys' numbers of cells counted in each module: those of one do not move with another."""
    lines, count = [], 0
    for line in rtlil.splitlines():
        if line.startswith("module "):
            count = 0
        match = re.fullmatch(r"(  cell \S+ )(\$.*?)(?:\$\d+(_CMP\d+)?)?", line)
        if match:
            count += 1
            line = f"{match[1]}{match[2]}{match[3] or ''}${count}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def plain_names(rtlil):
    """The same RTLIL with a plain name for each module."""
    names, count = {}, {}
    for name in re.findall(r"^module (\S+)$", rtlil, flags=re.M):
        module = next(part for part in reversed(name.split("\\")) if "=" not in part)
        names[name] = f"\\{module}__{count.setdefault(module, 0)}"
        count[module] += 1

    def plain(match):
        return match[1] + names.get(match[2], match[2]) + match[3]

    return re.sub(r"^(module |  cell )(\S+)(.*)$", plain, rtlil, flags=re.M)
