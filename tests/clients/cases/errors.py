# SPDX-License-Identifier: Apache-2.0
"""Errors of the service and of the way to it: what is said, what is tried again, how it ends."""

from case import Case, ok, refused
from cases.operations import OPERATIONS, SESSION
from endpoint import Answer

CREATE = "create-traffic-mirror-session " + SESSION
ONCE = {"AWS_MAX_ATTEMPTS": "1"}
# Recorded error, HTTP status; none of these is tried again.
FINAL = (
    ("session-not-found", 400), ("filter-not-found", 400), ("invalid-value", 400), ("missing-parameter", 400), ("unknown-parameter", 400), ("invalid-action", 400),
    ("token-mismatch", 400), ("limit", 400), ("in-use", 400), ("dry-run", 412), ("unauthorized", 403), ("auth-failure", 401), ("signature", 403), ("expired", 400),
    ("malformed-tag", 400), ("unicode", 400), ("empty-message", 400), ("several", 400), ("error-response", 400), ("many-lines", 400), ("no-message", 400), ("no-code", 400), ("no-errors", 400),
    ("filter-not-found", 301), ("filter-not-found", 404), ("filter-not-found", 501),
)
AGAIN = (("throttled", 503), ("throttled", 400), ("throttling", 400), ("internal", 500), ("unavailable", 503), ("invalid-value", 502), ("invalid-value", 504))


def fails(name, answers, code=254, words=CREATE, **more):
    return Case("error " + name, words, answers, code, **more)


def xml(name):
    return f"errors/{name}.xml"


CASES = [
    *(fails(f"{name} {status}", refused(xml(name), status)) for name, status in FINAL),
    *(fails(f"of {operation}", refused(xml("invalid-value")), words=f"{operation} {options}") for operation, options in OPERATIONS.items()),
    *(fails(f"again {name} {status}", refused(xml(name), status)) for name, status in AGAIN),
    *(fails(f"once {name} {status}", refused(xml(name), status), environment=ONCE) for name, status in (*AGAIN, FINAL[0])),
    fails("then well", (Answer(xml("internal"), 500), Answer("create-traffic-mirror-session/full.xml")), 0),
    fails("then well at last", (Answer(xml("throttled"), 503), Answer(xml("internal"), 500), Answer("create-traffic-mirror-session/full.xml")), 0),
    fails("then another", (Answer(xml("internal"), 500), Answer(xml("in-use"), 400))),
    fails("two tries", refused(xml("internal"), 500), environment={"AWS_MAX_ATTEMPTS": "2"}),
    fails("legacy retries", (), 255, environment={"AWS_RETRY_MODE": "legacy"}),
    fails("adaptive retries", refused(xml("internal"), 500), environment={"AWS_RETRY_MODE": "adaptive", "AWS_MAX_ATTEMPTS": "2"}),
    fails("no tries", (), 255, environment={"AWS_MAX_ATTEMPTS": "0"}),
    fails("tries that are no number", (), 255, environment={"AWS_MAX_ATTEMPTS": "x"}),
    fails("retry mode of no name", (), 255, environment={"AWS_RETRY_MODE": "bogus"}),
    fails("on the second page", (Answer("describe-traffic-mirror-sessions/page-1.xml"), Answer(xml("invalid-value"), 400)), words="describe-traffic-mirror-sessions"),
    fails("on the second page in text", (Answer("describe-traffic-mirror-sessions/page-1.xml"), Answer(xml("invalid-value"), 400)), words="describe-traffic-mirror-sessions --output text"),
    fails("on the second page in a stream", (Answer("describe-traffic-mirror-sessions/page-1.xml"), Answer(xml("invalid-value"), 400)), words="describe-traffic-mirror-sessions --output yaml-stream"),
    *(fails(f"empty body {status}", (Answer("", status),), 254 if status >= 500 else 255, environment=ONCE) for status in (400, 403, 404, 500, 502, 503)),
    *(fails(f"page {status}", (Answer("odd/page.html", status),), 254 if status >= 500 else 255, environment=ONCE) for status in (400, 502)),
    *(fails(f"not XML {status}", (Answer("odd/not-xml.txt", status),), 255, environment=ONCE) for status in (400, 500)),
    fails("other 2xx", (Answer("create-traffic-mirror-session/full.xml", 202),), 0),
    fails("hung up", (Answer("", hang_up=True),), 255),
    fails("hung up once", (Answer("", hang_up=True), Answer("create-traffic-mirror-session/full.xml")), 0),
    fails("too late", (Answer("create-traffic-mirror-session/full.xml", delay=2.5),), 255, words=CREATE + " --cli-read-timeout 1", environment=ONCE),
    fails("late, then in time", (Answer("create-traffic-mirror-session/full.xml", delay=2.5), Answer("create-traffic-mirror-session/full.xml")), 0, words=CREATE + " --cli-read-timeout 1"),
    fails("in time", (Answer("create-traffic-mirror-session/full.xml", delay=0.5),), 0, words=CREATE + " --cli-read-timeout 5 --cli-connect-timeout 5"),
    fails("no limit of time", ok("create-traffic-mirror-session/full.xml"), 0, words=CREATE + " --cli-read-timeout 0 --cli-connect-timeout 0"),
    fails("nobody there", (), 255, words="describe-tags --endpoint-url http://127.0.0.1:1", endpoint=False, environment=ONCE),
    fails("nobody there, tried again", (), 255, words="describe-tags --endpoint-url http://127.0.0.1:1/", endpoint=False),
    fails("no such host", (), 255, words="describe-tags --endpoint-url http://nowhere.invalid:80/path", endpoint=False, environment=ONCE),
    fails("port that is none", (), 255, words="describe-tags --endpoint-url http://127.0.0.1:x/", endpoint=False, environment=ONCE),
    fails("TLS where there is none", (), 255, words="describe-tags --endpoint-url https://127.0.0.1:1/", endpoint=False, environment=ONCE),
]
