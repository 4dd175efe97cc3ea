# SPDX-License-Identifier: Apache-2.0
"""One module through Yosys, for one family of FPGA, and what came out of it. Kept by the hash of what went in."""
import gzip
import json
import pathlib
import re
import tempfile

from . import cells, house, netlist, results, tools

# One recipe for all published figures. No pads and no clock buffers: what is measured is logic. No wide multiplexers
# (MUXF7-9, PFUMX): they save a level here and there and cost up to 2.5 times the LUTs. Not abc9, which Yosys 0.23 calls
# experimental: where it was tried it gave the same.
FAMILIES = {
    "xcup": ("UltraScale+", "synth_xilinx -family xcup -noiopad -noclkbuf -flatten -nowidelut -top {top}"),
    "ecp5": ("ECP5", "synth_ecp5 -nowidelut -top {top}"),
}
# Goals that are lines in every table: levels of logic, loads of a net.
LEVELS, LOADS = 5, 256


class Subject:
    """A module with parameters, for a family. `in_block_ram`: a module below it whose memories Yosys is told to put there,
    where it would not by itself."""

    def __init__(self, module, family, parameters=None, sources=None, recipe=None, in_block_ram=None):
        self.module, self.family, self.parameters = module, family, dict(parameters or {})
        self.sources, self.in_block_ram = sources or house.files(module), in_block_ram
        self.recipe = (recipe or FAMILIES[family][1]).format(top=module)

    def command(self):
        """How its figures are got from the command line."""
        words = ["scripts/synth", "module", self.module, "--family", self.family]
        for name, value in self.parameters.items():
            words += ["-p", f"{name}={value}"]
        return " ".join(words)

    def script(self, output):
        """What Yosys is told to do."""
        sources = " ".join(str(path) for path in self.sources)
        chosen = "".join(f" -chparam {name} {value}" for name, value in self.parameters.items())
        told = [f'setattr -set ram_style "block" *{self.in_block_ram}/m:*'] if self.in_block_ram else []
        return "\n".join([f"read_verilog -sv {sources}", f"hierarchy -check -top {self.module}{chosen}",
                          f"rename -top {self.module}", *told, self.recipe, f"write_json {output}"]) + "\n"

    def inputs(self):
        """All that its netlist depends on."""
        told = [self.in_block_ram] if self.in_block_ram else []
        return [*self.sources, sorted(self.parameters.items()), self.recipe, *told, self.module, tools.version("yosys", "-V")]

    def path(self):
        """Its mapped netlist, made where it is not there yet."""
        kept = house.EVIDENCE / "netlists" / f"{self.module}-{self.family}-{results.key(*self.inputs())}.json.gz"
        if not kept.exists():
            with tempfile.TemporaryDirectory() as folder:
                made, script = pathlib.Path(folder) / "mapped.json", pathlib.Path(folder) / "script.ys"
                script.write_text(self.script(made))
                tools.run(["yosys", "-q", "-s", script], log=kept.with_name(kept.name[:-8] + ".log"))
                kept.parent.mkdir(parents=True, exist_ok=True)
                partial = kept.with_name(kept.name + ".partial")
                partial.write_bytes(gzip.compress(made.read_bytes(), 1))
                partial.replace(kept)
        return kept

    def _figure_inputs(self):
        return [*self.inputs(), pathlib.Path(cells.__file__), pathlib.Path(netlist.__file__)]

    def figures(self):
        """Cells, depth and fan-out, as a value that JSON can hold."""
        def make():
            walked = netlist.Netlist(json.loads(gzip.decompress(self.path().read_bytes())))
            return {"cells": netlist.count(walked, self.family),
                    "modules": netlist.by_module(walked, self.family), "depth": netlist.depth(walked, LEVELS),
                    "fan_out": netlist.fan_out(walked, LOADS)}

        return results.cached("figures", self._figure_inputs(), make)

    def kept(self):
        """The same where it was made before, else None."""
        return results.kept("figures", self._figure_inputs())


def parameters_of(module):
    """The names of a module's parameters."""
    text = house.without_comments(house.sources()[module].read_text())
    head = re.search(rf"\bmodule\s+{module}\b\s*(#\s*\(.*?\))?\s*\(", text, flags=re.S)
    return re.findall(r"\bparameter\b[^=,;]*?(\w+)\s*=", head.group(1) or "") if head else []
