# SPDX-License-Identifier: Apache-2.0
"""Simulated NICs in shared libraries, and the build of the tests that loads them (sim/src/loaded_models.cpp)."""
import fcntl
import os
import re
import shutil

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


def verilate(library, sources, parameters, size, width, ports, coverage=()):
    """Makes the shared library of a NIC from these sources. `coverage`: Verilator's options for what is counted, if
    anything is. Needs build_tests."""
    work = library.with_suffix(".build")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    given = [f"-G{name}={value}" for name, value in {**parameters, "DATA_WIDTH": width}.items()]
    # Modules that are not inlined make half the C++, which takes longer to compile than to run.
    tools.run(["verilator", "--cc", "-O3", "--inline-mult", "1", "-Wno-lint", "-Wno-style", "-Wno-fatal",
               "--top-module", "tain_nic", "--prefix", "Vtain_nic", "--Mdir", work, "-CFLAGS", "-fPIC", *given, *coverage, *sources],
              log=work / "verilator.log")
    tools.run(["make", f"-j{os.cpu_count()}", "-C", work, "-f", "Vtain_nic.mk", "-f", SIM / "cmake" / "model.mk",
               f"OPTIMIZATION={'-O0' if '--coverage-toggle' in coverage else '-O2'}", f"CXX={shutil.which('clang++') or 'g++'}",
               "VM_PARALLEL_BUILDS=1", f"OBJCACHE={shutil.which('ccache') or ''}", "Vtain_nic__ALL.a"], log=work / "make.log", env=one_job())
    include = re.search(r"^VERILATOR_ROOT = (.*)$", (work / "Vtain_nic.mk").read_text(), flags=re.M)[1] + "/include"
    counting = [f"{include}/verilated_cov.cpp"] if coverage else []
    tools.run(["g++", "-std=c++20", "-O1", "-fPIC", "-shared", "-w", f"-DVM_COVERAGE={int(bool(coverage))}",
               "-DTAIN_MODEL=Vtain_nic", "-DTAIN_SYMBOLS=Vtain_nic__Syms", f"-DTAIN_SIZE={size}",
               f"-DTAIN_WIDTH={width}", f"-DTAIN_PORTS={ports}", "-I", work, "-I", include, "-I", f"{include}/vltstd",
               "-I", SIM / "src", "-I", SIM / "include", "-I", house.ROOT / "driver" / "include",
               SIM / "src" / "loadable_model.cpp", *counting, work / "Vtain_nic__ALL.a",
               BUILD / "sim" / "libtain_verilated_runtime.a", "-lz", "-pthread", "-o", library], log=work / "link.log")
    shutil.rmtree(work)


def one_job():
    """The environment for a make of its own."""
    return {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
