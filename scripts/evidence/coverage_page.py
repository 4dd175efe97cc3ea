# SPDX-License-Identifier: Apache-2.0
"""docs/coverage.md, from what scripts/coverage counted."""
from . import counting, coverage, house, judging, nic_library, results

PAGE = house.ROOT / "docs" / "coverage.md"

HEAD = """\
# Coverage

What the tests reach of the RTL, simulated by Verilator. Written by `scripts/coverage --page{more}`, which runs
{tests} on {nics} and merges what they covered; all instances of a module count
together, and so do its sets of parameters.

- **lines**: blocks of lines that have run, by Verilator's count; the goal is 98 %. A block counts once, however long.
- **branches**: the way past an `if` that has no `else`; no goal.
- **bits**: of signals and ports, those that have moved since the end of a NIC's first reset, as a waveform shows it; the goal is
  90 %. What a loop generates counts together, as instances do. Left out are signals whose name begins with `unused`, and bits that
  are constant in these NICs, as Yosys finds when it takes all modules together: small tables need few bits of a row's number.
- **with a reason**: not reached, and [hw/coverage.toml](../hw/coverage.toml) says why that may be; left out of the
  shares.

What is not counted: continuous assignments and declarations with a value (`assign`, `wire x = …`) are no lines to Verilator
5.006, though their bits are counted; `?:` has no branches; a generate block is counted only where it is elaborated, so a
parameter that no NIC here has shows no hole; of functions the bodies are counted, but those that are evaluated at elaboration
never run; words of memories are not counted, what is read from them is. The tests of the stream modules alone ([tests/rtl](../tests/rtl)) are not counted here: the figures are what the tests of the whole NIC reach.
{note}
| module | lines | | branches | | bits | | with a reason |
|---|---|---|---|---|---|---|---|
"""
NOT_COUNTED = """
**This page counts lines and branches only.**
"""


def write(modules, nics, counted):
    """Writes the page."""
    lines_only = counted == nic_library.LINES
    tests = ", ".join(f"`{program}`" for program in [*judging.PROGRAMS, counting.COPY_PORT_TEST.program])
    some = nics if len(nics) < len(counting.NICS) else []
    more = (" --lines" if lines_only else "") + "".join(f" --nic {nic}" for nic in some)
    text = HEAD.format(more=more, tests=tests, nics=", ".join(f"`{nic}`" for nic in nics),
                       note=NOT_COUNTED if lines_only else "")
    for module in modules:
        cells = [cell for kind in coverage.KINDS for cell in share(module, kind)]
        text += f"| {module.name} | {' | '.join(cells)} | {sum(module.excused.values())} |\n"
    text += "\n## What is not reached and has no reason yet\n\n"
    for module in modules:
        for line in coverage.folded(module.holes):
            text += f"- {module.name}: {line}\n"
    results.write(PAGE, text)


def share(module, kind):
    """Two cells: met of all, and the share."""
    if not module.of(kind):
        return ["", ""]
    return [f"{module.met[kind]} of {module.of(kind)}", f"{100 * module.share(kind):.1f} %"]
