# SPDX-License-Identifier: Apache-2.0
"""scripts/coverage: which lines of the RTL the tests run, and which bits they move."""
import argparse
import dataclasses
import fnmatch
import sys
import tomllib

from . import counting, coverage_page, house, nic_library, tools

HOLES = house.ROOT / "hw" / "coverage.toml"
KINDS = ["line", "branch", "toggle"]
GOALS = {"line": 0.98, "toggle": 0.90}

ABOUT = """\
Runs the tests on NICs that Verilator made to count, and prints for each module how many of its lines have run and how
many bits of its signals have moved, all instances taken together; then every hole that hw/coverage.toml gives no
reason for. Exits with 1 under the goals (98 % of lines, 90 % of bits, holes with a reason apart). What was counted is
kept under build/evidence/ by the hash of its inputs, so a run that was cut off goes on where it stopped.
Beside lines there are branches: an `if` without `else` whose condition was never false. They have no goal."""


def arguments():
    """What the user asks for."""
    parser = argparse.ArgumentParser(prog="scripts/coverage", description=ABOUT,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", metavar="MODULE", nargs="*", help="print the holes of these modules (default: all)")
    parser.add_argument("--nic", action="append", choices=[nic.name for nic in counting.NICS],
                        help="run the tests on this NIC only; may be repeated (default: all of them)")
    parser.add_argument("--lines", action="store_true", help="count lines only, which is faster")
    parser.add_argument("--page", action="store_true", help="write docs/coverage.md")
    asked = parser.parse_args()
    unknown = [name for name in asked.modules if name not in house.sources()]
    if unknown:
        parser.error(f"{', '.join(unknown)}: no such module; hw/rtl/tain.f lists them")
    return asked


@dataclasses.dataclass
class Module:
    """What is covered of a module."""

    name: str
    met: dict      # kind to how many points were met
    excused: dict  # kind to how many were not, with a reason
    holes: list    # points without a reason

    def of(self, kind):
        """How many points of a kind there are, those with a reason apart."""
        return self.met[kind] + sum(point.kind == kind for point in self.holes)

    def share(self, kind):
        """Met, of those without a reason."""
        return self.met[kind] / self.of(kind) if self.of(kind) else 1.0

    def good(self):
        """Whether the goals are met."""
        return all(self.share(kind) >= goal for kind, goal in GOALS.items())


def reasons():
    """The list of holes that may be: module, kind, what (a pattern), reason."""
    if not HOLES.exists():
        return []
    entries = tomllib.loads(HOLES.read_text()).get("hole", [])
    for entry in entries:
        missing = [field for field in ("module", "kind", "what", "reason") if not entry.get(field)]
        if missing:
            sys.exit(f"{HOLES.relative_to(house.ROOT)}: an entry of {entry.get('module', 'no module')} "
                     f"has no {missing[0]}")
    return entries


def covers(entry, point):
    """Whether an entry speaks of a point; in patterns, * is any text, and brackets are just brackets."""
    return (fnmatch.fnmatchcase(point.module, entry["module"]) and entry["kind"] == point.kind
            and any(fnmatch.fnmatchcase(point.what, pattern.replace("[", "[[]")) for pattern in entry["what"]))


def judge(points):
    """Modules, and the entries of hw/coverage.toml that speak of nothing."""
    entries, used = reasons(), set()
    modules = {}
    for point, times in sorted(points.items()):
        module = modules.setdefault(point.module, Module(point.module, dict.fromkeys(KINDS, 0),
                                                         dict.fromkeys(KINDS, 0), []))
        if times:
            module.met[point.kind] += 1
            continue
        excuse = next((place for place, entry in enumerate(entries) if covers(entry, point)), None)
        if excuse is None:
            module.holes.append(point)
        else:
            used.add(excuse)
            module.excused[point.kind] += 1
    return list(modules.values()), [entry for place, entry in enumerate(entries) if place not in used]


def print_modules(modules, asked):
    """The table, and the holes."""
    for module in modules:
        print(f"{module.name:24}" + "".join(
            f"  {kind} {module.met[kind]:5} of {module.of(kind):5} {100 * module.share(kind):6.1f} %"
            f" ({module.excused[kind]} with a reason)" for kind in KINDS))
    for module in modules:
        if asked.modules and module.name not in asked.modules:
            continue
        for line in folded(module.holes):
            print(f"{module.name}: {line}")


def folded(holes):
    """Holes in few words: the bits of a signal together."""
    bits, found = {}, []
    for point in holes:
        if point.kind == "toggle":
            bits.setdefault(point.what.partition("[")[0], []).append(point.what)
        else:
            found.append(f"line {point.what}: never {'taken' if point.kind == 'branch' else 'run'}")
    for signal, names in bits.items():
        which = names[0] if len(names) == 1 else f"{signal}: {len(names)} bits, {names[0]} to {names[-1]}"
        found.append(f"{which}: never moved")
    return found


def main():
    """The script."""
    asked = arguments()
    tools.need("verilator", "g++", "make", "cmake", "ninja")
    nics = [nic for nic in counting.NICS if not asked.nic or nic.name in asked.nic]
    counted = nic_library.LINES if asked.lines else nic_library.LINES + nic_library.BITS
    points, constant_only = {}, {}
    for nic in nics:
        made = counting.library(nic, counted)
        places = nic_library.instances(house.sources().values(), nic.all_parameters(), nic.width)
        constant = set() if asked.lines else counting.constant_in(nic, places)
        for test in counting.tests_on(nic):
            for *fields, times in counting.count(nic, made, places, test):
                point = counting.Point(*fields)
                points[point] = points.get(point, 0) + times
                constant_only[point] = point in constant and constant_only.get(point, True)
    points = {point: times for point, times in points.items() if times or not constant_only[point]}
    modules, stale = judge(points)
    if len(nics) < len(counting.NICS) or asked.lines:
        stale = []  # what is missing may be what they speak of
    print_modules(modules, asked)
    for entry in stale:
        print(f"hw/coverage.toml: stale entry, all that it means is covered: {entry['module']} {', '.join(entry['what'])}")
    if asked.page:
        coverage_page.write(modules, [nic.name for nic in nics], counted)
    bad = [module.name for module in modules if not module.good()]
    verdict = f"under the goals: {', '.join(bad)}" if bad else "every module at 98 % of lines, 90 % of bits"
    print(f"coverage: {verdict}")
    return 1 if bad or stale else 0
