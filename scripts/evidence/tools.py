# SPDX-License-Identifier: Apache-2.0
"""The programs that the evidence scripts run: found, or missed with a word on how to get them."""
import functools
import shutil
import subprocess
import sys

# Where a program comes from, when it is not what `scripts/setup` installs.
PLAIN = "scripts/setup installs it"


def need(*programs, get=PLAIN):
    """Ends the script with one line where a program is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        sys.exit(f"{script()}: {', '.join(missing)} not found; {get}")


def script():
    """How the script was called, as a user would call it."""
    return sys.argv[0].rpartition("/")[2] and "scripts/" + sys.argv[0].rpartition("/")[2]


@functools.cache
def version(program, argument="--version"):
    """What a program says its version is: part of what its results depend on."""
    return subprocess.run([program, argument], capture_output=True, text=True, check=True).stdout.strip()


def run(command, log=None, **options):
    """Runs a command quietly; its words go to `log`. Raises Failed with the last of them where it fails."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          **options)
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stdout)
    if done.returncode:
        raise Failed(command, done.stdout, log)
    return done.stdout


class Failed(Exception):
    """A command that did not end well."""

    def __init__(self, command, words, log):
        last = "\n".join(words.splitlines()[-10:])
        where = f" (all of it in {log})" if log else ""
        super().__init__(f"{' '.join(str(word) for word in command)[:200]}: failed{where}\n{last}")
        self.words = words
