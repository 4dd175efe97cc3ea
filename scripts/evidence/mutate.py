# SPDX-License-Identifier: Apache-2.0
"""scripts/mutate: would the tests notice if a module were wrong?"""
import argparse
import concurrent.futures
import functools
import os
import sys
import tomllib

from . import elaborate, house, judging, mutants, mutate_page, nic_library, results, tools

EQUIVALENTS = house.ROOT / "hw" / "mutants.toml"
GOAL = 0.95  # of a module's mutants that are not equivalent

ABOUT = """\
Puts mutants of each module of the RTL (yosys mutate) into the small simulated NIC, runs the tests on each until one
fails, and prints for each module how many were killed and by which test. Each survivor is either listed in
hw/mutants.toml as equivalent, with its reason, or is a test that is missing. What was judged is kept under
build/evidence/, so a run that was cut off goes on where it stopped, and a change runs again only what it touches:
the module's own mutants when its source changes, all when a test does."""


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
    """Mutants of modules in NICs of one width."""

    def __init__(self, asked):
        self.asked = asked
        self.parameters = elaborate.small_parameters()
        self.elaboration = elaborate.elaborate({**self.parameters, "DATA_WIDTH": asked.width})
        wanted = asked.modules if asked.modules and not asked.page else all_modules()
        self.modules = [module for module in wanted if self.elaboration.of(module)]
        self.chosen = mutants.choose(self.elaboration, self.modules, asked.count, asked.seed)

    def mutants(self, module):
        """A module's mutants; none where the NIC has no such module."""
        return self.chosen.get(module, [])

    def library(self, module):
        """The NIC with all of a module's mutants, and the longest life of a NIC in each test."""
        chosen = self.mutants(module)
        key = results.key("nic", *self.inputs(module), [mutant.command for mutant in chosen])
        folder = house.EVIDENCE / "mutated" / f"{module}.{self.asked.width}.{key}"
        library = folder / "nic.so"
        if not library.exists():
            nic_library.build_tests(*judging.PROGRAMS)
            sources = mutants.write_sources(self.elaboration, module, chosen, folder)
            made = folder / "made.so"
            nic_library.verilate(made, sources, self.parameters, "small", self.asked.width,
                                 int(self.parameters["PORTS"]))
            made.rename(library)
        limits = results.cached("limits", [library, *judging.sources()],
                                lambda: judging.limits(library, self.asked.width, folder))
        return library, limits

    @functools.cache
    def inputs(self, module):
        """On what a judgement depends: the module, how it is used, how it is netted, the tests. Taken once, so that who
        edits sources during a run does not mix up what belongs to which."""
        return [results.key(*mutants.sources_of(module),
                            mutants.elaboration_of(self.elaboration, module), elaborate.SCRIPT, self.asked.width,
                            judging.TESTS, *judging.sources(), tools.version("yosys", "-V"),
                            tools.version("verilator"))]

    def judgement(self, module, mutant, make):
        """What became of a mutant: {"killed": the test and how, or nothing}."""
        return results.cached("judged", [*self.inputs(module), mutant.words(), mutant.command], make)

    def judge(self, module):
        """Judges all mutants of a module that were not judged before."""
        if all(self.known(module, mutant) is not None for mutant in self.mutants(module)):
            return
        library, limits = self.library(module)

        def one(mutant):
            return self.judgement(module, mutant, lambda: {
                "killed": judging.judge(library, mutant.number, self.asked.width, limits)})

        with concurrent.futures.ThreadPoolExecutor(self.asked.jobs) as pool:
            list(pool.map(one, self.mutants(module)))

    def known(self, module, mutant):
        """What earlier runs found; None where nothing is known."""
        try:
            return self.judgement(module, mutant, unknown)
        except LookupError:
            return None

    def module(self, name):
        """What is known of a module."""
        found = [(mutant, self.known(name, mutant)) for mutant in self.mutants(name)]
        judged = [(mutant, known["killed"]) for mutant, known in found if known is not None]
        return Found(name, self.asked.width, judged, len(found) - len(judged))


def unknown():
    """Stands where a judgement would be made."""
    raise LookupError


class Found:
    """What became of a module's mutants."""

    def __init__(self, module, width, judged, unjudged):
        self.module, self.width, self.unjudged = module, width, unjudged
        self.killed = [(mutant, by) for mutant, by in judged if by]
        self.alive = [mutant for mutant, by in judged if not by]
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
        return {test.name(): counts[test.name()] for test in judging.TESTS if test.name() in counts}

    def stale(self):
        """Entries of hw/mutants.toml for this module that cover a mutant which is killed, or none at all."""
        wrong = []
        for entry in equivalents():
            if entry["module"] != self.module or entry.get("width", 64) != self.width or self.unjudged:
                continue
            dead = [mutant for mutant, _ in self.killed if covers(entry, self.module, mutant)]
            if dead:
                wrong.append((entry, f"killed: {dead[0].words()}"))
            elif not any(covers(entry, self.module, mutant) for mutant in self.alive):
                wrong.append((entry, "no mutant is meant by it"))
        return wrong


def equivalents():
    """The list of equivalent mutants: module, at (what stands there), pin, mode; and the reason."""
    if not EQUIVALENTS.exists():
        return []
    entries = tomllib.loads(EQUIVALENTS.read_text()).get("equivalent", [])
    for entry in entries:
        missing = [field for field in ("module", "at", "reason") if not entry.get(field)]
        if missing:
            sys.exit(f"{EQUIVALENTS.relative_to(house.ROOT)}: an entry of {entry.get('module', 'no module')} "
                     f"has no {missing[0]}")
    return entries


def covers(entry, module, mutant):
    """Whether an entry means a mutant; a pin or mode that it does not name may be any."""
    return (entry["module"] == module and entry["at"] == mutant.text and entry.get("pin", mutant.pin) == mutant.pin
            and entry.get("mode", mutant.mode) == mutant.mode)


def print_found(found, asked):
    """A line for the module, and one for each survivor."""
    tests = ", ".join(f"{count} {test}" for test, count in found.by_test().items())
    rest = f", {found.unjudged} not judged" if found.unjudged else ""
    print(f"{found.module:24}{len(found.killed):4} killed{len(found.survivors):4} alive{len(found.equivalent):4} "
          f"equivalent  {100 * found.rate:5.1f} %{rest}  ({tests})", flush=True)
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
    library, limits = campaign.library(module)
    print(mutant.words())
    for test in judging.tests_for(campaign.asked.width):
        limit = limits[test.name()]
        print(f"  {judging.as_typed(library, number, limit, test, campaign.asked.width)}", flush=True)
        failure = judging.run(test, campaign.asked.width, judging.environment(library, number, limit))
        print(f"    {failure or 'passes'}", flush=True)


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
    for module in modules:
        if not campaign.elaboration.of(module):
            print(f"{module:24}not in the small NIC of {asked.width} bits")
            continue
        if not asked.known:
            campaign.judge(module)
        found.append(campaign.module(module))
        print_found(found[-1], asked)
    if asked.page:
        mutate_page.write(campaign, all_modules())
    good = all(each.good and not each.stale() for each in found)
    killed, alive, equivalent = (sum(len(getattr(each, kind)) for each in found)
                                 for kind in ("killed", "survivors", "equivalent"))
    verdict = "each module at 95 % or more" if good else "NOT every module at 95 %"
    print(f"mutants: {killed} killed, {alive} alive, {equivalent} equivalent; {verdict}")
    return 0 if good else 1
