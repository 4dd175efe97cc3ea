# SPDX-License-Identifier: Apache-2.0
"""What docs/soak.md says was run: each part between two marks, written by the command that ran it."""
import re
import sys

from . import house, results

PAGE = house.ROOT / "docs" / "soak.md"


def write(part, text):
    """Puts `text` between the marks of `part`."""
    page = PAGE.read_text()
    found = re.search(rf"(?<=<!-- {part}: made by scripts/{part} --page -->\n).*?(?=<!-- end of {part} -->)", page, re.S)
    if not found:
        sys.exit(f"{house.shown(PAGE)}: the marks of {part} are missing")
    results.write(PAGE, page[:found.start()] + text.rstrip() + "\n" + page[found.end():])


if __name__ == "__main__":
    write(sys.argv[1], sys.stdin.read())
