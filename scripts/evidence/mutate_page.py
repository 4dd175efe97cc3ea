# SPDX-License-Identifier: Apache-2.0
"""docs/mutation.md, from what scripts/mutate found."""
from . import house, judging, results

PAGE = house.ROOT / "docs" / "mutation.md"

HEAD = """\
# Mutation

Would the tests notice if a module were wrong? Yosys makes mutants of each module: one bit of one port of one cell of
its netlist inverted, stuck at 0 or 1, or inverted where another bit of the port is 0 or 1. All mutants of a module
stand behind one number in one Verilated small NIC ({width} bits), and the tests run on each until one fails. At least
95 % of a module's mutants must be killed, equivalent ones apart; those are listed with their reasons in
[hw/mutants.toml](../hw/mutants.toml).

Written by `scripts/mutate --page --seed {seed} --count {count} --width {width}`; `scripts/mutate MODULE --only NUMBER`
replays one mutant.

- Not drawn are mutants of clocks, of pins that hold already the value at which they would be stuck, and of pins from
  which no way leads to an output of the NIC: a small NIC has bits that are always 0, and structs have named room.
- The tests, in this order: {tests}.
- A NIC that lives more than twice as long as the longest-lived one of that test without a mutant hangs, and is killed.
- A judgement is kept for the module's own source, the parameters with which it is used, the tests and the tools'
  versions. It is not made again when only another module changes, though the tests run on the whole NIC.
- The modules' own tests ([tests/rtl](../tests/rtl)) and the proofs do not take part: what is killed here is killed by
  the tests of the whole NIC alone.

| module | mutants | killed | equivalent | alive | killed of those that could be |
|---|---|---|---|---|---|
"""


def write(campaign, modules):
    """Writes the page; modules that were not judged are named as such."""
    asked = campaign.asked
    found = [campaign.module(name) for name in modules if campaign.elaboration.of(name)]
    text = HEAD.format(width=asked.width, seed=asked.seed, count=asked.count,
                       tests=", ".join(f"`{test.name()}`" for test in judging.tests_for(asked.width)))
    unjudged = []
    for each in found:
        total = len(each.killed) + len(each.alive)
        if each.unjudged:
            unjudged.append(each.module + (f" ({total} of {total + each.unjudged} judged)" if total else ""))
        else:
            text += (f"| {each.module} | {total} | {len(each.killed)} | {len(each.equivalent)} | "
                     f"{len(each.survivors)} | {100 * each.rate:.1f} % |\n")
    if unjudged:
        text += f"\n**Not judged as the sources stand**: {', '.join(unjudged)}.\n"
    survivors = [(each.module, mutant) for each in found for mutant in each.survivors]
    if survivors:
        text += "\n## Alive\n\nEach is a test that is missing, or an equivalent one not yet seen as such.\n\n"
    text += "".join(f"- {module} {mutant.number}: {mutant.words()}\n" for module, mutant in survivors)
    results.write(PAGE, text)
