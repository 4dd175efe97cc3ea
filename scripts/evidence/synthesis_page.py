# SPDX-License-Identifier: Apache-2.0
"""docs/synthesis.md: the figures of synthesis, each with the command that prints it."""
from . import house, placement, synthesis, synthesis_catalogue as catalogue, synthesis_plots

PAGE = house.ROOT / "docs" / "synthesis.md"
# Written by people: other architectures of the rule table that were measured, and why figures fall short.
ARCHITECTURES = house.ROOT / "hw" / "synth" / "architectures.md"
REMARKS = house.ROOT / "hw" / "synth" / "remarks.md"
NOT_RUN = "not run"


def text(figures_of):
    """The page. `figures_of(subject)` gives a subject's figures, or None where they are not there."""
    return "\n\n".join(part for part in (
        INTRODUCTION, goals(figures_of), rules(figures_of), read(ARCHITECTURES), encapsulation(figures_of), nics(figures_of), depths(figures_of),
        clocks(), growth(figures_of), read(REMARKS)) if part) + "\n"


INTRODUCTION = f"""# Synthesis: how big, how deep, how fast

Made by `scripts/synth --page`; nothing here was run on hardware. Cells and depth are those of Yosys 0.23 (Debian 12),
clocks those of nextpnr-ecp5 after routing. A row that says "{NOT_RUN}" was not measured for the sources as they are; its
command measures it.

How it is counted. LUTs: LUT1 to LUT6 and INV one each, though two small ones may share a LUT6; distributed memory as the
LUTs that it takes (RAM32M16 and RAM64M8 8, RAM32M 4, shift registers 1; on ECP5 TRELLIS_DPR16X4 6, CCU2C 2). Depth: LUTs
on the longest path between registers, block RAM and ports, an asynchronous read of distributed memory counting as one;
carry cells are counted apart. (The method agrees with Yosys' own `ltp` after the flip-flops are deleted; it also goes
through modules that are kept apart.) Fan-out: inputs that a net drives, clocks left out. The recipe is one for all
figures of a family: `{synthesis.FAMILIES["xcup"][1].format(top="…")}` and
`{synthesis.FAMILIES["ecp5"][1].format(top="…")}`; without wide multiplexers, which cost up to 2.5 times the LUTs in
wide selections, and without abc9, which gave the same where it was tried."""


def read(path):
    """What people wrote, without its licence line."""
    return path.read_text().replace("<!-- SPDX-License-Identifier: Apache-2.0 -->\n", "").strip() if path.exists() else ""


def table(heads, rows):
    """A table in Markdown."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


# --- Rules --------------------------------------------------------------------------------------------------------------

def ternary(figures):
    """LUTs of a rule table: (columns and their AND, loader, heads)."""
    modules = figures["modules"]
    loader = modules.get("tain_rule_loader", {}).get("luts", 0)
    heads = sum(modules.get(module, {}).get("luts", 0) for module in ("tain_rows", "tain_occupied"))
    return figures["cells"]["luts"] - loader - heads, loader, heads


def rule_split(family, rules, figures_of):
    """LUTs of what rules cost, by part; None where something was not measured."""
    figures = {part: figures_of(subject) for part, subject in catalogue.rule_parts(family, rules).items()}
    if not all(figures.values()):
        return None
    columns, loader, heads = ternary(figures["table"])
    return {
        "columns and their AND": columns,
        "loader": loader,
        "heads (cookie, accept, counter)": heads,
        "range checkers": figures["ranges"]["cells"]["luts"],
        "first match": figures["first match"]["cells"]["luts"],
    }


def rules(figures_of):
    parts = [f"""## What a rule costs

