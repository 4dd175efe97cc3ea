# SPDX-License-Identifier: Apache-2.0
"""Which test finds a mutant: those of its module first, then those of the NIC, each until the first mismatch."""
import dataclasses
import os
import re
import resource
import subprocess

from . import benches, house, nic_library

PROGRAMS = ["pipeline_test", "full_tables_test", "any_values_test", "any_rules_test", "register_bus_test", "change_test", "reset_test"]
# A test that runs longer than this on one core does not end by itself.
CPU_SECONDS = 300


@dataclasses.dataclass(frozen=True)
class Test:
    """A test program, and which of its cases; WIDTH stands for the place of the NIC's width among all widths. `about`:
    the modules that a bench is made for, with all below them; none for tests of the whole NIC."""

    program: str
    cases: str
    about: tuple = ()

    def name(self):
        """The test as it is spoken of."""
        cases = self.cases.replace("/_WIDTH", "").replace("*", "all").replace(",", "+")
        return f"{self.program}:{cases.removesuffix('/all')}"

    def judges(self, module):
        """Whether the test is one of the module's."""
        return not self.about or any(module in house.parts(each) for each in self.about)

    def sources(self):
        """What the test is made of: its judgements depend on it, and on no other test."""
        tests = house.ROOT / "tests"
        common = [*(tests / "common").rglob("*.?pp")]
        bench = benches.of(self.program)
        if not bench:
            return sorted([tests / "system" / f"{self.program}.cpp", *common, *(tests / "scored").rglob("*.?pp")])
        own = self.cases.split("/")[0].removesuffix("_suite") if self.program == "tain_rtl_test" else \
            {"tain_rule_test": "rule_table"}.get(self.program, self.program.removeprefix("tain_").removesuffix("_test"))
        pins = {"tain_rtl_test": ["pin_copy.hpp"], "tain_rule_test": ["rule_pin_copy.hpp"]}.get(self.program, [])
        found = with_included({tests / "rtl" / name for name in [f"{own}_test.cpp", *pins]})
        if any(path.is_relative_to(tests / "common") for path in found):
            found.update(common)
        return sorted([*found, *([bench.own_source] if bench.own_source else [])])


def with_included(paths):
    """Files of the modules' tests with the headers of tests that they include, and what implements those."""
    folders = [benches.FOLDER, house.ROOT / "tests" / "common" / "include"]
    found, todo = set(), set(paths)
    while todo:
        path = todo.pop()
        found.add(path)
        names = re.findall(r'^#include "(.*)"', path.read_text(), flags=re.M)
        named = {folder / name for name in names for folder in folders}
        todo |= {each for path in named for each in (path, path.with_suffix(".cpp")) if each.exists()} - found
    return found


# Shortest first.
BENCH_TESTS = [
    Test("tain_rtl_test", "words/*", ("tain_spill", "tain_wide_spill", "tain_fifo", "tain_delay")),
    Test("tain_rtl_test", "arbiter/*", ("tain_arbiter",)),
    Test("tain_rtl_test", "counters_suite/*", ("tain_counters",)),
    Test("tain_rtl_test", "hold/*", ("tain_hold",)),
    Test("tain_rtl_test", "tap/*", ("tain_tap",)),
    Test("tain_rtl_test", "prepend/*", ("tain_prepend",)),
    Test("tain_rtl_test", "encapsulate/*", ("tain_encapsulate",)),
    Test("tain_rtl_test", "copy_path/*", ("tain_truncate", "tain_checksum", "tain_description", "tain_header_sum")),
    Test("tain_rtl_test", "copy_buffer/*", ("tain_truncate", "tain_checksum", "tain_description", "tain_copy_buffer")),
    Test("tain_rtl_test", "merge/*", ("tain_merge",)),
    # Of the rule bench's sizes the second, "small".
    Test("tain_rule_test", "keys_match_the_rules_in_force/_2,keys_match_the_rules_in_force/_3,"
         "resets_come_at_any_time/_1", ("tain_rule_table", "tain_first_match")),
    Test("tain_compare_test", "*", ("tain_interface_table", "tain_class_table", "tain_range_table")),
    Test("tain_rows_test", "*", ("tain_port_registers", "tain_interface_table", "tain_session_table", "tain_filter_table",
                                 "tain_target_table", "tain_class_table", "tain_range_table", "tain_rule_table")),
    Test("tain_axil_test", "*", ("tain_axil",)),
    Test("tain_mirror_reset_test", "*", ("tain_mirror_reset",)),
    Test("tain_control_test", "*", ("tain_control",)),
    Test("tain_port_registers_test", "*", ("tain_port_registers",)),
    Test("tain_session_select_test", "*", ("tain_session_select",)),
    Test("tain_window_test", "*", ("tain_window",)),
    Test("tain_parser_test", "*", ("tain_parser",)),
    Test("tain_flow_hash_test", "*", ("tain_flow_hash",)),
    Test("tain_frame_counters_test", "*", ("tain_frame_counters",)),
    Test("tain_interface_table_test", "*", ("tain_interface_table",)),
    Test("tain_filter_table_test", "*", ("tain_filter_table",)),
    Test("tain_session_table_test", "*", ("tain_session_table",)),
    Test("tain_target_table_test", "*", ("tain_target_table",)),
    # Once more, for what joins the tables: last, since it is about all that a judgement is made of.
    Test("tain_rows_test", "*", ("tain_judge",)),
]
NIC_TESTS = [
    Test("pipeline_test", "every_length_passes/_WIDTH,nothing_is_dropped_while_there_is_room/_WIDTH"),
    Test("pipeline_test", "counters_add_up/_WIDTH,every_range_checker_knows_its_borders/_WIDTH"),
    Test("any_values_test", "*/_WIDTH"),
    Test("any_rules_test", "*/_WIDTH"),
    Test("register_bus_test", "*/_WIDTH"),
    Test("full_tables_test", "*/_WIDTH"),
    Test("reset_test", "*/_WIDTH"),
    Test("change_test", "*/_WIDTH"),
    Test("pipeline_test", "random_frames_and_rules/_WIDTH"),
]
# Of the tests' own lists of widths.
WIDTHS = [64, 128, 256, 512]


