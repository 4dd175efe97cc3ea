# SPDX-License-Identifier: Apache-2.0
"""Values and documents that the clients refuse before they ask."""

import json
import shlex

from case import Case
from cases.operations import RULE, SESSION
from cases.requests import SESSION_INPUT

CREATE = "create-traffic-mirror-session " + SESSION
CREATE_RULE = "create-traffic-mirror-filter-rule --traffic-mirror-filter-id tmf-1 " + RULE


def wrong(name, words, code=252, **more):
    return Case("refused " + name, words, exit_code=code, **more)


def document(kind, number, text, code=252):
    return wrong(f"{kind} input {number}", f"create-traffic-mirror-session --cli-input-{kind} {shlex.quote(text)}", code)


SHORTHAND = (
    "blah", "=", "Key", "Key=", "=a", ",", "Tags=[", "Tags=[{Key=a", "Tags=[{Key=a}", "Tags=[{Kee=a}]", "Tags=[a]", "Bogus=1",
    "ResourceType=a,", "ResourceType=a Tags=[]", "ResourceType=[a]", "ResourceType={a=b}", "Tags=a,b", 'ResourceType="a', "ResourceType='a'b",
    "ResourceType=a,ResourceType=b", "Rässource=1", "Tags=[{Key=[a]}]", "",
)
JSON_WORDS = (
    "[{bad", "[{}", "[", "{", '{"ResourceType"}', '{"ResourceType":}', '[{"ResourceType":1}]', '[{"ResourceType":null}]', '[{"ResourceType":true}]', '[{"ResourceType":1.5}]',
    '[{"Bogus":"x"}]', '[{"Tags":[{"Key":1}]}]', '[{"Tags":{"Key":"a"}}]', '[{"Tags":"a"}]', '["a"]', "[1]", "[null]", '[{"ResourceType":"a"},]', '[{"ResourceType":"a",}]', "[{'a':1}]", '[{"ResourceType":["a"]}]',
    '[{"ResourceType":{"a":"b"}}]', '[{"a":"\\x"}]', '[{"a":"b"} ,', "[01]", "[NaN]", '[{"ResourceType":"a\tb"}]',
)
JSON_DOCUMENTS = (
    "[]", "1", '"x"', "null", "{bad", "", "not json", "{}", '{"Bogus": 1}', json.dumps({**SESSION_INPUT, "Bogus": 1}),
    json.dumps({**SESSION_INPUT, "SessionNumber": "7"}), json.dumps({**SESSION_INPUT, "SessionNumber": 1.5}),
    json.dumps({**SESSION_INPUT, "SessionNumber": None}), json.dumps({**SESSION_INPUT, "Description": 5}), json.dumps({**SESSION_INPUT, "DryRun": "true"}),
    json.dumps({**SESSION_INPUT, "TagSpecifications": {}}), json.dumps({**SESSION_INPUT, "TagSpecifications": [{"Tags": "x", "Bogus": 1}, 5], "PacketLength": "5"}),
    json.dumps({**SESSION_INPUT, "TagSpecifications": [{"Tags": [{"Key": {"a": [1, None, "x"]}}]}]}), json.dumps({**SESSION_INPUT, "Description": [1.0, True, None, "ü", 'q"']}),
)
YAML_DOCUMENTS = (
    "[]", "1", "x", "", "{bad", "a: [", "a: b: c", "Bogus: 1", "SessionNumber: '7'", "SessionNumber: 1.5", "Description: 5", "Description: 2026-11-23", "Description: no", "- a", "\tDescription: x", "Description: &x a\nClientToken: *y", "DryRun: 'yes'",
)
NUMBERS = ("abc", "1.5", "0x10", "", " ", "1e3", "1__0", "_1", "५x", "tcp", "it's", 'a"b', "ü", "\\n", "a\tb")
LISTS = ('["a"', "[a]", "[1]", '[["a"]]', '[{"a":1}]', "[null]")

CASES = [
    *(wrong(f"shorthand {number}", f"{CREATE} --tag-specifications {shlex.quote(text)}") for number, text in enumerate(SHORTHAND, 1)),
    *(wrong(f"JSON {number}", f"{CREATE} --tag-specifications {shlex.quote(text)}") for number, text in enumerate(JSON_WORDS, 1)),
    *(document("json", number, text) for number, text in enumerate(JSON_DOCUMENTS, 1)),
    *(document("yaml", number, text) for number, text in enumerate(YAML_DOCUMENTS, 1)),
    *(wrong(f"number {number}", f"{CREATE} --packet-length {shlex.quote(text)}", 255) for number, text in enumerate(NUMBERS, 1)),
    *(wrong(f"list {number}", f"create-tags --tags Key=a --resources {shlex.quote(text)}") for number, text in enumerate(LISTS, 1)),
    wrong("range", f"{CREATE_RULE} --destination-port-range 80-90"),
    wrong("range with a text", f"{CREATE_RULE} --destination-port-range FromPort=a,ToPort=b", 255),
    wrong("range with another member", f"{CREATE_RULE} --destination-port-range FromPort=1,Port=2"),
    wrong("range of two words", f"{CREATE_RULE} --destination-port-range FromPort=1 ToPort=2"),
    wrong("range in a list", f"{CREATE_RULE} --destination-port-range '[{{\"FromPort\":1}}]'"),
    wrong("range with texts in JSON", CREATE_RULE + """ --destination-port-range '{"FromPort":"1"}'"""),
    wrong("range missing", f"{CREATE_RULE} --destination-port-range"),
    wrong("filter", "describe-tags --filters key"),
    wrong("filter with an unknown member", "describe-tags --filters Name=a,Value=b"),
    wrong("filter with a structure", "describe-tags --filters 'Name=a,Values={b=c}'"),
    wrong("second filter", "describe-tags --filters Name=a,Values=b Name"),
    *(wrong(f"{option} {value}", f"describe-traffic-mirror-sessions {option} {value}") for option in ("--max-results", "--page-size") for value in ("2", "-1", "0")),
    wrong("--page-size word", "describe-traffic-mirror-sessions --page-size x"),
    wrong("--max-items word", "describe-traffic-mirror-sessions --max-items x"),
    wrong("both inputs", "create-traffic-mirror-filter --cli-input-json {} --cli-input-yaml {}"),
    wrong("a file that is absent", "create-traffic-mirror-filter --cli-input-json file://nope.json"),
    wrong("a YAML file that is absent", "create-traffic-mirror-filter --cli-input-yaml file://nope.yaml"),
    wrong("an option's file that is absent", "create-traffic-mirror-filter --description file://nope"),
    wrong("a folder as a file", "create-traffic-mirror-filter --description file://."),
    wrong("a file that is not UTF-8", "create-traffic-mirror-filter --description file://b", files={"b": b"\xff\xfe\x00"}),
    wrong("JSON with an unknown tag member", "create-tags --resources x --tags '[{\"Kee\":\"a\"}]'"),
    wrong("shorthand from a file", "create-tags --resources x --tags file://tags.txt", files={"tags.txt": "Key=k,Value=v\n"}),
    wrong("a number like an option", f"{CREATE} --packet-length --5"),
    wrong("tags that are words", "create-tags --resources x --tags a b"),
    wrong("a missing member in a file", "create-traffic-mirror-session --cli-input-json '{\"SessionNumber\":1}' --description x"),
    wrong("several faults in a file", "create-traffic-mirror-session --cli-input-json '{\"SessionNumber\":\"1\",\"Bogus\":2,\"PacketLength\":\"x\"}'"),
]