The columns' key is all of a rule's: addresses, protocol, flags, two exact ports and a bit for each range checker. Goal 1
was set for a ternary table with a key of {catalogue.PLAIN_KEY_BITS} bits and counts the bits beyond those as part of what
ports cost; the last row is such a table with its loader."""]
    for family, number in catalogue.RULES.items():
        subjects = [*catalogue.rule_parts(family, number).values(), catalogue.plain_table(family, number)]
        split = rule_split(family, number, figures_of)
        plain = figures_of(subjects[-1])
        rows = [(what, luts, f"{luts / number:.1f}") for what, luts in split.items()] if split else []
        if split:
            rows.append(("**everything**", sum(split.values()), f"{sum(split.values()) / number:.1f}"))
        if plain:
            luts = sum(ternary(plain)[:2])
            rows.append((f"columns, AND and loader, key of {catalogue.PLAIN_KEY_BITS} bits", luts, f"{luts / number:.1f}"))
        parts.append(f"{synthesis.FAMILIES[family][0]}, {number} rules per direction:\n\n"
                     + (table(("part", "LUTs", "a rule"), rows) if rows else NOT_RUN)
                     + "\n\n```\n" + "\n".join(subject.command() for subject in subjects) + "\n```")
    return "\n\n".join(parts)


# --- Goals --------------------------------------------------------------------------------------------------------------

def goals(figures_of):
    rows = []

    def goal(said, wanted, figure, met):
        rows.append((said, wanted, figure if figure is not None else NOT_RUN,
                     "" if figure is None else "yes" if met else "**no**"))

    for family, (table_goal, whole_goal) in {"xcup": (46, 60), "ecp5": (130, 175)}.items():
        number, unit = catalogue.RULES[family], "LUT6" if family == "xcup" else "LUT4"
        name = f"{synthesis.FAMILIES[family][0]}, {number} rules per direction"
        plain = figures_of(catalogue.plain_table(family, number))
        cost = plain and sum(ternary(plain)[:2]) / number
        goal(f"{name}: ternary table and loader (key of {catalogue.PLAIN_KEY_BITS} bits), {unit} a rule",
             f"at most {table_goal}", plain and f"{cost:.1f}", plain and cost <= table_goal)
        split = rule_split(family, number, figures_of)
        cost = split and sum(split.values()) / number
        goal(f"{name}: everything that a rule costs", f"at most {whole_goal}", split and f"{cost:.1f}",
             split and cost <= whole_goal)
    whole = figures_of(catalogue.nic("default-512"))
    levels = whole and whole["depth"]["levels"]
    goal("512 bits, UltraScale+: LUT levels", f"at most {synthesis.LEVELS}", whole and str(levels),
         whole and levels <= synthesis.LEVELS)
    wide = whole and [net for net in whole["fan_out"] if is_wide(net)]
    goal("512 bits, UltraScale+: loads of a net from logic", f"at most {synthesis.LOADS}",
         whole and str(max(net["loads"] for net in whole["fan_out"] if net["driver"] != "port")), whole and not wide)
    small = figures_of(catalogue.encapsulation())
    luts = small and small["cells"]["luts"]
    goal("ECP5, 64 bits: encapsulation, its header fetch included, LUT4", "at most 800 beside it", small and str(luts),
         small and luts <= 800)
    for placed in catalogue.placements().values():
        clocks_ = placed.kept()
        best = clocks_ and placement.best_and_median(list(clocks_.values()))[0]
        goal(f"{placed.label()}: clock after routing, MHz", f"{placed.place['goal']:g}",
             clocks_ and f"{best:.1f}" or None, best and best >= placed.place["goal"])
    return "## Goals\n\n" + table(("what", "goal", "measured", "met"), rows)


def is_wide(net):
    """More loads than the goal allows for a net that logic drives."""
    return net["loads"] > synthesis.LOADS and net["driver"] != "port"


# --- Encapsulation --------------------------------------------------------------------------------------------------------

def encapsulation(figures_of):
    subject = catalogue.encapsulation()
    figures = figures_of(subject)
    if not figures:
        return ""
    cells = figures["cells"]
    return (f"## Encapsulation, ECP5 at 64 bits\n\n{cells['luts']} LUT4, of which {cells['luts_as_memory']} are the output "
            f"FIFO's memory; {cells['flip_flops']} flip-flops, of which about half\nhold bytes of the headers: each is 0 but "
            "in the beat that it is for, so that choosing among them is an OR.\n\n"
            f"```\n{subject.command()}\n```")


# --- Whole NICs -----------------------------------------------------------------------------------------------------------

def nics(figures_of):
    parts = ["""## Whole NICs

One port, both directions. What the names stand for: [configurations.toml](../hw/synth/configurations.toml). A cell belongs
to the module that declares what it drives, or, nameless, to its first reader."""]
    for name, configuration in catalogue.configurations().items():
        subject = catalogue.nic(name)
        figures = figures_of(subject)
        parts.append(f"### {name}\n\n{configuration['says']}.\n\n```\n{subject.command()}\n```\n\n"
                     + (nic_table(figures) if figures else NOT_RUN))
    return "\n\n".join(parts)


def nic_table(figures):
    cells, depth = figures["cells"], figures["depth"]
    rams = ", ".join(f"{number} {what}" for what, number in cells["block_rams"].items()) or "0"
    rows = [(module, row["luts"], row["flip_flops"], row["carry"], row["block_rams"])
            for module, row in figures["modules"].items()]
    rows.append(("**in all**", cells["luts"], cells["flip_flops"], cells["carry"], rams))
    return (table(("module", "LUTs", "flip-flops", "carry cells", "block RAM"), rows)
            + f"\n\nDepth: {depth['levels']} LUT levels and {depth['carry']} carry cells, from `{depth['start']}` to "
              f"`{depth['end']}`. Of the LUTs, {cells['luts_as_memory']} are memory; {cells['dsps']} DSP blocks.")


def depths(figures_of):
    subject = catalogue.nic("default-512")
    figures = figures_of(subject)
    if not figures:
        return ""
    deep = [(path["levels"], path["carry"], f"`{path['start']}`", f"`{path['end']}`")
            for path in figures["depth"]["deep"][:40]]
    wide = [(net["loads"], f"`{net['net']}`", net["driver"]) for net in figures["fan_out"] if is_wide(net)]
    more = len(figures["depth"]["deep"]) - len(deep)
    return (f"## Deeper than {synthesis.LEVELS} levels, wider than {synthesis.LOADS} loads, at 512 bits\n\n"
            + (table(("levels", "carry cells", "from", "to"), deep) if deep else "No path is deeper.")
            + (f"\n\nAnd {more} more ends." if more > 0 else "") + "\n\n"
            + (table(("loads", "net", "driven by"), wide) if wide else "No net from logic has more loads.")
            + f"\n\n```\n{subject.command()}\n```")


# --- Clocks ---------------------------------------------------------------------------------------------------------------

def clocks():
    rows = []
    for placed in catalogue.placements().values():
        kept = placed.kept()
        best, median = (f"{clock:.1f}" for clock in placement.best_and_median(list(kept.values()))) \
            if kept else (NOT_RUN, "")
        used = next(iter(kept.values()))["used"] if kept else {}
        rows.append((placed.label(), f"{placed.place['goal']:g}", best, median, len(kept),
                     ", ".join(f"{what} {used[what][0]} of {used[what][1]}"
                               for what in ("TRELLIS_COMB", "TRELLIS_FF", "DP16KD") if what in used),
                     f"`{placed.command()}`"))
    return ("""## Clock after routing, 64 bits

