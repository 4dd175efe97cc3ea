# SPDX-License-Identifier: Apache-2.0
"""Pages: how they are asked for, where they end, and the tokens that go on from there."""

import base64
import json

from case import Case, ok
from cases.operations import FORMATS

PAGES = tuple(f"describe-traffic-mirror-sessions/page-{page}.xml" for page in (1, 2, 3))


def page(name, words, files=PAGES, code=0, operation="describe-traffic-mirror-sessions"):
    return Case("paging " + name, f"{operation} {words}", ok(*files), code)


def token(**members):
    return base64.b64encode(json.dumps(members).encode()).decode()


TOKENS = (
    ("of max-items", token(NextToken="page2", boto_truncate_amount=1), PAGES[1:], 0),
    ("without an amount", token(NextToken="page2"), PAGES[1:], 0),
    ("for the first page", token(NextToken=None, boto_truncate_amount=1), PAGES, 0),
    ("beyond the page", token(NextToken="page2", boto_truncate_amount=7), PAGES[1:], 0),
    ("as the service gave it", "page2", PAGES[1:], 0),
    ("of the old kind", "page2___1", PAGES[1:], 0),
    ("that is no base64", "%%%", PAGES, 0),
    ("with other members", token(Marker="x"), (), 252),
)

CASES = [
    *(page(f"max-items {count} {form}", f"--max-items {count} --output {form}", PAGES[: max(1, (count + 1) // 2)]) for count in (1, 2, 3, 4, 5, 6) for form in FORMATS),
    *(page(f"max-items {count}", f"--max-items {count}", PAGES) for count in (0, -1)),
    page("page size", "--page-size 5"),
    page("page size and max-items", "--page-size 1000 --max-items 3", PAGES[:2]),
    page("large page size", "--page-size 2000"),
    *(page(f"no-paginate {form}", f"--no-paginate --output {form}", PAGES[:1]) for form in FORMATS),
    page("no-paginate and max-items", "--no-paginate --max-items 1", (), 252),
    *(page(f"max-results {form}", f"--max-results 5 --output {form}", PAGES[:1]) for form in FORMATS),
    page("max-results beyond the model", "--max-results 2000", PAGES[:1]),
    page("next-token", "--next-token page2", PAGES[1:2]),
    page("next-token that is empty", "--next-token ''", PAGES[1:2]),
    page("max-results and max-items", "--max-results 5 --max-items 3", (), 252),
    page("next-token and starting-token", "--next-token a --starting-token b", (), 252),
    page("page-size and max-results", "--max-results 5 --page-size 5", (), 252),
    *(page(f"starting token {name}", f"--starting-token {text}", files, code) for name, text, files, code in TOKENS),
    page("starting token and max-items", f"--max-items 1 --starting-token {TOKENS[0][1]}", PAGES[1:2]),
    page("starting token and max-items in text", f"--output text --max-items 1 --starting-token {TOKENS[0][1]}", PAGES[1:2]),
    page("an empty last page", "", (PAGES[0], "describe-traffic-mirror-sessions/page-last-empty.xml")),
    page("an empty page in between", "--output json", ("describe-traffic-mirror-sessions/page-empty-more.xml", PAGES[2])),
    page("an empty token", "", ("describe-traffic-mirror-sessions/page-empty-token.xml",)),
    page("the same token twice", "", (PAGES[0], PAGES[0]), 255),
    page("max-items and a query", "--max-items 3 --query TrafficMirrorSessions[].SessionNumber", PAGES[:2]),
    page("max-items and a query in text", "--max-items 3 --output text --query TrafficMirrorSessions[].SessionNumber", PAGES[:2]),
    page("no-paginate and a query of the token", "--no-paginate --query NextToken --output text", PAGES[:1]),
    page("filters by max-items", "--max-items 1 --output table", ("describe-traffic-mirror-filters/page-1.xml",), operation="describe-traffic-mirror-filters"),
    page("tags by max-items", "--max-items 2 --output yaml", ("describe-tags/page-1.xml", "describe-tags/page-2.xml"), operation="describe-tags"),
    page("tags at once", "--max-results 5 --output text", ("describe-tags/page-1.xml",), operation="describe-tags"),
    page("interfaces by max-items", "--max-items 1", ("describe-network-interfaces/page-1.xml",), operation="describe-network-interfaces"),
    page("rules are one page", "--output text", ("describe-traffic-mirror-filter-rules/more.xml",), operation="describe-traffic-mirror-filter-rules"),
]
