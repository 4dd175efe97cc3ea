#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Compares tain's formats with those of the installed AWS command line, byte for byte.

compare_with_aws.py PRINT_DOCUMENTS [SEED [COUNT]]

The same documents, some by hand and COUNT by chance, go to the formatters of the awscli package and to the program
PRINT_DOCUMENTS. Where awscli refuses a document, tain has to refuse it too. Exits with 77 where awscli is absent.
"""
import io
import json
import random
import subprocess
import sys
import types

try:
    from awscli import formatter
    from colorama.ansitowin32 import AnsiToWin32
    from ruamel.yaml.cyaml import CEmitter  # noqa: F401 (another emitter would fold lines elsewhere)
except ImportError as missing:
    print(f"skipped: {missing} (Debian's package awscli)")
    sys.exit(77)

FORMATS = ("json", "text", "table", "yaml", "yaml-stream")
WIDTHS = (0, 1, 40, 80, 81, 120, 400)

SESSION = {
    "TrafficMirrorSessionId": "tms-08a33b1214EXAMPLE", "TrafficMirrorTargetId": "tmt-07f75d8feeEXAMPLE",
    "TrafficMirrorFilterId": "tmf-04812ff784EXAMPLE", "NetworkInterfaceId": "eni-070203f901EXAMPLE",
    "OwnerId": "111122223333", "PacketLength": 25, "SessionNumber": 1, "VirtualNetworkId": 7159709,
    "Description": "example session", "Tags": []}
SHORT_SESSION = {key: SESSION[key] for key in ("TrafficMirrorSessionId", "SessionNumber")} | {
    "Tags": [{"Key": "Name", "Value": "web"}, {"Key": "größe", "Value": ""}]}
RULE = {
    "TrafficMirrorFilterRuleId": "tmfr-0ca76e0e08EXAMPLE", "TrafficDirection": "ingress", "RuleNumber": 1,
    "RuleAction": "accept", "Protocol": 6, "DestinationPortRange": {"FromPort": 80, "ToPort": 443},
    "DestinationCidrBlock": "10.0.0.0/8", "SourceCidrBlock": "::/0"}
FILTER = {
    "TrafficMirrorFilterId": "tmf-1", "IngressFilterRules": [RULE, {**RULE, "Description": "x" * 200}],
    "EgressFilterRules": [], "NetworkServices": ["amazon-dns"], "Description": "a\nb", "Tags": []}
INTERFACE = {
    "Attachment": {"AttachTime": "2026-11-22T19:30:00+00:00", "DeleteOnTermination": False, "DeviceIndex": 0},
    "Groups": [], "Ipv6Addresses": [{"Ipv6Address": "2001:db8::5"}], "MacAddress": "02:00:00:00:00:01",
    "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": "10.0.0.5"},
                           {"Primary": False, "PrivateIpAddress": "10.0.0.6"}], "SourceDestCheck": True}
TEXTS = [
    "", " ", "yes", "no", "on", "y", "n", "true", "True", "TRUE", "tRUE", "false", "null", "Null", "~", "=", "<<",
    "0", "00", "08", "0x1F", "0o17", "0b11", "0b2", "+1", "-1", "- 1", "1_000", "_1", "+_", "-", "--", "1.5", "1.",
    ".5", ".", "._", "1e5", "1e", "1.e5", ".5e5", ".5e+5", "1:30", "190:20:30", "-.inf", ".inf", ".NaN", "+.5", "..",
    "2026-11-22", "2026-1-2", "2026-11-22T19:30:00Z", "2026-11-22 19:30:00.5 +01:00", "2026-11-22t1:02:03",
    "2026-11-22T19:30", "2026-11-22T19:30:00+1", "111122223333", "10.0.0.0/8", "::/0", "02:00:00:00:00:01", "...",
    "---", "- a", "-a", "? a", "?a", ": a", ":a", "a:", "a: b", "a #b", "#a", "a#b", "[a", "{a", "a]", "a,b", "&a",
    "*a", "!a", "|", ">", "'a'", '"a"', "it's", 'it\'s "b"', "%a", "@a", "`a", "a\tb", "\ta", "a\nb", "a\n", "\na",
    "a\n\nb ", " a", "a ", "a\rb", "a\x00b", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "日本語",
    "größe", "e\u0301", "😀", "±§", "\u200b", "\U000e0001", "\\", "C:\\x", "x" * 300, "word " * 60,
    "a" * 70 + " " + "b" * 70 + "  c", "https://example.com/?a=b&c=d", "é " * 90, "日本 " * 60]
NUMBERS = [0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -2**63, 2**64 - 1, 0.0, -0.0, 1.0, 1.5, 1e15, 1e16, 1.5e16, 1e22,
           1e-4, 1e-5, 123456789.125, 5e-324, 1.7976931348623157e308, 0.1, 1 / 3]
BY_HAND = [
    {}, [], None, True, False, {"TrafficMirrorSession": SESSION, "ClientToken": "5236cffc"},
    {"TrafficMirrorSessions": []}, {"TrafficMirrorSessions": [SESSION, SHORT_SESSION]},
    {"TrafficMirrorSessions": [SHORT_SESSION], "NextToken": "eyJ"}, {"TrafficMirrorFilters": [FILTER, FILTER | {"Tags": 1}]},
    {"NetworkInterfaces": [INTERFACE] * 1}, {"TrafficMirrorSessionId": "tms-1"}, {"NextToken": {"NextToken": "x"}},
    {"TrafficMirrorSessions": None}, SESSION, [SESSION], FILTER, ["a", "b"], [["a", 1], ["b", 2]], [[]], [[], []],
    [["a", None], ["b", True]], [[1], [1, 2]], [1, [2]], [[["a"]]], [[["a"], "b"], ["c"]], [[[{"a": 1, "b": [1]}]]],
    [[[{"a": 1, "b": [1]}, {"a": 2, "b": [2]}]]], [{"a": 1}, {"a": [1]}], [{"a": 1}, {"a": {"x": "it's"}}],
    [{"a": 1}, {"b": 2}], [{"a": 1}, "b"], ["b", {"a": 1}], [{"a": 1}, None], [{"a": 1}, 1], [{"a": 1}, ""],
    [{"a": 1}, []], [{"a": 1}, [1]], [{"a": 1}, ["x"]], [{"a": 1}, 1.5], [{}, {}], [{}], {"a": {}}, {"a": [{}]},
    {"": 1}, {"": [1]}, {"a": {"": {"b": 1}}}, {"a": None, "b": {"c": None}}, {"größe": {"x": 1}},
    {"a": "x" * 90, "b": "y"}, {"a": "日本語", "b": "±"}, [None], [None, None], [False], [0], [""],
    {"k" * 130: 1}, {"k" * 200: [1, 2]}, {"a": {"k" * 140: {"b": 1}}}] + TEXTS + NUMBERS + [
    [text] for text in TEXTS] + [{"Key": text, "Value": text} for text in TEXTS] + [
    {text: 1} for text in TEXTS] + [{"Tags": [{"Key": text, "Value": number}]} for text, number in
                                    zip(TEXTS, NUMBERS)] + [[number] for number in NUMBERS]


class Documents:
    """Documents by chance: of the shapes of answers and of results of queries."""

    ATOMS = list("ab019 :-#'\"?,[]{}&*!|>%@`~=<.\\/_+e\t\n") + ["é", "日", "😀", "\x07", "\u2028", "word ", "x" * 30]

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        if self.random.random() < 0.3:
            return self.random.choice(TEXTS)
        return "".join(self.random.choices(self.ATOMS, k=self.random.choice((1, 2, 4, 8, 16, 60))))

    def scalar(self):
        return self.random.choice((
            self.text, self.text, lambda: self.random.choice(NUMBERS), lambda: self.random.randint(-9, 99999),
            lambda: self.random.random() * 10**self.random.randint(-9, 20),
            lambda: self.random.choice((None, True, False))))()

    def structure(self, depth):
        return {self.random.choice(("Name", "Id", "Tags", "Description", "OwnerId", self.text())): self.value(depth - 1)
                for _ in range(self.random.randint(0, 6))}

    def table(self, depth):
        """Structures with the same keys, some of them missing, as a describe answers."""
        keys = [self.random.choice(("Id", "Tags", "Description", "State", "Rules")) for _ in range(4)]
        kinds = {key: self.random.random() < 0.7 for key in keys}
        return [{key: self.scalar() if kinds[key] else self.value(depth - 1)
                 for key in keys if self.random.random() < 0.8} for _ in range(self.random.randint(0, 4))]

    def value(self, depth):
        if depth <= 0:
            return self.scalar()
        return self.random.choice((
            self.scalar, lambda: self.structure(depth), lambda: self.table(depth),
            lambda: [self.scalar() for _ in range(self.random.randint(0, 4))],
            lambda: [self.value(depth - 1) for _ in range(self.random.randint(0, 3))]))()


def requests(seed, count):
    documents = Documents(seed)
    chosen = BY_HAND + [documents.value(4) for _ in range(count)]
    for document in chosen:
        for name in FORMATS:
            if name != "table":
                yield {"format": name, "document": document}
                continue
            yield {"format": name, "document": document, "title": "DescribeTrafficMirrorSessions",
                   "width": documents.random.choice(WIDTHS), "color": documents.random.random() < 0.3}


def aws_text(request):
    document = json.loads(json.dumps(request["document"]))
    arguments = types.SimpleNamespace(query=None, color="off")
    stream = io.StringIO()
    if request["format"] == "table":
        printer = formatter.TableFormatter(types.SimpleNamespace(query=None, color="on" if request["color"] else "off"))
        printer.table._terminal_width = request["width"]
        if request["color"]:
            stream = AnsiToWin32(stream, strip=False, autoreset=True).stream
        printer._format_response(request["title"], document, stream)
    elif request["format"] == "text":
        formatter.text.format_text(document, stream)
    elif request["format"] == "yaml-stream":
        formatter.YAMLDumper().dump([document], stream)
    else:
        formatter.CLI_OUTPUT_FORMATS[request["format"]](arguments)._format_response("", document, stream)
    return stream.getvalue()


def expected(request):
    # Tables in colour have colorama wrap the standard streams, which are wanted as they are here.
    streams = sys.stdout, sys.stderr
    try:
        return {"text": aws_text(request)}
    except Exception as error:
        return {"error": str(error)}
    finally:
        sys.stdout, sys.stderr = streams


def main():
    program = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32)
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 400
    asked = list(requests(seed, count))
    lines = "".join(json.dumps(request) + "\n" for request in asked)
    answers = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.splitlines()
    if len(answers) != len(asked):
        sys.exit(f"{len(asked)} documents, {len(answers)} answers")
    failures = 0
    for request, answer in zip(asked, answers):
        wanted, got = expected(request), json.loads(answer)
        if wanted != got and not ("error" in wanted and "error" in got):
            failures += 1
            if failures <= 10:
                print(f"{json.dumps(request)}\n  aws:  {wanted!r:.2000}\n  tain: {got!r:.2000}")
    print(f"seed {seed}: {len(asked)} texts compared, {failures} differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
