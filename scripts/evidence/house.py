# SPDX-License-Identifier: Apache-2.0
"""The tree as the evidence scripts see it: where things are, which sources a module is made of."""
import functools
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
RTL = ROOT / "hw" / "rtl"
# Everything that these scripts make: results, waveforms, logs. Removing it costs time and nothing else.
EVIDENCE = ROOT / "build" / "evidence"


@functools.cache
def sources():
    """All of the pipeline's sources by the name of their module or package, in the order in which they are read."""
    listed = (RTL / "tain.f").read_text().split()
    return {pathlib.Path(name).stem: RTL / name for name in listed if name.endswith(".sv")}


def packages():
    """The packages, which every module may read."""
    return [name for name in sources() if name.endswith("_pkg")]


@functools.cache
def parts(top, without=()):
    """The modules that `top` is made of, itself among them, by name; sorted as they are read. Packages are left out, as
    are the modules `without` and what only they are made of."""
    if top not in sources():
        raise SystemExit(f"{top}: no such module; hw/rtl/tain.f lists them")
    found, waiting = set(), [top]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        words = set(re.findall(r"\btain_\w+\b", without_comments(sources()[name].read_text())))
        waiting += [word for word in words if word in sources() and word not in without and not word.endswith("_pkg")]
    return [name for name in sources() if name in found]


def files(top):
    """The sources that `top` is made of, packages first."""
    return [sources()[name] for name in packages() + parts(top)]


def shown(path):
    """A path as it is told to people: from the root of the tree."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


@functools.cache
def input_ports(module):
    """The names of a module's inputs; none where there is no such module."""
    if module not in sources():
        return frozenset()
    text = without_comments(sources()[module].read_text())
    return frozenset(re.findall(r"\binput\s+wire\b[^,;]*?(\w+)\s*(?=[,)]|\Z)", text))


def without_comments(text):
    """Verilog without its comments."""
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)
