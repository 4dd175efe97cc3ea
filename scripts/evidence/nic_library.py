# SPDX-License-Identifier: Apache-2.0
"""Simulated NICs in shared libraries, and the build of the tests that loads them (sim/src/loaded_models.cpp)."""
import fcntl
import os
import pathlib
import re
import shutil
import tempfile
import xml.etree.ElementTree

from . import house, tools

BUILD = house.EVIDENCE / "tests"
SIM = house.ROOT / "sim"


def build_tests(*programs):
    """Builds test programs without a NIC of their own."""
    tools.need("cmake", "ninja", "verilator", "g++")
    BUILD.mkdir(parents=True, exist_ok=True)
    with open(BUILD / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another script may build them, too
        build(programs)


def build(programs):
    """Configures where that was not done, and builds."""
    if not (BUILD / "build.ninja").exists():
        tools.run(["cmake", "-S", house.ROOT, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo",
                   "-DTAIN_SIM_WIDTHS="], log=house.EVIDENCE / "tests.configure.log")
    tools.run(["ninja", "-C", BUILD, *programs, "tain_verilated_runtime"], log=house.EVIDENCE / "tests.build.log")


# Verilator's options for what a library counts. It passes over wide signals unless told otherwise; words of memories are
# left out.
LINES = ("--coverage-line",)
BITS = ("--trace", "--trace-max-width", "4096", "--trace-max-array", "1", "--no-trace-params")


def instances(sources, parameters, width):
    """The modules of a NIC by where they stand in it, generate blocks left out: tain_nic.port.merge: tain_merge."""
    with tempfile.TemporaryDirectory() as work:
        tools.run(["verilator", "--xml-only", "-Wno-lint", "-Wno-style", "-Wno-fatal", "--top-module", "tain_nic", "--Mdir", work,
                   *given(parameters, width), *sources])
        netlist = xml.etree.ElementTree.parse(pathlib.Path(work) / "Vtain_nic.xml").getroot()
    modules = {each.get("name"): each.get("origName") for each in netlist.iter("module")}
    return {each.get("hier"): modules[each.get("submodname")] for each in netlist.iter("cell")}


def given(parameters, width):
    """A NIC's parameters as Verilator takes them."""
    return [f"-G{name}={value}" for name, value in {**parameters, "DATA_WIDTH": width}.items()]


def verilate(library, sources, parameters, size, width, ports, counted=()):
    """Makes the shared library of a NIC from these sources; `counted`: LINES, BITS. Needs build_tests."""
    work = library.with_suffix(".build")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # Modules that are not inlined make half the C++, which takes longer to compile than to run.
    tools.run(["verilator", "--cc", "-O3", "--inline-mult", "1", "-Wno-lint", "-Wno-style", "-Wno-fatal",
               "--top-module", "tain_nic", "--prefix", "Vtain_nic", "--Mdir", work, "-CFLAGS", "-fPIC", *given(parameters, width),
               *counted, *sources], log=work / "verilator.log")
    tools.run(["make", f"-j{os.cpu_count()}", "-C", work, "-f", "Vtain_nic.mk", "-f", SIM / "cmake" / "model.mk",
               f"OPTIMIZATION={'-O1' if counted else '-O2'}", f"CXX={shutil.which('clang++') or 'g++'}",
               "VM_PARALLEL_BUILDS=1", f"OBJCACHE={shutil.which('ccache') or ''}", "Vtain_nic__ALL.a"],
              log=work / "make.log", env=one_job())
    include = re.search(r"^VERILATOR_ROOT = (.*)$", (work / "Vtain_nic.mk").read_text(), flags=re.M)[1] + "/include"
    lines, bits = (set(options) <= set(counted) for options in (LINES, BITS))
    counting = ([f"{include}/verilated_cov.cpp"] if lines else []) + ([f"{include}/verilated_vcd_c.cpp"] if bits else [])
    tools.run(["g++", "-std=c++20", "-O1", "-fPIC", "-shared", "-w", f"-DVM_COVERAGE={int(lines)}", f"-DVM_TRACE_VCD={int(bits)}",
               "-DTAIN_MODEL=Vtain_nic", "-DTAIN_SYMBOLS=Vtain_nic__Syms", f"-DTAIN_SIZE={size}",
               f"-DTAIN_WIDTH={width}", f"-DTAIN_PORTS={ports}", "-I", work, "-I", include, "-I", f"{include}/vltstd",
               "-I", SIM / "src", "-I", SIM / "include", "-I", house.ROOT / "driver" / "include",
               SIM / "src" / "loadable_model.cpp", *counting, work / "Vtain_nic__ALL.a",
               BUILD / "sim" / "libtain_verilated_runtime.a", "-lz", "-pthread", "-o", library], log=work / "link.log")
    shutil.rmtree(work)


def one_job():
    """The environment for a make of its own."""
    return {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
