# SPDX-License-Identifier: Apache-2.0
"""The one list of what may differ between the two clients, and why. An entry that no case needs any more fails the
test."""

import re
from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Difference:
    reason: str
    part: str  # of what is seen: stdout, stderr, requests
    without: Callable[[str], str]  # the text without what may differ


def replaced(pattern, by):
    expression = re.compile(pattern, re.MULTILINE | re.DOTALL)
    return lambda text: expression.sub(by, text)


ENTRIES = (
    Difference(
        "the usage lines are those of the program: its name, and `ec2` may be left out",
        "stderr",
        replaced(r"^usage: (?:aws|tain) [^\n]*\nTo see help text, you can run:\n\n(?:  (?:aws|tain) [^\n]*\n)+", "USAGE\n"),
    ),
    Difference(
        "the program says its own name in front of an error of usage",
        "stderr",
        replaced(r"^(?:aws|tain): error: ", "PROGRAM: error: "),
    ),
    Difference(
        "tain has the operations for mirroring and commands of its own, where the AWS client has all of EC2",
        "stderr",
        replaced(r"(argument (?:operation|command): Invalid choice, valid choices are:\n\n).*", r"\1CHOICES\n"),
    ),
    Difference(
        "the documentation of members in a skeleton is in tain's own words",
        "stdout",
        replaced(r"^( *(?:- )?[A-Za-z0-9]+:(?: \S+)?  ?# (?:\[REQUIRED\] )?)[^\n]*", r"\1WORDS"),
    ),
    Difference(
        "there is no `tain configure`",
        "stderr",
        replaced(
            r'(?:You can also configure your region by running "aws configure"|You can configure credentials by running'
            r' "aws configure"|It can also stand in the environment [^\n]*|They can stand in the environment [^\n]*)\.$',
            "HINT",
        ),
    ),
    Difference(
        "an empty message is no None of Python's",
        "stderr",
        replaced(r"( operation: )(?:None|Unknown)$", r"\1NOTHING"),
    ),
    Difference(
        "another XML parser has other words for what is wrong with a text, and another idea of the place",
        "stderr",
        replaced(r"Unable to parse response \([^\n]*?: line \d+, column \d+\)", "Unable to parse response (PLACE)"),
    ),
)


def normal(seen, entries):
    result = dict(seen)
    for entry in entries:
        result[entry.part] = entry.without(result[entry.part])
    return result


class List:
    def __init__(self):
        self.needed = set()

    def apply(self, case, wanted, got):
        """Both sides without what may differ."""
        if wanted == got:
            return wanted, got
        both = normal(wanted, ENTRIES), normal(got, ENTRIES)
        if both[0] == both[1]:
            self.note_needed(wanted, got)
        return both

    def note_needed(self, wanted, got):
        for entry in ENTRIES:
            others = [other for other in ENTRIES if other is not entry]
            if normal(wanted, others) != normal(got, others):
                self.needed.add(entry)

    def unused(self):
        return [entry for entry in ENTRIES if entry not in self.needed]
