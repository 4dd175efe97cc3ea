# SPDX-License-Identifier: Apache-2.0
"""--query: what it selects, in every format, and what it refuses."""

import shlex

from case import Case, ok
from cases.operations import FORMATS, OPERATIONS

SESSIONS = ok("describe-traffic-mirror-sessions/full.xml")
EXPRESSIONS = (
    "TrafficMirrorSessions[].TrafficMirrorSessionId",
    "TrafficMirrorSessions[0].TrafficMirrorSessionId",
    "TrafficMirrorSessions[0]",
    "TrafficMirrorSessions[*].[TrafficMirrorSessionId,PacketLength,Description]",
    "TrafficMirrorSessions[*].{Id:TrafficMirrorSessionId,Length:PacketLength,Tags:Tags}",
    "TrafficMirrorSessions[?PacketLength>`100`].TrafficMirrorSessionId",
    "TrafficMirrorSessions[?Tags[?Key=='Name']].TrafficMirrorSessionId",
    "TrafficMirrorSessions[].Tags[]",
    "TrafficMirrorSessions[].PacketLength | [0]",
    "length(TrafficMirrorSessions)",
    "sort_by(TrafficMirrorSessions,&VirtualNetworkId)[-1].SessionNumber",
    "Nothing",
    "Nothing.here[]",
    "TrafficMirrorSessions[?SessionNumber==`99`]",
    "`true`",
    "`\"a word\"`",
    "`1.5`",
    "`[{\"a\": null, \"b\": [1, 2]}]`",
    "`{}`",
    "`\"\"`",
    "to_string(TrafficMirrorSessions[0].Tags)",
    "{Count:length(TrafficMirrorSessions),First:TrafficMirrorSessions[0].OwnerId}",
    "join(', ', TrafficMirrorSessions[].OwnerId)",
    "keys(TrafficMirrorSessions[0])",
    "max_by(TrafficMirrorSessions, &SessionNumber)",
)
# Not valid, or not possible with these values: expression, exit code, whether a request is made.
WRONG = (
    ("A.[", 252, False),
    ("", 252, False),
    ("`[1, [2, 3], {}]`|@.x", 0, True),
    ("TrafficMirrorSessions[", 252, False),
    ("a b", 252, False),
    ("unknown_function(@)", 255, True),
    ("length(`1`)", 255, True),
    ("length()", 255, True),
    ("@ |", 252, False),
    ("TrafficMirrorSessions[?", 252, False),
    ("'open", 252, False),
    ("ü", 252, False),
)


def selected(number, expression, form):
    words = f"describe-traffic-mirror-sessions --output {form} --query {shlex.quote(expression)}"
    return Case(f"query {number} {form}", words, SESSIONS)


def create(form):
    words = f"create-traffic-mirror-session {OPERATIONS['create-traffic-mirror-session']} --output {form}"
    return Case(f"query an id {form}", words + " --query TrafficMirrorSession.TrafficMirrorSessionId", ok("create-traffic-mirror-session/full.xml"))


def in_pages(name, expression, form):
    files = ok(*(f"describe-traffic-mirror-sessions/page-{page}.xml" for page in (1, 2, 3)))
    return Case(f"query pages {name} {form}", f"describe-traffic-mirror-sessions --output {form} --query {shlex.quote(expression)}", files)


CASES = [
    *(
        selected(number, expression, form)
        for number, expression in enumerate(EXPRESSIONS, 1)
        for form in ("json", "text", ("table", "yaml", "yaml-stream")[number % 3])
    ),
    *(create(form) for form in FORMATS),
    *(
        in_pages(name, expression, form)
        for name, expression in (("ids", "TrafficMirrorSessions[].TrafficMirrorSessionId"), ("length", "length(TrafficMirrorSessions)"), ("first", "TrafficMirrorSessions[0]"), ("nothing", "Nothing"))
        for form in FORMATS
    ),
    *(
        Case(f"query wrong {number}", f"describe-traffic-mirror-sessions --query {shlex.quote(expression)}", SESSIONS if asked else (), code)
        for number, (expression, code, asked) in enumerate(WRONG, 1)
    ),
    Case("query of a table that is a list of lists", "describe-traffic-mirror-filters --output table --query 'TrafficMirrorFilters[].IngressFilterRules[].[RuleNumber,RuleAction]'", ok("describe-traffic-mirror-filters/full.xml")),
    Case("query of nothing printed", "create-tags --resources a --tags Key=k --query x", ok("create-tags/full.xml")),
    Case("query of interfaces", "describe-network-interfaces --output text --query 'NetworkInterfaces[].[NetworkInterfaceId,Attachment.AttachTime,Groups[].GroupName]'", ok("describe-network-interfaces/full.xml")),
]
