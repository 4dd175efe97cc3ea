# SPDX-License-Identifier: Apache-2.0
"""Plots as SVG, the same bytes for the same figures."""
import io
import sys


def curves(lines, across, up):
    """{name: [(x, y), ...]} as lines over logarithmic axes."""
    try:
        import matplotlib
    except ImportError:
        sys.exit("scripts/synth: python3-matplotlib not found; scripts/setup --synthesis installs it")
    matplotlib.use("svg")
    from matplotlib import pyplot
    # Names of elements from the figures alone, and text as text.
    matplotlib.rcParams.update({"svg.hashsalt": "tain", "svg.fonttype": "none"})
    figure, axes = pyplot.subplots(figsize=(7, 4.2))
    for name, points in sorted(lines.items()):
        axes.plot(*zip(*points), marker="o", label=name)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    places = sorted({x for points in lines.values() for x, _ in points})
    axes.set_xticks(places, [str(x) for x in places])
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(True, which="both", alpha=0.3)
    axes.legend()
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)
    return text.getvalue()
