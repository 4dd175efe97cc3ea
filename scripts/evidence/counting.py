# SPDX-License-Identifier: Apache-2.0
"""What the tests cover of NICs that count: the lines of the RTL that run, and the bits of signals that move."""
import dataclasses
import pathlib
import re
import subprocess
import sys

from . import constants, elaborate, house, judging, nic_library, results, tools


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


def tests_on(nic):
    """The tests that a NIC runs: those of the pipeline."""
    if nic.size == "small_copy_port":
        return [COPY_PORT_TEST]
    return judging.NIC_TESTS


def library(nic, counted):
    """The NIC that counts, as a shared library."""
    parameters = nic.all_parameters()
    key = results.key(*house.sources().values(), sorted(parameters.items()), nic.width, counted, tools.version("verilator"),
                      *(nic_library.SIM / "src" / name for name in ("loadable_model.cpp", "moved_bits.hpp")))
    made = house.EVIDENCE / "covered" / f"{nic.name}.{key}.so"
    if not made.exists():
        nic_library.build_tests()
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
        nic_library.build_tests(test.program)
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

    return results.cached("coverage", [made, nic.name, test, *test.sources(), pathlib.Path(__file__)], run)


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
        for bit, times in enumerate(reversed(moved)):
            if point := bit_of(scopes, signal, bit if len(moved) > 1 else None, places):
                yield point, int(times)


def bit_of(scopes, signal, bit, places):
    """The point of a bit of a signal; nothing where it is not counted."""
    place, inside = "", []  # the instance, and the generate blocks in it
    for scope in scopes:
        below = f"{place}.{scope}".lstrip(".")
        if below in places:
            place, inside = below, []
        else:
            inside.append(re.sub(r"\[\d+\]$", "", scope))
    if not place or signal.startswith("unused") or any(scope.startswith("unnamedblk") for scope in inside):
        return None
    return Point(places[place], "toggle", 0, ".".join([*inside, signal]) + ("" if bit is None else f"[{bit}]"))


def constant_in(nic, places):
    """The bits that are constant in all instances of a module in a NIC."""
    constant, other = set(), set()
    for scopes, signal, bits in constants.constant_bits({**nic.all_parameters(), "DATA_WIDTH": nic.width}):
        for bit, is_constant in enumerate(bits):
            (constant if is_constant == "1" else other).add(bit_of(scopes, signal, bit if len(bits) > 1 else None, places))
    return constant - other
