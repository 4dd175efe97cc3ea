# SPDX-License-Identifier: Apache-2.0
"""Answers of every operation in every format: whole, sparse, empty, beyond ASCII, in pages, and odd ones."""

from case import Case, ok
from cases.operations import FORMATS, OPERATIONS

# Beside full.xml, which every operation has.
VARIANTS = {
    "create-traffic-mirror-session": ("few", "unicode"),
    "modify-traffic-mirror-session": ("few",),
    "describe-traffic-mirror-sessions": ("few", "empty", "unicode"),
    "create-traffic-mirror-filter": ("few",),
    "describe-traffic-mirror-filters": ("empty",),
    "create-traffic-mirror-filter-rule": ("few",),
    "modify-traffic-mirror-filter-rule": ("unicode",),
    "describe-traffic-mirror-filter-rules": ("empty", "more"),
    "create-traffic-mirror-target": ("few",),
    "describe-traffic-mirror-targets": ("empty",),
    "describe-tags": ("empty",),
    "describe-network-interfaces": ("empty", "times"),
}
PAGES = {
    "describe-traffic-mirror-sessions": 3,
    "describe-traffic-mirror-filters": 2,
    "describe-traffic-mirror-targets": 2,
    "describe-tags": 2,
    "describe-network-interfaces": 2,
}
# Odd answers: file, operation, the client's exit code.
ODD = (
    ("no-set.xml", "describe-traffic-mirror-sessions", 0),
    ("empty-object.xml", "create-traffic-mirror-session", 0),
    ("empty-session.xml", "create-traffic-mirror-session", 0),
    ("not-a-number.xml", "describe-traffic-mirror-sessions", 255),
    ("odd-numbers.xml", "describe-traffic-mirror-sessions", 0),
    ("empty-number.xml", "describe-traffic-mirror-sessions", 255),
    ("odd-booleans.xml", "describe-network-interfaces", 0),
    ("unknown-elements.xml", "describe-traffic-mirror-sessions", 0),
    ("one-item.xml", "describe-traffic-mirror-sessions", 0),
    ("no-declaration.xml", "describe-traffic-mirror-sessions", 0),
    ("entities.xml", "describe-traffic-mirror-sessions", 0),
    ("white-space.xml", "describe-traffic-mirror-sessions", 0),
    ("comment.xml", "describe-traffic-mirror-sessions", 0),
    ("prefixed.xml", "describe-traffic-mirror-sessions", 0),
    ("null-name.xml", "describe-traffic-mirror-sessions", 0),
    ("many-lines.xml", "describe-traffic-mirror-sessions", 0),
    ("long.xml", "describe-traffic-mirror-sessions", 0),
    ("not-xml.txt", "describe-traffic-mirror-sessions", 255),
    ("page.html", "describe-traffic-mirror-sessions", 255),
    ("cut-short.xml", "describe-traffic-mirror-sessions", 255),
)
# Odd answers whose text differs from format to format.
ODD_FORMATS = ("empty-session.xml", "odd-numbers.xml", "null-name.xml", "many-lines.xml", "long.xml", "entities.xml", "white-space.xml")


def answer(operation, variant, form):
    return Case(
        f"answer {operation} {variant} {form}",
        f"{operation} {OPERATIONS[operation]} --output {form}",
        ok(f"{operation}/{variant}.xml"),
    )


def pages(operation, count, form):
    files = [f"{operation}/page-{number + 1}.xml" for number in range(count)]
    return Case(f"pages {operation} {form}", f"{operation} --output {form}", ok(*files))


def odd(file, operation, code, form):
    return Case(f"odd {file} {form}", f"{operation} {OPERATIONS[operation]} --output {form}", ok("odd/" + file), code)


CASES = [
    *(answer(operation, variant, form) for operation in OPERATIONS for variant in ("full", *VARIANTS.get(operation, ())) for form in FORMATS),
    *(pages(operation, count, form) for operation, count in PAGES.items() for form in FORMATS),
    *(odd(file, operation, code, "json") for file, operation, code in ODD),
    *(odd(file, operation, code, form) for file, operation, code in ODD if file in ODD_FORMATS for form in FORMATS[1:]),
    Case("odd empty body", "describe-traffic-mirror-sessions", ok(""), 255),
    Case("odd time", "describe-network-interfaces", ok("describe-network-interfaces/time-wrong.xml"), 255),
    *(
        Case(f"answer {form} with colors {color}", f"describe-traffic-mirror-filters --output {form} --color {color}", ok("describe-traffic-mirror-filters/full.xml"))
        for color in ("on", "off", "auto")
        for form in ("table", "json", "text")
    ),
    *(
        Case(
            f"answer table on a terminal of {columns} columns, color {color}",
            f"{operation} --output table --color {color}",
            ok(f"{operation}/full.xml"),
            terminal=(lines, columns),
        )
        for lines, columns, color in ((24, 80, "off"), (24, 80, "auto"), (50, 132, "off"), (200, 300, "off"), (120, 40, "off"))
        for operation in ("describe-traffic-mirror-sessions",)
    ),
    *(
        Case(f"answer table with COLUMNS={columns}", "describe-traffic-mirror-sessions --output table", ok("describe-traffic-mirror-sessions/full.xml"), environment={"COLUMNS": columns, "LINES": columns})
        for columns in ("40", "200", "x")
    ),
]
