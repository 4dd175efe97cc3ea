# SPDX-License-Identifier: Apache-2.0
"""Which test finds a mutant: the tests, shortest first, on a NIC with the mutant in it until the first mismatch."""
import dataclasses
import os
import resource
import subprocess

from . import house, nic_library

PROGRAMS = ["pipeline_test", "change_test", "reset_test", "driver_simulated_test"]
# A test that runs longer than this on one core does not end by itself.
CPU_SECONDS = 300


@dataclasses.dataclass(frozen=True)
class Test:
    """A test program, and which of its cases; WIDTH stands for the place of the NIC's width among all widths."""

    program: str
    cases: str

    def name(self):
        """The test as it is spoken of."""
        return f"{self.program}:{self.cases.replace('/_WIDTH', '').replace('*', 'all').replace(',', '+')}"


TESTS = [
    Test("pipeline_test", "every_length_passes/_WIDTH,nothing_is_dropped_while_there_is_room/_WIDTH"),
    Test("pipeline_test", "counters_add_up/_WIDTH"),
    Test("reset_test", "*/_WIDTH"),
    Test("change_test", "*/_WIDTH"),
    Test("pipeline_test", "random_frames_and_rules/_WIDTH"),
    Test("driver_simulated_test", "*"),
]
# Of the tests' own lists of widths; the last test drives a NIC of 64 bits, whatever the others do.
WIDTHS = [64, 128, 256, 512]


def tests_for(width):
    """The tests of a NIC of this width."""
    return [test for test in TESTS if width == 64 or "WIDTH" in test.cases]


def sources():
    """The tests' sources, on which a judgement depends."""
    folders = [house.ROOT / "tests" / name for name in ("system", "common", "scored")]
    found = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".cpp", ".hpp")]
    return sorted([*found, house.ROOT / "tests" / "driver" / "simulated_test.cpp"])


def command(test, width):
    """How the test is called."""
    cases = test.cases.replace("WIDTH", str(WIDTHS.index(width))).split(",")
    return [str(nic_library.BUILD / "bin" / test.program), *(f"--run_test={each}" for each in cases),
            "--log_level=error", "--color_output=no"]


def environment(library, mutant, limit=0, clock_log=None):
    """What tells the test its NIC."""
    more = {"TAIN_NIC_MODELS": str(library), "TAIN_MUTANT": str(mutant), "TAIN_CLOCK_LIMIT": str(limit)}
    if clock_log:
        more["TAIN_CLOCK_LOG"] = str(clock_log)
    return {**os.environ, **more}


def as_typed(library, mutant, limit, test, width):
    """The command by which a person runs the test on a mutant."""
    return (f"TAIN_NIC_MODELS={library} TAIN_MUTANT={mutant} TAIN_CLOCK_LIMIT={limit} "
            f"{' '.join(command(test, width))}")


def limits(library, width, folder):
    """The clocks that a NIC may live in each test: twice what the longest lives without a mutant, which must pass."""
    found = {}
    for test in tests_for(width):
        log = folder / "clocks"
        log.unlink(missing_ok=True)
        failure = run(test, width, environment(library, 0, clock_log=log))
        if failure:
            raise SystemExit(f"{test.name()} fails on the netlist without a mutant: {failure}\n"
                             f"  {as_typed(library, 0, 0, test, width)}")
        found[test.name()] = 2 * max(int(line) for line in log.read_text().split()) + 5000
    return found


def judge(library, mutant, width, clock_limits):
    """The name of the test that fails and how; None where all pass."""
    for test in tests_for(width):
        failure = run(test, width, environment(library, mutant, clock_limits[test.name()]))
        if failure:
            return {"test": test.name(), "failure": failure}
    return None


def run(test, width, env):
    """How the test fails, in a line; empty where it passes. It is stopped at its first word of failure."""
    with subprocess.Popen(command(test, width), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", preexec_fn=limit_time) as process:
        for line in process.stdout:
            if "error: " in line:
                process.kill()
                return line.split("error: ", 1)[1].strip()[:200]
        process.wait()
        return "" if process.returncode == 0 else f"ended with {process.returncode}"


def limit_time():
    """In the test's process: the longest time on a core."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
