# SPDX-License-Identifier: Apache-2.0
"""The benches of single modules (tests/rtl), beside the NIC: what they are made of, and their programs with mutants."""
import dataclasses
import fcntl
import os
import shutil

from . import house, nic_library, tools

FOLDER = house.ROOT / "tests" / "rtl"
BUILD = house.EVIDENCE / "benches"


@dataclasses.dataclass(frozen=True)
class Bench:
    """A bench: the top of its sources, with which parameters, and the program that it is linked into."""

    program: str
    top: str
    parameters: str = ""

    @property
    def own_source(self):
        """The bench itself; None where it is a module of the NIC, tested alone."""
        return None if self.top in house.sources() else FOLDER / f"{self.top}.sv"


# Of the widths and sizes in which a bench comes, the smallest: as CMAKE asks for it.
BENCHES = [
    Bench("tain_rtl_test", "stream_bench", ".DATA_WIDTH(64)"),
    Bench("tain_rule_test", "rule_bench", ".RULE_SLOTS(10), .RULES_PER_FILTER(4), .RULE_STRIDE(5), .KEY_WIDTH(306)"),
    Bench("tain_compare_test", "compare_bench"),
    Bench("tain_rows_test", "rows_bench"),
    Bench("tain_axil_test", "tain_axil"),
    Bench("tain_mirror_reset_test", "tain_mirror_reset"),
    Bench("tain_control_test", "tain_control",
          ".PORTS(3), .DATA_WIDTH(128), .INTERFACES(9), .SESSIONS_PER_INTERFACE(4), .FILTERS(5), .RULE_SLOTS(7), "
          ".RULES_PER_FILTER(14), .TARGETS(6), .ADDRESSES_PER_TARGET(8), .NEVER_COPIED(11), .RESOLVERS(2), "
          ".RANGE_CHECKERS(54), .BUFFER_BYTES(65536), .BUFFER_COPIES(1024)"),
    Bench("tain_port_registers_test", "tain_port_registers"),
    Bench("tain_session_select_test", "tain_session_select", ".SESSIONS_PER_INTERFACE(4)"),
    Bench("tain_window_test", "tain_window", ".DATA_WIDTH(64)"),
    Bench("tain_parser_test", "tain_parser"),
    Bench("tain_flow_hash_test", "tain_flow_hash"),
    Bench("tain_frame_counters_test", "tain_frame_counters", ".INTERFACES(8), .SESSIONS_PER_INTERFACE(4), .RULES(40)"),
    Bench("tain_interface_table_test", "tain_interface_table", ".INTERFACES(37)"),
    Bench("tain_filter_table_test", "tain_filter_table", ".FILTERS(37), .READS(4)"),
    Bench("tain_session_table_test", "tain_session_table", ".INTERFACES(9), .SESSIONS_PER_INTERFACE(4), .FILTERS(5)"),
    Bench("tain_target_table_test", "tain_target_table", ".TARGETS(2), .ADDRESSES_PER_TARGET(75)"),
]
CMAKE = ["-DTAIN_BENCH_WIDTHS=64", "-DTAIN_RULE_BENCHES=small", "-DTAIN_BENCH_MUTANTS=ON", "-DTAIN_SIM_WIDTHS=",
         "-DCMAKE_BUILD_TYPE=RelWithDebInfo"]


def of(program):
    """The bench of a program; None for programs that run on a NIC."""
    return next((bench for bench in BENCHES if bench.program == program), None)


def own_sources():
    """The sources of benches beside the pipeline's."""
    return [bench.own_source for bench in BENCHES if bench.own_source]


def top(nic_parameters):
    """A module with a NIC and all benches below it, for who reads them together."""
    given = ", ".join(f".{name}({value})" for name, value in sorted(nic_parameters.items()))
    below = [f"tain_nic #({given}) nic ();"]
    below += [f"{bench.top} #({bench.parameters}) {bench.top}_i ();" if bench.parameters else
              f"{bench.top} {bench.top}_i ();" for bench in BENCHES]
    return "module tain_evidence;\n" + "".join(f"    {line}\n" for line in below) + "endmodule\n"


def build(programs, sources, folder):
    """Builds programs with the sources in a folder made like hw/rtl, and puts them into `folder`."""
    tools.need("cmake", "ninja", "verilator", "g++", "make")
    BUILD.mkdir(parents=True, exist_ok=True)
    with open(BUILD / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # The same folder each time, so that only what differs is compiled again.
        rtl = BUILD / "rtl"
        shutil.rmtree(rtl, ignore_errors=True)
        # With times of their own: those of another run's mutants, built meanwhile, would be taken for newer.
        shutil.copytree(sources, rtl, copy_function=shutil.copyfile)
        if not (BUILD / "build.ninja").exists():
            tools.run(["cmake", "-S", house.ROOT, "-B", BUILD, "-G", "Ninja", f"-DTAIN_RTL={rtl}", *CMAKE],
                      log=house.EVIDENCE / "benches.configure.log")
        tools.run(["ninja", "-C", BUILD, f"-j{os.cpu_count()}", *programs], log=house.EVIDENCE / "benches.build.log",
                  env=nic_library.one_job())
        folder.mkdir(parents=True, exist_ok=True)
        for program in programs:
            shutil.copy2(BUILD / "bin" / program, folder / program)
