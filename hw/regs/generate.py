#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the SystemVerilog package, the C++ header and the register page from hw/regs/tain.toml.

generate.py          writes the three files
generate.py --check  writes nothing; exits with 1 and names each file that is not what it should be
"""
import pathlib
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "hw/regs/tain.toml"
NOTICE = "Made by hw/regs/generate.py from hw/regs/tain.toml; change that."


def load():
    description = tomllib.loads(SOURCE.read_text())
    tables = {table["name"]: table for table in description["table"]}
    for table in description["table"]:
        if "same_fields_as" in table:
            table["fields"] = tables[table["same_fields_as"]]["fields"]
    for index, capability in enumerate(description["capability"]):
        capability["offset"] = 4 * index
    return description


def lowest_bit(field):
    word, bit, _ = field["at"]
    return 32 * word + bit


def row_width(table):
    return max(lowest_bit(field) + field["at"][2] for field in table["fields"])


def row_fields(table):
    """A bit for each bit of the row's words that a field has."""
    return sum(((1 << field["at"][2]) - 1) << lowest_bit(field) for field in table["fields"])


def row_words(table):
    return (row_width(table) + 31) // 32


def data_words(description):
    return next(r["count"] for r in description["register"] if r["block"] == "port" and r["name"] == "data")


def check(description):
    """What the three files could not say of themselves: nothing overlaps, everything fits."""
    for table in description["table"]:
        used = set()
        for field in table["fields"]:
            bits = set(range(lowest_bit(field), lowest_bit(field) + field["at"][2]))
            assert not used & bits, f"table {table['name']}: field {field['name']} overlaps another"
            used |= bits
        assert row_width(table) <= 32 * data_words(description), f"table {table['name']}: longer than `data`"
    taken = set()
    for register in description["register"]:
        block = next(b for b in description["block"] if b["name"] == register["block"])
        for i in range(register.get("count", 1)):
            address = register["offset"] + i * register.get("stride", 4)
            assert address < block["size"], f"register {register['name']}: outside its block"
            assert (block["name"], address) not in taken, f"register {register['name']}: address taken"
            taken.add((block["name"], address))
    for capability in description["capability"]:
        assert ("control", capability["offset"]) not in taken, f"capability {capability['name']}: address taken"


# --- SystemVerilog ------------------------------------------------------------------------------------------------


def system_verilog(d):
    out = [
        "// SPDX-License-Identifier: Apache-2.0",
        f"// {NOTICE}",
        "// Register addresses, table rows, rule key and default sizes. A field of a row is two constants: its",
        "// lowest bit within the row's words (…_LSB) and its width (…_WIDTH). …_FIELDS: the bits that fields have.",
        "`default_nettype none",
        "package tain_regs_pkg;",
        "",
    ]

    def constant(name, value, width=None, doc=None):
        kind = "int" if width is None else f"logic [{width - 1}:0]"
        comment = f"  // {doc}" if doc else ""
        out.append(f"    localparam {kind} {name.upper()} = {value};{comment}")

    bits = d["address_bits"]
    constant("identity", f"32'h{d['identity']:08x}", 32)
    constant("version", f"32'h{d['version']['major']:04x}{d['version']['minor']:04x}", 32)
    constant("undefined", f"32'h{d['undefined']:08x}", 32, "what undefined addresses read")
    constant("address_bits", bits)
    out.append("")
    for block in d["block"]:
        constant(f"block_{block['name']}_type", f"32'd{block['type']}", 32)
        constant(f"block_{block['name']}_offset", f"32'h{block['offset']:05x}", 32)
        constant(f"block_{block['name']}_size", f"32'h{block['size']:05x}", 32)
    out.append("")
    out.append("    // Byte offsets of registers within their block.")
    for register in d["register"]:
        constant(f"reg_{register['block']}_{register['name']}", f"16'h{register['offset']:04x}", 16)
        if "count" in register:
            constant(f"reg_{register['block']}_{register['name']}_count", register["count"])
    for capability in d["capability"]:
        constant(f"reg_control_{capability['name']}", f"16'h{capability['offset']:04x}", 16)
    out.append("")
    out.append("    // Sizes of the default NIC.")
    for capability in d["capability"]:
        constant(f"default_{capability['name']}", capability["default"])
    out.append("")
    for operation in d["operation"]:
        constant(f"op_{operation['name']}", f"4'd{operation['value']}", 4)
    out.append("")
    constant("row_words", data_words(d), doc="words of `data`")
    for table in d["table"]:
        out.append("")
        constant(f"table_{table['name']}", f"5'd{table['id']}", 5)
        if "same_fields_as" in table:
            continue
        constant(f"row_{table['name']}_width", row_width(table), doc="bits of a row")
        constant(f"row_{table['name']}_words", row_words(table))
        bits = 32 * row_words(table)
        constant(f"row_{table['name']}_fields", f"{bits}'h{row_fields(table):x}", bits)
        for field in table["fields"]:
            constant(f"row_{table['name']}_{field['name']}_lsb", lowest_bit(field))
            constant(f"row_{table['name']}_{field['name']}_width", field["at"][2])
    out.append("")
    for field in d["key"]:
        constant(f"key_{field['name']}_lsb", field["at"][0])
    out.append("")
    for row in d["counters"]:
        if "kind" in row:
            constant(f"counters_{row['name']}", f"4'd{row['kind']}", 4, "kind of counter row")
        constant(f"counters_{row['name']}_count", len(row["counters"]), doc="counters of a row")
        for i, counter in enumerate(row["counters"]):
            constant(f"count_{row['name']}_{counter}", i)
    out += ["", "endpackage", "`default_nettype wire", ""]
    return "\n".join(out)


