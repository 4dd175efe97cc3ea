#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""start_up.py TAIN: how long the AWS client, version 2, takes to print a skeleton, and tain to list the sessions of a
store that fills the default simulated NIC; the median of runs taken alternately, and their ratio. Judges nothing."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "clients"))
from clients_test import find_aws

RUNS = 15
INTERFACES, SESSIONS, FILTERS, RULES, TARGETS = 64, 4, 32, 16, 32  # what the NIC holds; sessions of each interface, rules of each direction


def identifier(prefix, number):
    return f"{prefix}-{number + 1:017x}"


def inventory():
    def interface(number, more):
        high, low = divmod(number, 256)
        return {"id": identifier("eni", number), "mac": f"02:00:00:00:{high:02x}:{low:02x}", "addresses": [f"10.0.{high}.{low}"], **more}

    sources = [interface(number, {"port": 0}) for number in range(INTERFACES)]
    tools = [interface(256 + number, {}) for number in range(TARGETS)]
    quotas = {"sessions_per_interface": SESSIONS, "rules_per_filter": 2 * RULES, "sources_per_target_interface": INTERFACES}
    return {
        "device": "sim",
        "interfaces": sources + tools,
        "next_hops": [{"prefix": "0.0.0.0/0", "mac": "02:00:00:00:ff:01"}],
        "quotas": quotas,
    }


def rule(filter_number, number):
    first = 1000 + number
    return {
        "RuleNumber": number + 1,
        "RuleAction": "accept",
        "Protocol": 6,
        "DestinationPortRange": {"FromPort": first, "ToPort": first},
        "DestinationCidrBlock": f"10.{filter_number}.{number}.0/24",
        "SourceCidrBlock": "0.0.0.0/0",
    }


def resources():
    targets = [{"Name": f"t{number}", "NetworkInterfaceId": identifier("eni", 256 + number)} for number in range(TARGETS)]
    filters = [{"Name": f"f{number}", "Rules": [rule(number, place) for place in range(RULES)]} for number in range(FILTERS)]
    sessions = [
        {
            "NetworkInterfaceId": identifier("eni", number // SESSIONS),
            "SessionNumber": number % SESSIONS + 1,
            "Target": f"t{number % TARGETS}",
            "Filter": f"f{number % FILTERS}",
        }
        for number in range(INTERFACES * SESSIONS)
    ]
    return targets, filters, sessions


def document():
    """The form of `tain import`."""
    targets, filters, sessions = resources()
    return {
        "targets": [{"Tags": {"Name": each["Name"]}, "NetworkInterfaceId": each["NetworkInterfaceId"]} for each in targets],
        "filters": [
            {"Tags": {"Name": each["Name"]}, "IngressFilterRules": each["Rules"], "EgressFilterRules": each["Rules"]} for each in filters
        ],
        "sessions": [
            {
                "NetworkInterfaceId": each["NetworkInterfaceId"],
                "SessionNumber": each["SessionNumber"],
                "TrafficMirrorTargetId": each["Target"],
                "TrafficMirrorFilterId": each["Filter"],
            }
            for each in sessions
        ],
    }


def fill(tain, place, environment):
    (place / "tain.yaml").write_text(json.dumps(inventory()))
    (place / "resources.yaml").write_text(json.dumps(document()))
    subprocess.run([tain, "import", place / "resources.yaml"], env=environment, check=True, stdout=subprocess.DEVNULL)


def milliseconds(command, environment):
    begin = time.monotonic()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.monotonic() - begin)


def main():
    tain, aws = pathlib.Path(sys.argv[1]).resolve(), find_aws()
    if aws is None:
        print("start-up: not measured, no AWS client, version 2 (Debian's package awscli), is installed")
        return
    with tempfile.TemporaryDirectory() as place:
        environment = {"PATH": "/usr/bin:/bin", "HOME": place, "AWS_PAGER": "", "TAIN_STATE": place}
        fill(tain, pathlib.Path(place), environment)
        listing = [tain, "describe-traffic-mirror-sessions"]
        skeleton = [aws, "ec2", "create-traffic-mirror-session", "--generate-cli-skeleton"]
        sessions = json.loads(subprocess.run(listing, env=environment, check=True, capture_output=True).stdout)["TrafficMirrorSessions"]
        assert len(sessions) == INTERFACES * SESSIONS
        times = [(milliseconds(skeleton, environment), milliseconds(listing, environment)) for _ in range(RUNS)]
    of_aws, of_tain = (statistics.median(each) for each in zip(*times))
    print(f"start-up, medians of {RUNS} runs taken alternately")
    print(f"  {'aws ec2 create-traffic-mirror-session --generate-cli-skeleton':66} {of_aws:8.1f} ms")
    print(f"  {f'tain describe-traffic-mirror-sessions ({len(sessions)} sessions, a full NIC)':66} {of_tain:8.1f} ms")
    print(f"  {'ratio':66} {of_aws / of_tain:8.0f}")


if __name__ == "__main__":
    main()
