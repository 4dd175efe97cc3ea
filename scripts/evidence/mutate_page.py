# SPDX-License-Identifier: Apache-2.0
"""docs/mutation.md, from what scripts/mutate found."""
from . import house, judging, results

PAGE = house.ROOT / "docs" / "mutation.md"

HEAD = """\
# Mutation

Would the tests notice if a module were wrong? Yosys makes mutants of each module: one bit of one port of one cell of
its netlist inverted, stuck at 0 or 1, or inverted where another bit of the port is 0 or 1. Each is run against its
module's own tests ([tests/rtl](../tests/rtl)) and then those of the whole NIC ({width} bits, small) until one fails. At
least 95 % of a module's mutants must be killed, equivalent ones apart.

Written by `scripts/mutate --page --seed {seed} --count {count} --width {width}`; `scripts/mutate MODULE --only NUMBER`
replays one mutant.

- Mutants are drawn from the NIC's netlists. As an error in the source would, a mutant stands in every variant of its
  module, in the NIC as in benches, that has the same cell with these bits.
- Not drawn are mutants of clocks, of pins that hold already the value at which they would be stuck, and of pins from
  which no way leads to an output of the NIC: a small NIC has bits that are always 0, and structs have named room.
- The modules' tests, in this order, each for modules that its bench has: {bench_tests}.
- Those of the NIC, in this order: {nic_tests}.
- A NIC that lives more than twice as long as the longest-lived one of that test without a mutant hangs, and is killed;
  so is a bench that takes three times as long.
- **Proved equal**: survivors that change no output and no next state of their module, whatever its inputs and
  registers, as Yosys proves. **Listed**: those that [hw/mutants.toml](../hw/mutants.toml) says to be equivalent, with
  the reason.
- A verdict is kept for the module's source and netlists, the test and what it is made of, and the tools' versions. It
  is not made again when only another module changes, though the tests of the NIC run on all of it.
- What it costs, in seconds of one core: 60 to elaborate the NIC and all benches and to draw, 20 for a bench with the
  mutants of six modules, 0.1 to 5 for one of its tests; 150 for a NIC with those of ten, 15 for all its tests on a mutant
  that lives.

"""
TABLE = """\
| module | mutants | killed | by its own tests | proved equal | listed | alive | killed of those that could be |
|---|---|---|---|---|---|---|---|
"""
PARTS = """
## Not judged to the end

What these modules' own tests left alive was not run against the NIC, or not against all of its tests.

| module | mutants | killed | by its own tests | waiting |
|---|---|---|---|---|
"""


def write(campaign, modules):
    """Writes the page; modules that were not judged are named as such."""
    asked = campaign.asked
    found = [campaign.module(name) for name in modules if campaign.has(name)]
    text = HEAD.format(width=asked.width, seed=asked.seed, count=asked.count, bench_tests=names(judging.BENCH_TESTS),
                       nic_tests=names(judging.NIC_TESTS))
    whole = [each for each in found if not each.unjudged]
    parts = [each for each in found if each.unjudged and each.killed]
    untouched = [each.module for each in found if each.unjudged and not each.killed]
    if whole:
        text += TABLE
    for each in whole:
        total = len(each.killed) + len(each.proved) + len(each.alive)
        text += (f"| {each.module} | {total} | {len(each.killed)} | {each.by_benches()} | {len(each.proved)} | "
                 f"{len(each.equivalent)} | {len(each.survivors)} | {100 * each.rate:.1f} % |\n")
    if parts:
        text += PARTS
    for each in parts:
        total = len(each.killed) + len(each.proved) + len(each.alive) + each.unjudged
        text += f"| {each.module} | {total} | {len(each.killed)} | {each.by_benches()} | {each.unjudged} |\n"
    if untouched:
        text += f"\n**Not run** on the sources as they stand: {', '.join(untouched)}.\n"
    survivors = [(each.module, mutant) for each in whole for mutant in each.survivors]
    if survivors:
        text += "\n## Alive\n\nEach is a test that is missing, or an equivalent one not yet seen as such.\n\n"
    text += "".join(f"- {module} {mutant.number}: {mutant.words()}\n" for module, mutant in survivors)
    results.write(PAGE, text)


def names(tests):
    """Tests in words."""
    return ", ".join(f"`{test.name()}`" for test in tests)
