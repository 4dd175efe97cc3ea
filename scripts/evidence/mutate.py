# SPDX-License-Identifier: Apache-2.0
"""scripts/mutate: would the tests notice if a module were wrong?"""
import argparse
import concurrent.futures
import functools
import itertools
import os
import pathlib
import sys
import tomllib

from . import benches, elaborate, equivalence, house, judging, mutants, mutate_page, nic_library, results, tools

EQUIVALENTS = house.ROOT / "hw" / "mutants.toml"
GOAL = 0.95  # of a module's mutants that are not equivalent

ABOUT = """\
Puts mutants of each module of the RTL (yosys mutate) into the benches of tests/rtl that have the module, then those
that live into the small simulated NIC, runs the tests on each until one fails, and prints for each module how many were
killed and by which test. Each survivor is proved to be equivalent by Yosys, or listed in hw/mutants.toml as
equivalent, with its reason, or is a test that is missing. What each test said of each mutant is kept under
build/evidence/, so a run that was cut off goes on where it stopped, and a change runs again only what it touches: the
module's own mutants when its source changes, those that a test saw when the test does, survivors when one is added."""


def arguments():
    """What the user asks for."""
    parser = argparse.ArgumentParser(prog="scripts/mutate", description=ABOUT,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", metavar="MODULE", nargs="*", help="modules to mutate (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="of the choice of mutants (default 1)")
    parser.add_argument("--count", type=int, default=60, help="mutants a module (default 60)")
    parser.add_argument("--width", type=int, default=64, choices=judging.WIDTHS,
                        help="bits of the NIC's streams (default 64)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(),
                        help="mutants judged at a time (default: one a core)")
    parser.add_argument("--together", type=int, default=8, metavar="MODULES",
                        help="modules whose mutants stand in one simulation (default 8: each costs some speed)")
    parser.add_argument("--benches", action="store_true",
                        help="run the tests of the benches only, which take seconds; what they leave is not judged yet")
    parser.add_argument("--list", action="store_true", help="print the mutants and judge none")
    parser.add_argument("--only", type=int, metavar="NUMBER",
                        help="judge this mutant alone, again, and print what the tests say")
    parser.add_argument("--known", action="store_true", help="judge nothing; print what earlier runs found")
    parser.add_argument("--page", action="store_true", help="write docs/mutation.md from what was found")
    asked = parser.parse_args()
    if asked.only is not None and len(asked.modules) != 1:
        parser.error("--only needs one module")
    if not 1 <= asked.count <= 10_000:
        parser.error("--count is 1 to 10000")
    unknown = [name for name in asked.modules if name not in all_modules()]
    if unknown:
        parser.error(f"{', '.join(unknown)}: no such module; hw/rtl/tain.f lists them")
    return asked


def all_modules():
    """The modules that have mutants: packages have no logic."""
    return [name for name in house.sources() if not name.endswith("_pkg")]


class Campaign:
    """Mutants of modules in benches and in NICs of one width."""

    def __init__(self, asked):
        self.asked = asked
        self.parameters = {**elaborate.small_parameters(), "DATA_WIDTH": asked.width}
        top = house.EVIDENCE / "tain_evidence.sv"
        results.write(top, benches.top(self.parameters))
        self.elaboration = elaborate.elaborate({}, "tain_evidence", [*benches.own_sources(), top])
        wanted = asked.modules if asked.modules and not asked.page else all_modules()
        self.in_nic = self.elaboration.below("tain_nic")
        self.modules = [module for module in wanted if self.has(module)]
        self.chosen = mutants.choose(self.elaboration, self.modules, asked.count, asked.seed)

    def has(self, module):
        """Whether the NIC has such a module."""
        return any(variant.name in self.in_nic for variant in self.elaboration.of(module))

    def mutants(self, module):
        """A module's mutants; none where the NIC has no such module."""
        return self.chosen.get(module, [])

    def tests(self, module, mutant):
        """The tests that a mutant is run against, in their order."""
        return [test for test in judging.tests_of(module, self.asked.width)
                if not benches.of(test.program) or not self.tested(test).isdisjoint(mutant.commands)]

    @functools.cache
    def tested(self, test):
        """The variants that a test of a bench can reach: those of its modules that the bench itself has, else any in it, and
        what they are made of."""
        tops = self.elaboration.of(benches.of(test.program).top)
        inside = self.elaboration.made_of(top.name for top in tops)
        beside = {kind for top in tops for kind in top.kinds()}
        of_modules = [{each.name for each in self.elaboration.of(module)} & inside for module in test.about]
        return self.elaboration.made_of(name for names in of_modules for name in names & beside or names)

    @functools.cache
    def inputs(self, module):
        """On what a verdict depends beside the test: the module. Taken once, so that who edits sources during a run
        does not mix up what belongs to which."""
        return [results.key(*mutants.made_of(self.elaboration, module), self.asked.width,
                            tools.version("yosys", "-V"), tools.version("verilator"))]

    @functools.cache
    def of_test(self, test):
        """On what a verdict depends of the test."""
        return results.key(test.program, test.cases, *test.sources())

    def verdict(self, module, mutant, test, make):
        """How a test fails on a mutant; empty where it passes."""
        return results.cached("verdicts", [*self.inputs(module), mutant.words(), mutant.cell, self.of_test(test)], make)

    def known(self, module, mutant):
        """What is known of a mutant: (True, who killed it or None), or (False, None) where tests are to be run yet."""
        for test in self.tests(module, mutant):
            try:
                failure = self.verdict(module, mutant, test, unknown)
            except LookupError:
                return False, None
            if failure:
                return True, {"test": test.name(), "failure": failure}
        return True, None

    def next_test(self, module, mutant):
        """The first test whose verdict is not known, if no test before it killed the mutant; None where none is."""
        for test in self.tests(module, mutant):
            try:
                if self.verdict(module, mutant, test, unknown):
                    return None
            except LookupError:
                return test
        return None

    def judge(self, modules):
        """Runs what was not run before: one program's bench after the other, then the NIC."""
        for program in [bench.program for bench in benches.BENCHES] + [None]:
            if program is None:
                self.prove(modules)
                if self.asked.benches:
                    return

            def waits(module, mutant, program=program):
                test = self.next_test(module, mutant) if not self.proved(module, mutant) else None
                return test and (test.program == program if program else not benches.of(test.program))

            waiting = {module: [mutant for mutant in self.mutants(module) if waits(module, mutant)]
                       for module in modules}
            names = [module for module, alive in waiting.items() if alive]
            for first in range(0, len(names), self.asked.together):
                self.judge_together(program, {name: waiting[name] for name in names[first:first + self.asked.together]})

    def prove(self, modules):
        """Tries to prove equal what no bench killed."""
        alive = [(module, mutant) for module in modules for mutant in self.mutants(module)
                 if not self.known(module, mutant)[1]]

        def one(module, mutant):
            self.proved(module, mutant, lambda: equivalence.proved(self.elaboration, mutant))

        with concurrent.futures.ThreadPoolExecutor(self.asked.jobs) as pool:
            list(pool.map(lambda args: one(*args), alive))

    def judge_together(self, program, waiting):
        """Judges mutants of some modules by a bench's program, or by the NIC's tests."""
        said = program or "the NIC"
        print(f"{said}: {', '.join(waiting)}", file=sys.stderr, flush=True)
        place, numbered, limits = self.place(program, waiting)

        def one(module, number, mutant):
            for test in self.tests(module, mutant):
                if benches.of(test.program) is not benches.of(program):
                    continue
                if self.verdict(module, mutant, test, lambda: place.run(test, number, limits[test.name()])):
                    return

        with concurrent.futures.ThreadPoolExecutor(self.asked.jobs) as pool:
            todo = [(module, *each) for module, each_of in numbered.items() for each in each_of]
            list(pool.map(lambda args: one(*args), todo))

    def place(self, program, waiting):
        """Builds what mutants are judged in. Returns it, the mutants with their numbers, the limits of its tests."""
        count = itertools.count(1)
        numbered = {module: [(next(count), mutant) for mutant in alive] for module, alive in waiting.items()}
        made_of = sorted(benches.FOLDER.iterdir()) if program else [nic_library.SIM / "src" / "loadable_model.cpp"]
        key = results.key(self.elaboration.rtlil, program, self.asked.width, pathlib.Path(mutants.__file__), *made_of,
                          [(module, number, mutant.words(), mutant.cell) for module, each_of in numbered.items()
                           for number, mutant in each_of])
        folder = house.EVIDENCE / "mutated" / key
        tests = [test for test in judging.BENCH_TESTS if test.program == program] if program else \
            judging.NIC_TESTS
        tests = [test for test in tests if any(test.judges(module) for module in waiting)]
        if not (folder / "done").exists():
            mutants.write_sources(self.elaboration, numbered, folder / "rtl")
            if program:
                benches.build([program], folder / "rtl", folder)
            else:
                nic_library.build_tests(*judging.PROGRAMS)
                sources = [folder / "rtl" / name for name in (folder / "rtl" / "tain.f").read_text().split()]
                nic_library.verilate(folder / "nic.so", sources, self.parameters, "small", self.asked.width,
                                     int(self.parameters["PORTS"]))
            (folder / "done").touch()
        place = judging.Place(folder, self.asked.width)
        return place, numbered, results.cached("limits", [key, tests, *map(self.of_test, tests)],
                                               lambda: place.limits(tests))

    def module(self, name):
        """What is known of a module."""
        proved = [mutant for mutant in self.mutants(name) if self.proved(name, mutant)]
        found = [(mutant, *self.known(name, mutant)) for mutant in self.mutants(name) if mutant not in proved]
        judged = [(mutant, by) for mutant, judged, by in found if judged]
        return Found(name, self.asked.width, judged, len(found) - len(judged), proved)

    def proved(self, module, mutant, make=None):
        """Whether Yosys proved that a mutant changes nothing; None where that was not tried."""
        inputs = [*self.inputs(module), mutant.words(), mutant.cell, pathlib.Path(equivalence.__file__)]
        return results.cached("equivalence", inputs, make) if make else results.kept("equivalence", inputs)


def unknown():
    """Stands where a judgement would be made."""
    raise LookupError


class Found:
    """What became of a module's mutants."""

    def __init__(self, module, width, judged, unjudged, proved):
        self.module, self.width, self.unjudged, self.proved = module, width, unjudged, proved
        self.killed = [(mutant, by) for mutant, by in judged if by]
        self.alive = [mutant for mutant, by in judged if not by and mutant not in proved]
        self.equivalent = [(mutant, entry["reason"]) for mutant in self.alive
                           if (entry := next((each for each in equivalents() if covers(each, module, mutant)), None))]
        self.survivors = [mutant for mutant in self.alive if mutant not in [each for each, _ in self.equivalent]]

    @property
    def rate(self):
        """Killed, of those that are not equivalent."""
        judged = len(self.killed) + len(self.survivors)
        return len(self.killed) / judged if judged else 1.0

    @property
    def good(self):
        """Whether the goal is met, by all mutants."""
        return self.rate >= GOAL and not self.unjudged

    def by_test(self):
        """Tests and how many each killed, as they are run."""
        counts = {}
        for _, by in self.killed:
            counts[by["test"]] = counts.get(by["test"], 0) + 1
        names = [test.name() for test in judging.BENCH_TESTS + judging.NIC_TESTS]
        return {name: counts[name] for name in names if name in counts}

    def by_benches(self):
        """How many a bench's tests killed."""
        return sum(self.by_test().get(name, 0) for name in {test.name() for test in judging.BENCH_TESTS})

    def stale(self):
        """Entries of hw/mutants.toml for this module that cover a mutant which is killed, or none at all."""
        wrong = []
        for entry in equivalents():
            if entry["module"] != self.module or entry.get("width", 64) != self.width or self.unjudged:
                continue
            dead = [mutant for mutant, _ in self.killed if covers(entry, self.module, mutant)]
            if dead:
                wrong.append((entry, f"killed: {dead[0].words()}"))
            elif not any(covers(entry, self.module, mutant) for mutant in self.alive + self.proved):
                wrong.append((entry, "no mutant is meant by it"))
        return wrong


def equivalents():
    """The list of equivalent mutants: module, at (what stands there), pin, mode; and the reason."""
    if not EQUIVALENTS.exists():
        return []
    entries = tomllib.loads(EQUIVALENTS.read_text()).get("equivalent", [])
    for entry in entries:
        missing = [field for field in ("module", "reason") if not entry.get(field)] + ["at"] * ("at" not in entry)
        if missing:
            sys.exit(f"{EQUIVALENTS.relative_to(house.ROOT)}: an entry of {entry.get('module', 'no module')} "
                     f"has no {missing[0]}")
    return entries


def covers(entry, module, mutant):
    """Whether an entry means a mutant; a pin or mode that it does not name may be any, of several one, and a pin without
    the number of a bit is every bit of it."""
    pin, modes = mutant.pin, several(entry.get("mode", mutant.mode))
    pins = several(entry.get("pin", pin))
    return (entry["module"] == module and entry["at"] == mutant.text and (pin in pins or pin.split("[")[0] in pins)
            and mutant.mode in modes)


def several(value):
    """A field of which an entry may give one or a list."""
    return value if isinstance(value, list) else [value]


def print_found(found, asked):
    """A line for the module, and one for each survivor."""
    tests = ", ".join(f"{count} {test}" for test, count in found.by_test().items())
    rest = f"{found.unjudged} not judged" if found.unjudged else f"{100 * found.rate:5.1f} %"
    print(f"{found.module:24}{len(found.killed):4} killed{len(found.survivors):4} alive{len(found.proved):4} "
          f"proved equal{len(found.equivalent):4} equivalent  {rest}  ({tests})", flush=True)
    for mutant in found.survivors:
        print(f"    alive: {mutant.words()}\n           replay: scripts/mutate {found.module} --width {asked.width} "
              f"--seed {asked.seed} --count {asked.count} --only {mutant.number}")
    for entry, why in found.stale():
        print(f"    hw/mutants.toml: stale entry at `{entry['at']}` of {found.module}: {why}")


def replay(campaign, module, number):
    """Runs the tests on one mutant and shows their words; the commands are shown, too."""
    mutant = next((each for each in campaign.mutants(module) if each.number == number), None)
    if mutant is None:
        sys.exit(f"scripts/mutate: {module} has no mutant {number}; --list shows them")
    print(mutant.words())
    for program in [bench.program for bench in benches.BENCHES] + [None]:
        tests = [test for test in campaign.tests(module, mutant) if benches.of(test.program) is benches.of(program)]
        if not tests:
            continue
        place, _, limits = campaign.place(program, {module: [mutant]})
        for test in tests:
            print(f"  {place.as_typed(test, 1, limits[test.name()])}", flush=True)
            print(f"    {place.run(test, 1, limits[test.name()]) or 'passes'}", flush=True)


def main():
    """The script."""
    asked = arguments()
    tools.need("yosys", "verilator", "g++", "make", "cmake", "ninja")
    campaign = Campaign(asked)
    modules = asked.modules or all_modules()
    if asked.list:
        for module in modules:
            for mutant in campaign.mutants(module):
                print(f"{module} {mutant.number}: {mutant.words()}")
        return 0
    if asked.only is not None:
        replay(campaign, modules[0], asked.only)
        return 0
    found = []
    if not asked.known:
        campaign.judge([module for module in modules if campaign.has(module)])
    for module in modules:
        if not campaign.has(module):
            print(f"{module:24}not in the small NIC of {asked.width} bits")
            continue
        found.append(campaign.module(module))
        print_found(found[-1], asked)
    if asked.page:
        mutate_page.write(campaign, all_modules())
    good = all(each.good and not each.stale() for each in found)
    killed, alive, proved, listed = (sum(len(getattr(each, kind)) for each in found)
                                     for kind in ("killed", "survivors", "proved", "equivalent"))
    verdict = "each module at 95 % or more" if good else "NOT every module at 95 %"
    print(f"mutants: {killed} killed, {alive} alive, {proved} proved equal, {listed} listed as equivalent; {verdict}")
    return 0 if good else 1