# --- C++ ----------------------------------------------------------------------------------------------------------


def cpp(d):
    out = [
        "// SPDX-License-Identifier: Apache-2.0",
        f"// {NOTICE}",
        "// Register addresses, table rows and rule key of the NIC.",
        "// clang-format off",
        "#pragma once",
        "",
        "#include <cstdint>",
        "",
        "namespace tain::registers {",
        "",
        "/// Bits of a row or of the rule key: the lowest one and how many.",
        "struct Field {",
        "    unsigned lsb;",
        "    unsigned width;",
        "};",
        "",
        f"inline constexpr std::uint32_t identity = 0x{d['identity']:08X};",
        f"inline constexpr unsigned version_major = {d['version']['major']};",
        f"inline constexpr unsigned version_minor = {d['version']['minor']};",
        f"inline constexpr std::uint32_t undefined = 0x{d['undefined']:08X};",
        f"inline constexpr std::uint32_t address_space = 0x{1 << d['address_bits']:X};",
        f"inline constexpr unsigned row_words = {data_words(d)};",
        "",
    ]
    for block in d["block"]:
        out.append(f"/// {block['doc']}")
        out.append(f"namespace {block['name']} {{")
        out.append(f"inline constexpr std::uint32_t type = {block['type']};")
        out.append(f"inline constexpr std::uint32_t offset = 0x{block['offset']:05X};")
        out.append(f"inline constexpr std::uint32_t size = 0x{block['size']:05X};")
        for register in d["register"]:
            if register["block"] != block["name"]:
                continue
            name, offset, doc = register["name"], register["offset"], register["doc"]
            if "count" in register:
                stride = register["stride"]
                out.append(f"inline constexpr unsigned {name}_count = {register['count']};")
                out.append(f"/// {doc}")
                out.append(
                    f"constexpr std::uint32_t {name}(unsigned i) {{ return 0x{offset:03X}U + {stride}U * i; }}"
                )
            else:
                out.append(f"/// {doc}")
                out.append(f"inline constexpr std::uint32_t {name} = 0x{offset:03X};")
        if block["name"] == "control":
            for capability in d["capability"]:
                out.append(f"/// {capability['doc']}")
                out.append(f"inline constexpr std::uint32_t {capability['name']} = 0x{capability['offset']:03X};")
        out.append(f"}}  // namespace {block['name']}")
        out.append("")
    out.append("/// Sizes of the default NIC.")
    out.append("namespace defaults {")
    for capability in d["capability"]:
        out.append(f"inline constexpr unsigned {capability['name']} = {capability['default']};")
    out.append("}  // namespace defaults")
    out.append("")
    out.append("/// Operations of the command register.")
    out.append("enum class Operation : std::uint32_t {")
    out += [f"    {o['name']} = {o['value']},  ///< {o['doc']}" for o in d["operation"]]
    out += ["};", "", "enum class Table : std::uint32_t {"]
    out += [f"    {t['name']} = {t['id']},  ///< {t['doc']}" for t in d["table"]]
    out += ["};", ""]
    for table in d["table"]:
        if "same_fields_as" in table:
            out.append(f"namespace {table['name']}_row = {table['same_fields_as']}_row;")
            out.append("")
            continue
        out.append(f"/// {table['doc']}")
        out.append(f"namespace {table['name']}_row {{")
        out.append(f"inline constexpr unsigned words = {row_words(table)};")
        for field in table["fields"]:
            out.append(
                f"inline constexpr Field {field['name']}{{{lowest_bit(field)}, {field['at'][2]}}};"
                f"  ///< {field['doc']}"
            )
        out.append(f"}}  // namespace {table['name']}_row")
        out.append("")
    out.append("/// The rule key that a frame is searched by.")
    out.append("namespace key {")
    for field in d["key"]:
        out.append(
            f"inline constexpr Field {field['name']}{{{field['at'][0]}, {field['at'][1]}}};  ///< {field['doc']}"
        )
    out += ["}  // namespace key", ""]
    out.append("enum class CounterKind : std::uint32_t {")
    out += [f"    {c['name']} = {c['kind']},  ///< {c['doc']}" for c in d["counters"] if "kind" in c]
    out += ["};", ""]
    for row in d["counters"]:
        out.append(f"/// Place of each counter in a row of kind `{row['name']}`.")
        out.append(f"namespace {row['name']}_counter {{")
        out += [f"inline constexpr unsigned {name} = {i};" for i, name in enumerate(row["counters"])]
        out.append(f"inline constexpr unsigned count = {len(row['counters'])};")
        out.append(f"}}  // namespace {row['name']}_counter")
        out.append("")
    out += ["}  // namespace tain::registers", ""]
    return "\n".join(out)


