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


ENTRIES = ()


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
