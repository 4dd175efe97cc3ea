# SPDX-License-Identifier: Apache-2.0
"""--generate-cli-skeleton of every operation."""

from case import Case
from cases.operations import FORMATS, OPERATIONS

NO_SETTINGS = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_DEFAULT_REGION": None}


def skeleton(name, words, code=0, **more):
    return Case("skeleton " + name, words, exit_code=code, endpoint=False, **more)


REQUIRED = [operation for operation in OPERATIONS if not operation.startswith("describe-") and operation not in ("create-traffic-mirror-filter", "create-traffic-mirror-target")]

CASES = [
    *(skeleton(f"{kind} {operation}", f"{operation} --generate-cli-skeleton {kind}") for operation in OPERATIONS for kind in ("input", "yaml-input")),
    *(skeleton(f"output {operation}", f"{operation} {options} --generate-cli-skeleton output") for operation, options in OPERATIONS.items()),
    *(skeleton(f"output {form}", f"describe-traffic-mirror-filters --generate-cli-skeleton output --output {form}") for form in FORMATS[1:]),
    *(skeleton(f"output without required options {operation}", f"{operation} --generate-cli-skeleton output", 252) for operation in REQUIRED),
    skeleton("without a kind", "create-traffic-mirror-session --generate-cli-skeleton"),
    skeleton("without settings", "create-traffic-mirror-session --generate-cli-skeleton", environment=NO_SETTINGS),
    skeleton("of another kind", "create-traffic-mirror-session --generate-cli-skeleton bogus", 252),
    skeleton("with options", "create-traffic-mirror-filter --description mine --generate-cli-skeleton"),
    skeleton("input whatever --output", "create-traffic-mirror-filter --generate-cli-skeleton --output text"),
    skeleton("input whatever --query", "create-traffic-mirror-filter --generate-cli-skeleton --query Description"),
    skeleton("output with a query", "create-traffic-mirror-filter --generate-cli-skeleton output --query TrafficMirrorFilter.TrafficMirrorFilterId"),
    skeleton("output of a wrong parameter", "describe-traffic-mirror-sessions --generate-cli-skeleton output --max-results 2", 252),
    skeleton("output with pages", "describe-traffic-mirror-sessions --generate-cli-skeleton output --max-items 1", 252),
]
