# SPDX-License-Identifier: Apache-2.0
"""scripts/coverage: which lines of the RTL the tests run, and which bits they move."""
import argparse
import dataclasses
import fnmatch
import pathlib
import re
import subprocess
import sys
import tomllib

from . import coverage_page, elaborate, house, judging, nic_library, results, tools

HOLES = house.ROOT / "hw" / "coverage.toml"
KINDS = ["line", "branch", "toggle"]
GOALS = {"line": 0.98, "toggle": 0.90}

ABOUT = """\
Runs the tests on NICs that Verilator made to count, and prints for each module how many of its lines have run and how
many bits of its signals have moved, all instances taken together; then every hole that hw/coverage.toml gives no
reason for. Exits with 1 under the goals (98 % of lines, 90 % of bits, holes with a reason apart). What was counted is
kept under build/evidence/ by the hash of its inputs, so a run that was cut off goes on where it stopped.
Beside lines there are branches: an `if` without `else` whose condition was never false. They have no goal."""


@dataclasses.dataclass(frozen=True)
class Nic:
    """A NIC that the tests run on."""

    size: str
    width: int
    parameters: tuple  # beside those of the small NIC

    @property
    def name(self):
        """As the tests speak of it."""
        return f"{self.size}_{self.width}"

    def all_parameters(self):
        """What its module is given."""
        return {**elaborate.small_parameters(), **dict(self.parameters)}


# The narrowest and the widest: what lies between has the same lines.
NICS = [Nic("small", 64, ()), Nic("small", 512, ()), Nic("small_copy_port", 64, (("COPY_PORT", "1'b1"),))]
COPY_PORT_TEST = judging.Test("copy_port_test", "*")


@dataclasses.dataclass(frozen=True, order=True)
class Point:
    """A place that is counted: a block of lines, or a bit of a signal."""

    module: str
    kind: str   # line, branch (one without lines of its own), toggle
    line: int
    what: str   # of lines: "37-40 else"; of bits: "g_lane.data_q[3]", the lanes of a loop together


def arguments():
    """What the user asks for."""
    parser = argparse.ArgumentParser(prog="scripts/coverage", description=ABOUT,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", metavar="MODULE", nargs="*", help="print the holes of these modules (default: all)")
    parser.add_argument("--nic", action="append", choices=[nic.name for nic in NICS],
                        help="run the tests on this NIC only; may be repeated (default: all of them)")
    parser.add_argument("--lines", action="store_true", help="count lines only, which is faster")
    parser.add_argument("--page", action="store_true", help="write docs/coverage.md")
    asked = parser.parse_args()
    unknown = [name for name in asked.modules if name not in house.sources()]
    if unknown:
        parser.error(f"{', '.join(unknown)}: no such module; hw/rtl/tain.f lists them")
    return asked


def tests_on(nic):
    """The tests that a NIC runs."""
    return [COPY_PORT_TEST] if nic.size == "small_copy_port" else judging.tests_for(nic.width)


def library(nic, counted):
    """The NIC that counts, as a shared library."""
    parameters = nic.all_parameters()
    key = results.key(*house.sources().values(), sorted(parameters.items()), nic.width, counted, tools.version("verilator"),
                      *(nic_library.SIM / "src" / name for name in ("loadable_model.cpp", "moved_bits.hpp")))
    made = house.EVIDENCE / "covered" / f"{nic.name}.{key}.so"
    if not made.exists():
        nic_library.build_tests(*judging.PROGRAMS, COPY_PORT_TEST.program)
        part = made.with_name("part." + made.name)
        nic_library.verilate(part, house.sources().values(), parameters, nic.size, nic.width, int(parameters["PORTS"]),
                             counted)
        part.rename(made)
    return made


def count(nic, made, places, test):
    """What one test covers on the NIC of a library: lists of a point's fields and how often it was met. `places`: the
    modules by where they stand in the NIC."""
    def run():
        folder = house.EVIDENCE / "covered" / f"{nic.name}.{test.program}"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        print(f"  {nic.name}: {test.name()}", file=sys.stderr, flush=True)
        done = subprocess.run(judging.command(test, nic.width), capture_output=True, text=True, check=False,
                              env={**judging.environment(made, 0), "TAIN_COVERAGE": str(folder)})
        if done.returncode:
            raise SystemExit(f"scripts/coverage: {test.name()} fails on {nic.name}:\n"
                             f"{done.stdout[-2000:]}{done.stderr[-500:]}")
        points = {}
        for file in folder.iterdir():
            for point, times in lines_run(file) if file.suffix == ".dat" else bits_moved(file, places):
                points[point] = points.get(point, 0) + times
            file.unlink()
        return [[*dataclasses.astuple(point), times] for point, times in sorted(points.items())]

    return results.cached("coverage", [made, nic.name, test, *judging.sources(), pathlib.Path(__file__)], run)


def lines_run(file):
    """The blocks of lines in a file that Verilator wrote, each with how often it was run."""
    for entry in re.finditer(r"^C '(.*)' (\d+)$", file.read_text(), flags=re.M):
        fields = dict(field.split("\x02", 1) for field in entry[1].split("\x01") if "\x02" in field)
        lines = fields.get("S", "")
        yield Point(pathlib.Path(fields["f"]).stem, "line" if lines else "branch", int(fields["l"]),
                    f"{lines or fields['l']} {fields['o']}"), int(entry[2])


def bits_moved(file, places):
    """The bits of signals in a file of sim/src/moved_bits.hpp, each with whether it moved."""
    for line in file.read_text().splitlines():
        _, *scopes, signal, moved = line.split(" ")
        place, inside = "", []  # the instance, and the generate blocks in it
        for scope in scopes:
            below = f"{place}.{scope}".lstrip(".")
            if below in places:
                place, inside = below, []
            else:
                inside.append(re.sub(r"\[\d+\]$", "", scope))
        if not place or signal.startswith("unused") or any(scope.startswith("unnamedblk") for scope in inside):
            continue
        for bit, times in enumerate(reversed(moved)):
            what = ".".join([*inside, signal])
            yield Point(places[place], "toggle", 0, f"{what}[{bit}]" if len(moved) > 1 else what), int(times)


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
    pattern = entry["what"].replace("[", "[[]")
    return (fnmatch.fnmatchcase(point.module, entry["module"]) and entry["kind"] == point.kind
            and fnmatch.fnmatchcase(point.what, pattern))


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
    nics = [nic for nic in NICS if not asked.nic or nic.name in asked.nic]
    counted = nic_library.LINES if asked.lines else nic_library.LINES + nic_library.BITS
    points = {}
    for nic in nics:
        made = library(nic, counted)
        places = nic_library.instances(house.sources().values(), nic.all_parameters(), nic.width)
        for test in tests_on(nic):
            for *fields, times in count(nic, made, places, test):
                point = Point(*fields)
                points[point] = points.get(point, 0) + times
    modules, stale = judge(points)
    if len(nics) < len(NICS) or asked.lines:
        stale = []  # what is missing may be what they speak of
    print_modules(modules, asked)
    for entry in stale:
        print(f"hw/coverage.toml: stale entry, all that it means is covered: {entry['module']} {entry['what']}")
    if asked.page:
        coverage_page.write(modules, [nic.name for nic in nics], counted)
    bad = [module.name for module in modules if not module.good()]
    verdict = f"under the goals: {', '.join(bad)}" if bad else "every module at 98 % of lines, 90 % of bits"
    print(f"coverage: {verdict}")
    return 1 if bad or stale else 0
