# SPDX-License-Identifier: Apache-2.0
"""Command lines that are no command."""

from case import Case
from cases.operations import OPERATIONS, SESSION
from cases.skeletons import REQUIRED

CREATE = "create-traffic-mirror-session " + SESSION


def wrong(name, words, code=252, **more):
    return Case("usage " + name, words, exit_code=code, endpoint=False, **more)


CASES = [
    *(wrong(f"no options {operation}", operation) for operation in REQUIRED),
    wrong("some options missing", "create-traffic-mirror-session --session-number 1 --traffic-mirror-filter-id x"),
    wrong("unknown option", f"{CREATE} --bogus 1"),
    wrong("unknown option with an equal sign", f"{CREATE} --bogus=1 --other"),
    wrong("unknown option of a describe", "describe-traffic-mirror-sessions --bogus"),
    wrong("stray word", f"{CREATE} extra"),
    wrong("stray words", "describe-tags one two --three"),
    wrong("short option", "describe-tags -x"),
    wrong("unknown and missing", "create-traffic-mirror-session --bogus"),
    wrong("ambiguous", "create-traffic-mirror-session --traffic-mirror x"),
    wrong("ambiguous to a prefix of all", "describe-traffic-mirror-sessions --m 5"),
    wrong("ambiguous with an equal sign", "create-traffic-mirror-session --traffic-mirror=x"),
    wrong("option without its value", f"{CREATE} --description"),
    wrong("option without its value, another behind it", "create-traffic-mirror-filter --description --dry-run"),
    wrong("flag with a value", f"{CREATE} --dry-run=true"),
    wrong("misspelt operation", "create-traffic-mirror-sesion"),
    wrong("operation of nothing like it", "xyzzy"),
    wrong("operation in capitals", "Describe-Tags"),
    wrong("no operation", ""),
    wrong("no command", "", command=""),
    wrong("unknown command", "bogus", command=""),
    wrong("output", "describe-tags --output bogus"),
    wrong("color", "describe-tags --color bogus"),
    wrong("global option without its value", "describe-tags --region"),
    wrong("query without its value", "describe-tags --query"),
    wrong("time-out that is no number", "describe-tags --cli-read-timeout x", 255),
    wrong("connect time-out that is no number", "describe-tags --cli-connect-timeout 1.5", 255),
    wrong("endpoint that is no URL", "describe-tags --endpoint-url nonsense"),
    wrong("endpoint without a host", "describe-tags --endpoint-url http://", 255),
    wrong("binary format", "describe-tags --cli-binary-format bogus"),
    wrong("both flags of prompts", "describe-tags --cli-auto-prompt --no-cli-auto-prompt"),
    wrong("page options of an operation without pages", "create-traffic-mirror-filter --max-items 1"),
    wrong("page options of rules", "describe-traffic-mirror-filter-rules --page-size 5"),
    wrong("end of options", "describe-tags -- x"),
    *(wrong(f"beginning of an operation {operation}", operation[:-1]) for operation in ("describe-tags", "create-tags")),
    *(Case(f"usage global option before {place}", words, (), 252, command="", endpoint=False) for place, words in (("the command", "--output bogus ec2 describe-tags"), ("the operation", "ec2 --output bogus describe-tags"))),
]
