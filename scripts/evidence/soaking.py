# SPDX-License-Identifier: Apache-2.0
"""Plays random episodes at all widths until enough frames were scored; goes on where it was cut off.

The frames are divided into runs of `RUN_FRAMES`, each with seeds of its own, which are played by as many processes as
there are cores. What a run came to is kept by the hash of all that is simulated, so that only a change makes them run
anew. A mismatch ends the soak; its waveform, its capture and the command that replays it are named."""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import time

from . import house, results, soak_page, tools

WIDTHS = (64, 128, 256, 512)
RUN_FRAMES = 20_000
# Seeds of neighbouring runs are so far apart that their episodes differ.
RUN_SEEDS = 10_000
LONG = 10_000_000
SIMULATED = ("hw/rtl", "hw/regs/tain.toml", "sim", "driver/src", "driver/include", "tests/common", "tests/scored",
             "tests/soak")


def main():
    options = read_options()
    tools.need("cmake", "ninja", "verilator", "c++")
    if options.page:
        return page(options)
    program = build(options)
    if options.keep or options.without or options.longest:
        return replay(program, options)
    return soak(program, options)


def read_options():
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=positive, default=LONG, help="over all widths (10,000,000)")
    parser.add_argument("--seed", type=positive, default=1, help="of the first episode (1)")
    parser.add_argument("--width", type=int, choices=WIDTHS, help="one width instead of all")
    parser.add_argument("--jobs", type=positive, default=os.cpu_count(), help="processes at a time (one a core)")
    parser.add_argument("--build", default="build", help="folder of the build (build)")
    parser.add_argument("--page", action="store_true", help="play nothing; say in docs/soak.md what was played so far")
    again = parser.add_argument_group("to play a part of one episode again, as a mismatch prints it")
    again.add_argument("--episode-frames", type=positive, default=2000)
    again.add_argument("--keep", metavar="N,N,...", help="these actions only")
    again.add_argument("--without", metavar="ID,ID,...", help="leave these objects out")
    again.add_argument("--longest", type=positive, metavar="BYTES", help="cut frames")
    options = parser.parse_args()
    if (options.keep or options.without or options.longest) and not options.width:
        parser.error("--keep, --without and --longest play one episode: name its --width and --seed")
    return options


def positive(text):
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return int(text)


def build(options):
    """The program, built."""
    folder = house.ROOT / options.build
    if not (folder / "build.ninja").exists():
        tools.run(["cmake", "-S", house.ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo"])
    print("scripts/soak: building", flush=True)
    try:
        tools.run(["ninja", "-C", folder, "tain-soak"], house.EVIDENCE / "soak" / "build.log")
    except tools.Failed as error:
        sys.exit(f"scripts/soak: {error}")
    return folder / "bin" / "tain-soak"


def replay(program, options):
    command = [program, "--width", options.width, "--seed", options.seed, "--episode-frames", options.episode_frames,
               "--frames", 1, "--evidence", house.EVIDENCE / "soak"]
    for name in ("keep", "without", "longest"):
        value = getattr(options, name)
        if value:
            command += ["--" + name, value]
    return subprocess.run([str(word) for word in command], check=False).returncode


class Mismatch(Exception):
    """What a run said that did not end well."""


def soak(program, options):
    print(f"scripts/soak: {options.frames:,} frames, seed {options.seed}", flush=True)
    waiting = runs(options)
    inputs = simulated()
    came_to, begun = [], time.monotonic()
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            playing = [pool.submit(kept_run, program, inputs, width, seed, frames) for width, seed, frames in waiting]
            try:
                for done in concurrent.futures.as_completed(playing):
                    came_to.append(done.result())
                    show(came_to, begun)
            except BaseException:
                for each in playing:
                    each.cancel()
                raise
    except Mismatch as mismatch:
        print(f"\nscripts/soak: MISMATCH\n{mismatch}")
        return 1
    except KeyboardInterrupt:
        print("\nscripts/soak: cut off; the same command goes on from here")
        return 130
    report(came_to)
    return 0


def runs(options):
    """Width, first seed and frames of each run; the widths take turns."""
    widths = [options.width] if options.width else WIDTHS
    share = -(-options.frames // len(widths))
    made = []
    for number in range(-(-share // RUN_FRAMES)):
        frames = min(RUN_FRAMES, share - number * RUN_FRAMES)
        made += [(width, options.seed + number * RUN_SEEDS, frames) for width in widths]
    return made


def simulated():
    """All that the outcome of a run depends on besides its own arguments."""
    files = []
    for name in SIMULATED:
        path = house.ROOT / name
        files += sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return [results.key(*files), tools.version("verilator"), tools.version("c++")]


def kept_run(program, inputs, width, seed, frames):
    return results.cached("soak", [*inputs, width, seed, frames], lambda: run(program, width, seed, frames))


def run(program, width, seed, frames):
    done = subprocess.run([program, "--width", str(width), "--seed", str(seed), "--frames", str(frames), "--evidence",
                           str(house.EVIDENCE / "soak")], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Mismatch(done.stderr.strip() or f"tain-soak ended with {done.returncode}: width {width}, seed {seed}")
    return json.loads(done.stdout)


def show(came_to, begun):
    frames = sum(each["frames"] for each in came_to)
    if sys.stdout.isatty():
        print(f"\r{frames:,} frames, {time.monotonic() - begun:.0f} s", end="", flush=True)
    elif len(came_to) % 20 == 0:
        print(f"{frames:,} frames, {time.monotonic() - begun:.0f} s", flush=True)


def page(options):
    """Writes the page's table of what is kept of these runs."""
    inputs = simulated()
    kept = [results.kept("soak", [*inputs, width, seed, frames]) for width, seed, frames in runs(options)]
    came_to = [each for each in kept if each]
    if not came_to:
        sys.exit("scripts/soak: nothing was played of the sources as they are")
    frames = sum(each["frames"] for each in came_to)
    said = "all of them" if len(came_to) == len(kept) else f"{len(came_to)} of its {len(kept)} runs, the rest was not played"
    named = ("frames", "copied", "dropped", "truncated", "bad", "flips", "loose", "clocks")
    rows = ["| width | " + " | ".join(named) + " |", "|---" * (len(named) + 1) + "|"]
    for width in sorted({each["width"] for each in came_to}):
        sums = [sum(each[name] for each in came_to if each["width"] == width) for name in named]
        rows.append(f"| {width} | " + " | ".join(f"{number:,}" for number in sums) + " |")
    soak_page.write("soak", f"Of the RTL as it is, `scripts/soak --frames {options.frames} --seed {options.seed}` played "
                    f"{frames:,} frames, {said}: no frame, copy or counter differed from what the model says.\n\n"
                    + "\n".join(rows))
    return 0


COLUMNS = ("frames", "unowned", "not_copied", "copied", "dropped", "truncated", "bad", "flips", "under_way", "loose",
           "clocks")


def report(came_to):
    print("\nwidth" + "".join(f"{name.replace('_', ' '):>13}" for name in COLUMNS) + "     frames/s")
    for width in sorted({each["width"] for each in came_to}):
        of_width = [each for each in came_to if each["width"] == width]
        print(f"{width:>5}" + "".join(f"{sum(each[name] for each in of_width):>13,}" for name in COLUMNS) +
              f"{sum(each['frames'] for each in of_width) / sum(each['seconds'] for each in of_width):>13,.0f}")
    print(f"scripts/soak: {sum(each['frames'] for each in came_to):,} frames, each as the model says")
