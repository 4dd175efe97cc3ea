# SPDX-License-Identifier: Apache-2.0
"""Mutants that change nothing, proved by Yosys: from the same inputs and the same registers, a module with the mutant
makes the same outputs and the same next registers, so the two never differ once they are alike. Modules inside it are
taken out, what goes into them being an output and what comes out an input. That is the logic of one clock, which a
solver settles soon or never; what holds only for the registers that can occur is not found."""
import pathlib
import tempfile

from . import tools

SECONDS = 20
# Bits of memory that become registers; a module with more is not tried.
MEMORY = 8192


def proved(elaboration, mutant):
    """Whether this holds in each variant of the NIC that has the mutant."""
    nic = elaboration.below("tain_nic")
    return all(same(elaboration, variant, command) for variant, command in mutant.commands.items() if variant in nic)


def same(elaboration, variant, command):
    """Whether a mutant changes nothing in one variant."""
    netlist = elaboration.variants[variant].netlist
    if sum(memory["size"] * memory["width"] for memory in netlist.get("memories", {}).values()) > MEMORY:
        return False
    inside = sorted({cell["type"] for cell in netlist["cells"].values()} & set(elaboration.variants))
    script = [*(f"blackbox {name}" for name in inside), f"copy {variant} original", command,
              f"rename {variant} mutated",
              "memory_map original mutated", "expose -shared -dff -evert -evert-dff original mutated",
              "miter -equiv -flatten original mutated both", f"sat -verify -prove trigger 0 -timeout {SECONDS} both"]
    try:
        with tempfile.TemporaryDirectory() as folder:
            part = pathlib.Path(folder) / "part.il"
            elaboration.write_part([variant, *inside], part)
            tools.run(["yosys", "-p", "; ".join([f"read_rtlil {part}", *script])])
    except tools.Failed as failed:
        if "proof did fail" in failed.words or "timeout" in failed.words.lower():
            return False
        raise
    return True