# --- The page -----------------------------------------------------------------------------------------------------


def page(d):
    out = [
        "# Registers, rows and counters",
        "",
        f"<!-- {NOTICE} -->",
        "",
        f"Version {d['version']['major']}.{d['version']['minor']} of the register map. Registers are 32 bits wide, at byte",
        f"addresses that are multiples of 4, in {1 << d['address_bits'] >> 10} KiB. Undefined addresses read",
        f"0x{d['undefined']:08X}; writes to them do nothing. All ones everywhere means that the card is gone.",
        "",
        "## Blocks",
        "",
        "| block | type | address | bytes | |",
        "|---|---|---|---|---|",
    ]
    for block in d["block"]:
        doc = block["doc"] + (f" There is {block['repeat']}." if "repeat" in block else "")
        out.append(
            f"| {block['name']} | {block['type']} | 0x{block['offset']:05X} | 0x{block['size']:X} | {doc} |"
        )
    for block in d["block"]:
        out += ["", f"## Block `{block['name']}`", "", "| offset | register | access | meaning |", "|---|---|---|---|"]
        if block["name"] == "control":
            for c in d["capability"]:
                out.append(f"| 0x{c['offset']:03X} | {c['name']} | ro | {c['doc']} Default NIC: {c['default']}. |")
        for r in d["register"]:
            if r["block"] != block["name"]:
                continue
            name, place = r["name"], f"0x{r['offset']:03X}"
            if "count" in r:
                name, place = f"{name}[0-{r['count'] - 1}]", f"{place} + {r['stride']} x i"
            out.append(f"| {place} | {name} | {r['access']} | {r['doc']} |")
    out += ["", "## Operations", "", "| value | operation | meaning |", "|---|---|---|"]
    out += [f"| {o['value']} | {o['name']} | {o['doc']} |" for o in d["operation"]]
    out += [
        "",
        "## Tables",
        "",
        "A row is written and read whole, through the `data` words of its port. A table with banks has each row twice:",
        "writes go to the idle bank, frames are judged by the active one, and `flip` exchanges them.",
    ]
    for t in d["table"]:
        banks = "two banks" if t["banked"] else "one bank"
        out += ["", f"### {t['id']}: `{t['name']}`", "", f"{t['doc']} Rows: {t['rows']}; {banks}.", ""]
        if "same_fields_as" in t:
            out.append(f"Fields as in `{t['same_fields_as']}`.")
            continue
        out += ["| field | word | bits | meaning |", "|---|---|---|---|"]
        for f in t["fields"]:
            word, bit, width = f["at"]
            last = word + (bit + width - 1) // 32
            words = f"{word}" if last == word else f"{word}-{last}"
            bits = f"{bit}" if width == 1 else f"{bit + width - 1}:{bit}" if last == word else f"{width} bits"
            out.append(f"| {f['name']} | {words} | {bits} | {f['doc']} |")
    out += ["", "## Rule key", "", "| field | bits | meaning |", "|---|---|---|"]
    for f in d["key"]:
        lsb, width = f["at"]
        out.append(f"| {f['name']} | {lsb if width == 1 else f'{lsb + width - 1}:{lsb}'} | {f['doc']} |")
    out += [
        "",
        "## Counters",
        "",
        "Counters have 64 bits and wrap. They are numbered by themselves: a row names the counter row that it counts in,",
        "so counts run on when the row moves, and are zeroed by `counter_clear` alone (or a reset). A frame is counted at",
        "its last beat.",
        "",
        "| kind | rows | counters in order | |",
        "|---|---|---|---|",
    ]
    for c in d["counters"]:
        kind = f"{c['kind']} `{c['name']}`" if "kind" in c else f"`{c['name']}`"
        out.append(f"| {kind} | {c.get('rows', 'one per direction')} | {', '.join(c['counters'])} | {c['doc']} |")
    out.append("")
    return "\n".join(out)


def main():
    description = load()
    check(description)
    files = {
        ROOT / "hw/rtl/tain_regs_pkg.sv": system_verilog(description),
        ROOT / "driver/include/tain/registers.hpp": cpp(description),
        ROOT / "docs/registers.md": page(description),
    }
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    if sys.argv[1:] == ["--check"]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} does not agree with hw/regs/tain.toml: run hw/regs/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(files[path])
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
