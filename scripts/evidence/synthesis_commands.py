# SPDX-License-Identifier: Apache-2.0
"""The command line of scripts/synth."""
import argparse
import sys

from . import house, placement, results, synthesis, synthesis_catalogue as catalogue, synthesis_page, tools

EXPLANATION = """Says how big tain's logic is and how deep, with Yosys, and what clock it reaches, with nextpnr-ecp5.

  scripts/synth                       every figure, as docs/synthesis.md shows them
  scripts/synth --page                the same into docs/synthesis.md; --kept: without measuring what is missing
  scripts/synth --list                the names of what is measured, and whether it is there
  scripts/synth NAME ...              measures these of the list, or all whose names begin so
  scripts/synth place NAME [--seeds N]    places and routes one of the list
  scripts/synth module NAME [--family xcup|ecp5] [-p PARAM=VALUE ...]
                                      one module with all that it is made of: cells, logic depth, fan-out

Results are kept under build/evidence by what they depend on: a run that was cut off goes on where it stopped."""

# What counts as how many LUTs.
COUNTED = {
    "xcup": "LUT1-6 and INV 1, RAM32M16 8, RAM64M8 8, RAM32M 4, RAM32X1D 2, SRL 1",
    "ecp5": "LUT4 1, TRELLIS_DPR16X4 6, CCU2C 2",
}


def main():
    parser = argparse.ArgumentParser(prog="scripts/synth", description=EXPLANATION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="`module NAME`, `place NAME`, or names of the list")
    parser.add_argument("--page", action="store_true", help="write docs/synthesis.md and its plots")
    parser.add_argument("--kept", action="store_true", help="measure nothing; what is missing says so")
    parser.add_argument("--list", action="store_true", help="the names of what is measured")
    parser.add_argument("--family", choices=list(synthesis.FAMILIES), default="xcup", help="for a module")
    parser.add_argument("-p", "--parameter", action="append", default=[], metavar="PARAM=VALUE", help="of a module")
    parser.add_argument("--types", action="store_true", help="of a module: every type of cell")
    parser.add_argument("--seeds", type=int, default=len(placement.SEEDS), metavar="N",
                        help="how many of the five seeds to place with")
    options = parser.parse_args()
    tools.need("yosys")
    try:
        run(options)
    except tools.Failed as failure:
        sys.exit(f"scripts/synth: {failure}")


def run(options):
    if options.list:
        show_list()
    elif options.names[:1] == ["module"]:
        if len(options.names) != 2:
            sys.exit("scripts/synth: module NAME: one name of a module, as hw/rtl/tain.f lists them")
        subject = chosen_module(options.names[1], options)
        show(subject, subject.figures(), options.types)
    elif options.names[:1] == ["place"]:
        for name in wanted(options.names[1:], catalogue.placements()):
            place(catalogue.placements()[name], options.seeds)
    elif options.names:
        for name in wanted(options.names, catalogue.subjects()):
            print(f"{name}:")
            show(catalogue.subjects()[name], catalogue.subjects()[name].figures())
    else:
        page(options)


def wanted(names, known):
    """The known names that are these or begin so; all where none is given."""
    found = [name for name in known
             if not names or any(name == said or name.startswith(said.rstrip("/") + "/") for said in names)]
    strange = [said for said in names
               if not any(name == said or name.startswith(said.rstrip("/") + "/") for name in known)]
    if strange:
        sys.exit(f"scripts/synth: {', '.join(strange)}: no such thing to measure; scripts/synth --list names them")
    return found


def show_list():
    for name, subject in catalogue.subjects().items():
        print(f"{name:36} {'kept' if subject.kept() else 'not run'}")
    for name, placed in catalogue.placements().items():
        print(f"{'place ' + name:36} {len(placed.kept())} of {len(placement.SEEDS)} seeds")


def chosen_module(name, options):
    house.parts(name)
    known = synthesis.parameters_of(name)
    parameters = {}
    for said in options.parameter:
        parameter, equals, value = said.partition("=")
        if parameter not in known or not equals or not value:
            sys.exit(f"scripts/synth: {said}: {name} has the parameters {', '.join(known) or '(none)'}; say NAME=VALUE")
        parameters[parameter] = value
    return synthesis.Subject(name, options.family, parameters)


def show(subject, figures, types=False):
    cells, depth = figures["cells"], figures["depth"]
    print(f"{subject.module} for {synthesis.FAMILIES[subject.family][0]}: {subject.recipe}")
    print(f"  LUTs        {cells['luts']:>8}  of which memory {cells['luts_as_memory']}; {COUNTED[subject.family]}")
    print(f"  flip-flops  {cells['flip_flops']:>8}")
    print(f"  carry cells {cells['carry']:>8}")
    print(f"  wide muxes  {cells['wide_mux']:>8}")
    print(f"  block RAM   {', '.join(f'{n} {what}' for what, n in cells['block_rams'].items()) or 0:>8}")
    print(f"  DSP         {cells['dsps']:>8}")
    if types:
        for what, number in cells["types"].items():
            print(f"    {what:16} {number:>8}")
    if len(figures["modules"]) > 1:
        print("  by module:")
        for module, row in figures["modules"].items():
            print(f"    {module:24} {row['luts']:>7} LUTs {row['flip_flops']:>7} flip-flops {row['carry']:>5} carry "
                  f"{row['block_rams']:>4} block RAM")
    print(f"  depth       {depth['levels']:>8}  LUT levels, with {depth['carry']} carry cells and {depth['wide_mux']} "
          f"wide muxes on the way\n              from {depth['start']}\n              to   {depth['end']}")
    print("  ends by depth: " + ", ".join(f"{level}: {number}" for level, number in depth["histogram"].items()))
    for path in depth["deep"]:
        print(f"    {path['levels']:>2} levels ({path['carry']} carry) from {path['start']} to {path['end']}")
    print("  greatest fan-outs:")
    for net in figures["fan_out"]:
        print(f"    {net['loads']:>6} loads  {net['net']}, driven by {net['driver']}")


def place(placed, seeds):
    placement.program()
    for seed in placement.SEEDS[:seeds]:
        figures = placed.run(seed)
        print(f"{placed.label()}, seed {seed}: {figures['mhz']:.1f} MHz", flush=True)
    best, median = placement.best_and_median(list(placed.kept().values()))
    print(f"{placed.label()}: best {best:.1f}, median {median:.1f} MHz; asked for {placed.place['goal']:g}")


def page(options):
    if not options.kept:
        for name, subject in catalogue.subjects().items():
            print(f"measuring {name}", file=sys.stderr)
            subject.figures()
        for placed in catalogue.placements().values():
            place(placed, len(placement.SEEDS))
    text = synthesis_page.text(lambda subject: subject.kept())
    if not options.page:
        print(text, end="")
        return
    results.write(synthesis_page.PAGE, text)
    for name, plot in synthesis_page.plots(lambda subject: subject.kept()).items():
        results.write(synthesis_page.PAGE.parent / name, plot)
