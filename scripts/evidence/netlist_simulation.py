# SPDX-License-Identifier: Apache-2.0
"""Runs the pipeline's tests on the netlist that Yosys makes of the small NIC for ECP5, 64 bits wide.

The netlist is made by the recipe by which scripts/synth measures, but module by module, which takes a fraction of the time
(--flat: as scripts/synth). tests/netlist simulates it cell by cell, in the RTL's place under the same tests and the same
reference model; flip-flops and memories begin with anything. Then the first tests must find faults: lookup tables drawn
from a few modules, each inverted in all instances of its module. What was made and what passed is kept by the hash of what
it depends on: cut off, it goes on where it was, and run again, it does only what a change touches."""
import argparse
import collections
import concurrent.futures
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys
import time

from . import elaborate, flat_netlist, house, judging, nic_library, results, soak_page, synthesis, tools

WIDTH = 64
# Without the driver's own tests, which are about the driver.
TESTS = [test for test in judging.NIC_TESTS if "WIDTH" in test.cases]
# What every frame or every copy goes through: a table that is wrong there can hardly be without effect.
FAULTY = ("tain_tap", "tain_ethernet", "tain_ip", "tain_first_match", "tain_session_select", "tain_merge_lane",
          "tain_copy_buffer", "tain_prepend")
# Which tests must find the faults, and how long a NIC of theirs lives at the most; without a fault it is 116,000 clocks.
FINDERS = TESTS[:2]
FAULTY_CLOCKS = 150_000
# So many of them may go unfound.
ALIVE = 2


def main():
    parser = argparse.ArgumentParser(prog="scripts/netlist", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the tests' random frames and rules (1)")
    parser.add_argument("--flat", action="store_true", help="without borders between modules while it is synthesized")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="tests at a time (one a core)")
    parser.add_argument("--page", action="store_true", help="run nothing; say in docs/soak.md what passed so far")
    parser.add_argument("--list", action="store_true", help="the tests, and whether they passed")
    options = parser.parse_args()
    tools.need("yosys", "verilator", "g++", "cmake", "ninja")
    try:
        return Run(options).main()
    except (tools.Failed, flat_netlist.NotModelled) as failure:
        sys.exit(f"scripts/netlist: {failure}")


def subject(flat):
    """The small NIC, with distributed RAM as deep as ECP5's."""
    recipe = synthesis.FAMILIES["ecp5"][1] + ("" if flat else " -noflatten")
    return synthesis.Subject("tain_nic", "ecp5", {**elaborate.small_parameters(), "DATA_WIDTH": WIDTH, "RULE_STRIDE": 4},
                             recipe=recipe)


class Mismatch(Exception):
    """What a test said that did not pass."""


