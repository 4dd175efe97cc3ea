# SPDX-License-Identifier: Apache-2.0
"""Which bits of a NIC's signals are constant, as Yosys finds when it takes all modules together.

A NIC of given sizes does not use all that its sources hold: row numbers are 16 bits wide, headers have fixed fields."""
import json
import pathlib
import tempfile

from . import elaborate, results, tools

SCRIPT = "hierarchy -top tain_nic__0; flatten; opt -full -fine; opt_clean"


def constant_bits(parameters):
    """The bits that are constant, and all that there are: two lists of (scopes, signal, bit)."""
    elaborated = elaborate.elaborate(parameters)

    def run():
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "flat.json"
            script = SCRIPT.replace("tain_nic__0", elaborated.top)
            tools.run(["yosys", "-q", "-p", f"read_rtlil {elaborated.rtlil}; {script}; write_json {file}"])
            flat = json.loads(file.read_text())["modules"][elaborated.top]
        found = []
        for name, net in flat["netnames"].items():
            if not net["hide_name"]:
                *scopes, signal = name.split(".")
                bits = "".join("01"[bit in ("0", "1", "x")] for bit in net["bits"])
                found.append([["tain_nic", *scopes], signal, bits])
        return found

    return results.cached("constants", [elaborated.rtlil, SCRIPT, tools.version("yosys", "-V"), pathlib.Path(__file__)], run)
