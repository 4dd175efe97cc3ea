# SPDX-License-Identifier: Apache-2.0
"""Everything that scripts/synth measures for the page, by name."""
import functools
import tomllib

from . import house, placement, synthesis

GROWTH = (64, 128, 256, 512, 1024, 2048, 4096)
WIDTHS = (64, 128, 256, 512)
# Rules at which goal 1 speaks of each family.
RULES = {"xcup": 512, "ecp5": 64}
KEY_BITS = 298  # of a rule's key, before the range checkers' bits
# Goal 1 speaks of a ternary table with a key of so many bits; the exact ports and the range checkers' bits beyond them
# are part of what port ranges cost.
PLAIN_KEY_BITS = 276
# Of more rules than these, Yosys 0.23 takes rows for distributed memory of a depth that UltraScale+ has none of.
MOST_IN_LUTS = 1024


@functools.cache
def configurations():
    """Whole NICs, by name."""
    return tomllib.loads((house.ROOT / "hw" / "synth" / "configurations.toml").read_text())


def rule_parts(family, rules):
    """What rules cost: {part: subject}. The sessions per interface and range checkers are those of the family's NIC."""
    reads, checkers, per_filter, stride = (4, 32, 16, 5) if family == "xcup" else (2, 8, 8, 4)
    return {
        "table": synthesis.Subject("tain_rule_table", family, {
            "RULES": rules, "RULE_STRIDE": stride, "KEY_WIDTH": KEY_BITS + checkers, "READS": reads},
            in_block_ram="tain_rows" if family == "xcup" and rules > MOST_IN_LUTS else None),
        "ranges": synthesis.Subject("tain_range_table", family, {"RANGE_CHECKERS": checkers}),
        "first match": synthesis.Subject("tain_first_match", family, {
            "RULE_SLOTS": rules // per_filter, "RULES_PER_FILTER": per_filter, "READS": reads}),
    }


def plain_table(family, rules):
    """The ternary table and its loader, without what port ranges add to the key."""
    reads, stride = (4, 5) if family == "xcup" else (2, 4)
    return synthesis.Subject("tain_rule_table", family, {
        "RULES": rules, "RULE_STRIDE": stride, "KEY_WIDTH": PLAIN_KEY_BITS, "READS": reads})


def nic(name):
    """A whole NIC."""
    configuration = configurations()[name]
    return synthesis.Subject("tain_nic", configuration["family"], configuration["parameters"])


def at_width(family, width):
    """The NIC with the smallest tables, at a data width."""
    return synthesis.Subject("tain_nic", family, {**configurations()["ecp5-16-rules"]["parameters"],
                                                  "DATA_WIDTH": width})


def encapsulation():
    """What goal 4 speaks of."""
    return synthesis.Subject("tain_encapsulate", "ecp5", {"DATA_WIDTH": 64})


def subjects():
    """All that goes through Yosys, by name, what matters most first."""
    found = {}
    for family, rules in RULES.items():
        for part, subject in rule_parts(family, rules).items():
            found[f"rules/{family}/{rules}/{part.replace(' ', '-')}"] = subject
        found[f"rules/{family}/{rules}/plain-table"] = plain_table(family, rules)
    found["encapsulation"] = encapsulation()
    for name in reversed(list(configurations())):
        found[f"nic/{name}"] = nic(name)
    for family in RULES:
        for rules in GROWTH:
            for part, subject in rule_parts(family, rules).items():
                found.setdefault(f"rules/{family}/{rules}/{part.replace(' ', '-')}", subject)
    for family in RULES:
        for width in WIDTHS:
            found[f"width/{family}/{width}"] = at_width(family, width)
    return found


def placements():
    """All that goes through nextpnr, by name, the smallest first."""
    made = [placement.Placement(name, configuration, place) for name, configuration in configurations().items()
            for place in configuration.get("place", [])]
    return {placed.label(): placed for placed in reversed(made)}