class Run:
    """One call of scripts/netlist."""

    def __init__(self, options):
        self.options, self.mapped = options, subject(options.flat)

    def main(self):
        if self.options.list:
            for test in TESTS:
                print(f"{test.name():60} {'passed' if self.kept(test) else 'not run'}")
            return 0
        if self.options.page:
            return self.page()
        print(f"scripts/netlist: tain_nic, {' '.join(f'{name}={value}' for name, value in self.mapped.parameters.items())}\n"
              f"  {self.mapped.recipe}", flush=True)
        print("  " + self.shown_cells(), flush=True)
        nic_library.build_tests("tain_netlist_nic", *{test.program for test in TESTS})
        try:
            self.whole()
            self.faults()
        except Mismatch as mismatch:
            print(f"MISMATCH\n{mismatch}")
            return 1
        except KeyboardInterrupt:
            print("\nscripts/netlist: cut off; the same command goes on from here")
            return 130
        print(f"scripts/netlist: the ECP5 netlist of {WIDTH} bits does what the model says")
        return 0

    def whole(self):
        """All tests on the netlist as it is."""
        self.file()  # once for all of them
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            running = {pool.submit(results.cached, "netlist", self.inputs(test), lambda test=test: self.passed(test)): test
                       for test in TESTS}
            try:
                for done in concurrent.futures.as_completed(running):
                    print(f"  {running[done].name():72} passed, {done.result()['clocks']:>9,} clocks", flush=True)
            except BaseException:
                for each in running:
                    each.cancel()
                raise

    def faults(self):
        """The first tests must find most of the faults: a drawn table may matter in rare cases only, or in none."""
        alive = []
        for module, table in self.drawn():
            for test in FINDERS:
                found = results.cached("netlist", self.fault_inputs(test, table),
                                       lambda test=test, table=table: self.found(test, table))
                if found["said"]:
                    print(f"  {module}, {table} inverted: {test.program}: {found['said']}", flush=True)
                    break
            else:
                alive.append(table)
                print(f"  {module}, {table} inverted: NOT FOUND; replay: {self.typed(FINDERS[-1], table)}", flush=True)
        if len(alive) > ALIVE:
            raise Mismatch(f"of {len(FAULTY)} faults {len(alive)} were not found; the tests say little of this netlist")

    # --- What it is made of -------------------------------------------------------------------------------------------

    def design(self):
        return json.loads(gzip.decompress(self.mapped.path().read_bytes()))

    def inputs(self, test):
        """On what the word of a test depends: the netlist as it is simulated, the simulator, the driver, the test."""
        files = [file for name in ("tests/netlist", "driver/src", "driver/include", "sim")
                 for file in sorted((house.ROOT / name).rglob("*.[ch]pp"))]
        return [self.file(), *files, tools.version("g++"), *test.sources(), test, self.options.seed]

    def fault_inputs(self, test, table):
        """On what it depends whether a test finds an inverted table."""
        return [*self.inputs(test), FAULTY_CLOCKS, table, "inverted"]

    def kept(self, test):
        """What a test came to; None where it was not run."""
        return results.kept("netlist", self.inputs(test)) if self.place().exists() else None

    def place(self, name="nic"):
        """Where the netlist is kept as it is simulated."""
        return house.EVIDENCE / "netlist" / results.key(*self.mapped.inputs(), pathlib.Path(flat_netlist.__file__)) / name

    def file(self, table=None):
        """The netlist as it is simulated; with a table inverted where one is named."""
        file = self.place() if table is None else self.place(f"without-{results.key(table)}")
        if not file.exists():
            results.write(file, flat_netlist.written(self.flat(), self.instances(table) if table else ()))
        return file

    def flat(self):
        """The flat netlist, made once."""
        if not hasattr(self, "_flat"):
            self._flat = flat_netlist.Flat(self.design(), "tain_nic")
        return self._flat

    def cells(self):
        """How many of which cells, the most frequent first."""
        return results.cached("netlist", [self.file(), "cells"],
                              lambda: dict(collections.Counter(cell.kind for cell in self.flat().cells).most_common()))

    def shown_cells(self):
        return ", ".join(f"{number:,} {kind}" for kind, number in self.cells().items())

    def drawn(self):
        """The faults: a module, and a table from which a way leads to an output, by its module's name as Yosys knows it and
        its own."""
        def draw():
            chance, flat = random.Random(self.options.seed), self.flat()
            live = {(flat.cells[place].module, flat.cells[place].own_name) for place in flat.live()}
            tables = [(flat_netlist.plain(kind, module), f"{kind} {name}") for kind, module in flat.modules.items()
                      for name, cell in module["cells"].items() if cell["type"] == "LUT4" and (kind, name) in live]
            return [[wanted, chance.choice([table for module, table in tables if module == wanted])] for wanted in FAULTY]

        return results.cached("netlist", [self.file(), FAULTY, self.options.seed, "faults"], draw)

    def instances(self, table):
        """The places of a table among all cells, one for each instance of its module."""
        kind, _, name = table.rpartition(" ")
        return {i for i, cell in enumerate(self.flat().cells) if cell.module == kind and cell.own_name == name}

    # --- What is run --------------------------------------------------------------------------------------------------

    def told(self, table=None):
        """What tells a test its NIC."""
        return {"TAIN_NIC_MODELS": str(nic_library.BUILD / "bin" / "tain_netlist_nic.so"),
                "TAIN_NETLIST": str(self.file(table)), "TAIN_SEED": str(self.options.seed),
                **({"TAIN_CLOCK_LIMIT": str(FAULTY_CLOCKS)} if table else {})}

    def typed(self, test, table=None):
        """The command by which a person runs a test on the netlist."""
        return " ".join([*(f"{name}={value}" for name, value in self.told(table).items()), *judging.command(test, WIDTH)])

    def passed(self, test):
        """Runs a test, which must pass."""
        begun, log = time.monotonic(), self.file().with_name(f"{test.program}.{os.getpid()}.{id(test)}.clocks")
        done = subprocess.run(judging.command(test, WIDTH), env={**os.environ, **self.told(), "TAIN_CLOCK_LOG": str(log)},
                              capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            raise Mismatch(f"{(done.stdout + done.stderr).strip() or f'ended with {done.returncode}'}\n"
                           f"replay: {self.typed(test)}\n"
                           f"on the RTL, to tell who of the two is wrong: the same without TAIN_NIC_MODELS, in build/bin")
        clocks = sum(int(line) for line in log.read_text().split())
        log.unlink()
        return {"seconds": time.monotonic() - begun, "clocks": clocks}

    def found(self, test, table):
        """What a test says of an inverted table; nothing where it passes."""
        return {"said": judging.run(judging.command(test, WIDTH), {**os.environ, **self.told(table)}, 3600)}

    # --- What the page says of it -------------------------------------------------------------------------------------

    def page(self):
        """Says in docs/soak.md what passed of the RTL as it is."""
        passed = {test: self.kept(test) for test in TESTS if self.kept(test)}
        if not passed:
            sys.exit("scripts/netlist: nothing passed on the netlist of the sources as they are")
        command = " ".join(["scripts/netlist", *(["--flat"] if self.options.flat else []),
                            *([f"--seed {self.options.seed}"] if self.options.seed != 1 else [])])
        rows = [f"| `{test.name()}` | {kept['clocks']:,} |"
                for test, kept in passed.items()]
        waiting = [f"`{test.name()}`" for test in TESTS if test not in passed]
        soak_page.write("netlist", "\n".join([
            f"Of the RTL as it is, `{command}` simulated {self.shown_cells()}: every frame, copy and counter as the model "
            "says. The clocks are those of all NICs of a test.", "", "| passed | clocks |", "|---|---|", *rows, "",
            *([f"Not run: {', '.join(waiting)}.", ""] if waiting else []), self.of_faults()]))
        return 0

    def of_faults(self):
        """What the page says of the faults that were tried."""
        tried = {}
        for module, table in self.drawn():
            said = [kept["said"] for test in FINDERS if (kept := results.kept("netlist", self.fault_inputs(test, table)))]
            if said:
                tried[module] = any(said)
        if not tried:
            return ""
        alive = [f"`{module}`" for module, found in tried.items() if not found]
        return (f"Of {len(tried)} faults planted in the netlist, an inverted lookup table in each of "
                f"{', '.join(f'`{module}`' for module in tried)}, `{'` and `'.join(test.name() for test in FINDERS)}` find "
                f"{sum(tried.values())}" + (f", but not the one in {', '.join(alive)}." if alive else "."))
