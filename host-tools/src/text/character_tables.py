#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes character_tables.inc from Python's own Unicode data, which is what the AWS command line goes by.

character_tables.py          writes the file
character_tables.py --check  writes nothing; exits with 1 where the file is not what it should be, with 77
                             where this Python knows another version of Unicode
"""
import pathlib
import sys
import unicodedata

FILE = pathlib.Path(__file__).with_name("character_tables.inc")
UNICODE = "14.0.0"


def spans(is_in):
    """The code points that are in, as pairs of first and last."""
    found = []
    for point in filter(lambda point: is_in(chr(point)), range(sys.maxunicode + 1)):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def table(name, is_in):
    pairs = [f"{{0x{first:X}, 0x{last:X}}}" for first, last in spans(is_in)]
    lines = [", ".join(pairs[at:at + 5]) for at in range(0, len(pairs), 5)]
    return f"constexpr Span {name}[] = {{\n    " + ",\n    ".join(lines) + "};\n"


def upper_case():
    pairs = [f'{{0x{point:X}, "{chr(point).upper()}"}}' for point in range(0x80, sys.maxunicode + 1)
             if chr(point).upper() != chr(point)]
    lines = [", ".join(pairs[at:at + 6]) for at in range(0, len(pairs), 6)]
    return "constexpr Upper upper_case[] = {\n    " + ",\n    ".join(lines) + "};\n"


def text():
    return (f"// SPDX-License-Identifier: Apache-2.0\n"
            f"// Unicode {UNICODE}. Made by character_tables.py; change that.\n\n"
            + table("two_columns", lambda c: unicodedata.east_asian_width(c) in "WFA") + "\n"
            + table("not_printable", lambda c: not c.isprintable()) + "\n"
            + upper_case())


def main():
    if unicodedata.unidata_version != UNICODE:
        print(f"this Python knows Unicode {unicodedata.unidata_version}, the tables are of {UNICODE}")
        sys.exit(77)
    if "--check" not in sys.argv:
        FILE.write_text(text())
    elif FILE.read_text() != text():
        sys.exit(f"{FILE} is not what character_tables.py makes")


if __name__ == "__main__":
    main()