MHz; the number behind a device is its speed grade. What is placed is [tain_place.sv](../hw/synth/tain_place.sv), the NIC
with a register at every pin, whose shift registers are in what is used.

"""
            + table(("configuration and device", "goal", "best", "median", "seeds run", "used", "command"), rows))


# --- Growth ---------------------------------------------------------------------------------------------------------------

def growth(figures_of):
    parts = ["## How it grows"]
    points = {}
    for family in catalogue.RULES:
        for number in catalogue.GROWTH:
            split = rule_split(family, number, figures_of)
            if split:
                depth = figures_of(catalogue.rule_parts(family, number)["table"])["depth"]["levels"]
                first = figures_of(catalogue.rule_parts(family, number)["first match"])["depth"]["levels"]
                points[family, number] = (sum(split.values()), max(depth, first))
    rows = [[number] + [cell for family in catalogue.RULES
                        for cell in ((points[family, number][0], f"{points[family, number][0] / number:.1f}",
                                      points[family, number][1]) if (family, number) in points else (NOT_RUN, "", ""))]
            for number in catalogue.GROWTH]
    names = [synthesis.FAMILIES[family][0] for family in catalogue.RULES]
    parts.append("With the number of rules per direction, everything that rules cost (`scripts/synth rules/FAMILY/N`):\n\n"
                 + table(["rules"] + [f"{name}: {what}" for name in names
                                      for what in ("LUTs", "a rule", "levels")], rows))
    if points:
        parts.append("![LUTs by the number of rules](synthesis-rules.svg)")
    widths = {(family, width): figures_of(catalogue.at_width(family, width))
              for family in catalogue.RULES for width in catalogue.WIDTHS}
    rows = [[width] + [cell for family in catalogue.RULES
                       for cell in ((widths[family, width]["cells"]["luts"], widths[family, width]["cells"]["flip_flops"],
                                     widths[family, width]["depth"]["levels"])
                                    if widths[family, width] else (NOT_RUN, "", ""))] for width in catalogue.WIDTHS]
    parts.append("With the data width, the NIC with the tables of `ecp5-16-rules` (`scripts/synth width/FAMILY/N`):\n\n"
                 + table(["bits"] + [f"{name}: {what}" for name in names
                                     for what in ("LUTs", "flip-flops", "levels")], rows))
    if any(widths.values()):
        parts.append("![LUTs by the data width](synthesis-width.svg)")
    return "\n\n".join(parts)


def plots(figures_of):
    """The plots of the page, by name, as SVG."""
    by_rules, by_width = {}, {}
    for family in catalogue.RULES:
        name = synthesis.FAMILIES[family][0]
        for number in catalogue.GROWTH:
            split = rule_split(family, number, figures_of)
            if split:
                by_rules.setdefault(name, []).append((number, sum(split.values())))
        for width in catalogue.WIDTHS:
            figures = figures_of(catalogue.at_width(family, width))
            if figures:
                by_width.setdefault(f"{name}, LUTs", []).append((width, figures["cells"]["luts"]))
                by_width.setdefault(f"{name}, flip-flops", []).append((width, figures["cells"]["flip_flops"]))
    made = {}
    if by_rules:
        made["synthesis-rules.svg"] = synthesis_plots.curves(by_rules, "rules per direction", "LUTs for rules")
    if by_width:
        made["synthesis-width.svg"] = synthesis_plots.curves(by_width, "data width in bits", "cells of the NIC")
    return made