def tests_of(module, width):
    """All tests that a module's mutants are run against, in this order; benches are 64 bits wide."""
    return [test for test in (BENCH_TESTS if width == 64 else []) if test.judges(module)] + NIC_TESTS


def command(test, width, folder=None):
    """How the test is called; programs of benches are in a folder of their own."""
    program = folder / test.program if benches.of(test.program) else nic_library.BUILD / "bin" / test.program
    cases = test.cases.replace("WIDTH", str(WIDTHS.index(width))).split(",")
    return [str(program), *(f"--run_test={each}" for each in cases), "--log_level=error", "--color_output=no"]


def environment(library, mutant, limit=0, clock_log=None):
    """What tells the test its NIC."""
    more = {"TAIN_NIC_MODELS": str(library), "TAIN_MUTANT": str(mutant), "TAIN_CLOCK_LIMIT": str(limit)}
    if clock_log:
        more["TAIN_CLOCK_LOG"] = str(clock_log)
    return {**os.environ, **more}


@dataclasses.dataclass(frozen=True)
class Place:
    """Where mutants stand behind numbers: the library of a NIC, or the folder of a bench's program."""

    folder: object
    width: int

    def run(self, test, mutant, limit, clock_log=None):
        """How a test fails on a mutant, in a line; empty where it passes."""
        clocks, seconds = (0, limit) if benches.of(test.program) else (limit, 0)
        env = environment(self.folder / "nic.so", mutant, clocks, clock_log)
        return run(command(test, self.width, self.folder), env, seconds or CPU_SECONDS)

    def as_typed(self, test, mutant, limit):
        """The command by which a person runs the test on a mutant."""
        called = " ".join(command(test, self.width, self.folder))
        if benches.of(test.program):
            return f"TAIN_MUTANT={mutant} {called}"
        return f"TAIN_NIC_MODELS={self.folder / 'nic.so'} TAIN_MUTANT={mutant} TAIN_CLOCK_LIMIT={limit} {called}"

    def limits(self, tests):
        """By the test's name, how long it may take on a mutant: a NIC twice the clocks of the longest-lived NIC without
        one, a bench three times its seconds. All tests must pass without a mutant."""
        found = {}
        for test in tests:
            log = self.folder / "clocks"
            log.unlink(missing_ok=True)
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            failure = self.run(test, 0, 0, log)
            if failure:
                raise SystemExit(f"{test.name()} fails on the netlist without a mutant: {failure}\n"
                                 f"  {self.as_typed(test, 0, 0)}")
            seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            found[test.name()] = (3 * int(seconds) + 5 if benches.of(test.program) else
                                  2 * max(int(line) for line in log.read_text().split()) + 5000)
        return found


def run(called, env, seconds):
    """How a test fails, in a line; empty where it passes. It is stopped at its first word of failure."""
    def limit_time():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    with subprocess.Popen(called, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", preexec_fn=limit_time) as process:
        for line in process.stdout:
            if "error: " in line:
                process.kill()
                return line.split("error: ", 1)[1].strip()[:200]
        process.wait()
        return "" if process.returncode == 0 else f"ended with {process.returncode}"
