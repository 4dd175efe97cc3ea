#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Kills taind at random moments while many clients change everything, starts it again, and looks: every change that was
acknowledged is there, whatever was not is there whole or not at all and comes to pass once when it is repeated with its
token, and the NIC agrees with the store. crash_test.py --kills N; the same --seed chooses the same moments."""

import argparse
import contextlib
import http.client
import json
import random
import sys
import threading
import time
import uuid

import taind as harness
from taind import INVENTORY, Nic, Taind

SOURCES = ["eni-0a000000000000001", "eni-0a000000000000002"]
COLLECTOR = "eni-0a000000000000009"
LOST = (OSError, http.client.HTTPException)
ANY = {"SourceCidrBlock": "0.0.0.0/0", "DestinationCidrBlock": "0.0.0.0/0"}


class Worker(threading.Thread):
    """Creates, changes and deletes filters, rules and one session, one request at a time, and remembers every answer."""

    def __init__(self, number, seed, port, shared):
        super().__init__(daemon=True)
        self.number, self.port, self.shared = number, port, shared
        self.random = random.Random(f"{seed}-{number}")
        self.acknowledged = {}  # id -> description
        self.doubtful = None  # the request whose answer was lost
        self.failure = None
        self.requests = 0

    def run(self):
        self.client = harness.Client(self.port)
        try:
            with contextlib.closing(self.client):
                while not self.shared["stopping"]:
                    self.step()
        except LOST:
            pass  # taind was killed
        except Exception as error:  # this worker's failure, told by the main thread
            self.failure = error

    def send(self, operation, **members):
        """The answer; while it is awaited the request is in doubt."""
        self.doubtful = (operation, members)
        answer = self.client.call(operation, **members)
        self.doubtful = None
        self.requests += 1
        return answer

    def expect(self, answer):
        if answer.code != "ok":
            raise AssertionError(f"worker {self.number}: {answer.text}")
        return answer

    def step(self):
        choice = self.random.random()
        if not self.acknowledged or choice < 0.4 and len(self.acknowledged) < 6:
            description = f"{self.number}-{uuid.UUID(int=self.random.getrandbits(128))}"
            answer = self.expect(self.send("CreateTrafficMirrorFilter", Description=description, ClientToken=description))
            self.acknowledged[answer["trafficMirrorFilterId"]] = {"description": description, "rules": {}}
            return
        identity = self.random.choice(sorted(self.acknowledged))
        rules = self.acknowledged[identity]["rules"]
        if choice < 0.7 and len(rules) < 3:
            number = self.random.choice([n for n in range(1, 5) if n not in rules.values()])
            wanted = {"TrafficMirrorFilterId": identity, "TrafficDirection": "ingress", "RuleNumber": number, "RuleAction": "accept", **ANY}
            answer = self.expect(self.send("CreateTrafficMirrorFilterRule", ClientToken=str(uuid.uuid4()), **wanted))
            rules[answer["trafficMirrorFilterRuleId"]] = number
        elif choice < 0.85 and rules:
            rule = self.random.choice(sorted(rules))
            self.expect(self.send("DeleteTrafficMirrorFilterRule", TrafficMirrorFilterRuleId=rule))
            del rules[rule]
        elif self.acknowledged[identity].get("session"):
            session = self.acknowledged[identity]["session"]
            self.expect(self.send("DeleteTrafficMirrorSession", TrafficMirrorSessionId=session))
            del self.acknowledged[identity]["session"]
        elif choice > 0.93:
            self.expect(self.send("DeleteTrafficMirrorFilter", TrafficMirrorFilterId=identity))
            del self.acknowledged[identity]
        elif self.number < 2 and not any(each.get("session") for each in self.acknowledged.values()):
            ends = {"NetworkInterfaceId": SOURCES[self.number], "TrafficMirrorTargetId": self.shared["target"], "TrafficMirrorFilterId": identity}
            answer = self.expect(self.send("CreateTrafficMirrorSession", SessionNumber=1, ClientToken=str(uuid.uuid4()), **ends))
            self.acknowledged[identity]["session"] = answer["trafficMirrorSessionId"]

    def settle(self, client):
        """Repeats what was in doubt, as a client does, and takes what comes of it for acknowledged. A deletion that took
        place already finds nothing."""
        if self.doubtful is None:
            return
        operation, members = self.doubtful
        answer = client.call(operation, **members)
        if answer.code != "ok" and not (operation.startswith("Delete") and answer.code.endswith(".NotFound")):
            raise AssertionError(f"worker {self.number}: {operation} {members} again: {answer.text}")
        filters = self.acknowledged
        if operation == "CreateTrafficMirrorFilter":
            filters[answer["trafficMirrorFilterId"]] = {"description": members["Description"], "rules": {}}
        elif operation == "DeleteTrafficMirrorFilter":
            filters.pop(members["TrafficMirrorFilterId"])
        elif operation == "CreateTrafficMirrorFilterRule":
            filters[members["TrafficMirrorFilterId"]]["rules"][answer["trafficMirrorFilterRuleId"]] = members["RuleNumber"]
        elif operation == "DeleteTrafficMirrorFilterRule":
            for each in filters.values():
                each["rules"].pop(members["TrafficMirrorFilterRuleId"], None)
        elif operation == "CreateTrafficMirrorSession":
            filters[members["TrafficMirrorFilterId"]]["session"] = answer["trafficMirrorSessionId"]
        elif operation == "DeleteTrafficMirrorSession":
            for each in filters.values():
                if each.get("session") == members["TrafficMirrorSessionId"]:
                    del each["session"]
        self.doubtful = None


def listed(taind):
    """Everything that there is, as workers remember it."""
    answer = json.loads(taind.tain("describe-traffic-mirror-filters").stdout)["TrafficMirrorFilters"]
    found = {
        each["TrafficMirrorFilterId"]: {
            "description": each["Description"],
            "rules": {rule["TrafficMirrorFilterRuleId"]: rule["RuleNumber"] for rule in each["IngressFilterRules"]},
        }
        for each in answer
    }
    for session in json.loads(taind.tain("describe-traffic-mirror-sessions").stdout)["TrafficMirrorSessions"]:
        found[session["TrafficMirrorFilterId"]]["session"] = session["TrafficMirrorSessionId"]
    return found


def remembered(workers):
    return {identity: each for worker in workers for identity, each in worker.acknowledged.items()}


def check_acknowledged(taind, workers):
    """Before anything is repeated: what was acknowledged is there; what more there is was in doubt."""
    there, known = listed(taind), remembered(workers)
    deleted = {value for worker in workers if worker.doubtful for value in worker.doubtful[1].values() if worker.doubtful[0].startswith("Delete")}
    for identity, each in known.items():
        if identity not in there:
            assert identity in deleted, f"{identity} was acknowledged and is not there"
            continue
        for rule in each["rules"]:
            assert rule in there[identity]["rules"] or rule in deleted, f"{rule} of {identity} was acknowledged and is not there"
        if each.get("session"):
            assert there[identity].get("session") == each["session"] or each["session"] in deleted, f"{each['session']} is not there"
    surplus = len(set(there) - set(known))
    limit = sum(1 for worker in workers if worker.doubtful and worker.doubtful[0] == "CreateTrafficMirrorFilter")
    assert surplus <= limit, f"{surplus} filters more than was acknowledged, {limit} creations in doubt"


def check_nic(taind):
    """Asked with taind gone, so that the NIC's own rows are compared, not what taind thinks they are."""
    status = taind.tain("status").stdout
    assert "it holds what the store says" in status, status


def round_of(number, taind, workers, seed, rng):
    port = taind.port()
    for worker in workers:
        fresh = Worker(worker.number, f"{seed}-{number}", port, worker.shared)
        fresh.acknowledged, fresh.shared["stopping"] = worker.acknowledged, False
        workers[worker.number] = fresh
    for worker in workers:
        worker.start()
    wanted = rng.randrange(1, 40)  # acknowledged requests before the kill, so that no clock decides
    harness.wait_until(lambda: sum(w.requests for w in workers) >= wanted or any(w.failure for w in workers), "requests")
    time.sleep(rng.random() * 0.02)  # anywhere within a request
    taind.kill()
    for worker in workers:
        worker.join()
        if worker.failure:
            raise worker.failure
    taind.start()
    check_acknowledged(taind, workers)
    with contextlib.closing(taind.client()) as client:
        for worker in workers:
            worker.settle(client)
    there, known = listed(taind), remembered(workers)
    assert there == known, f"after repeating: {set(there) ^ set(known) or [(k, there[k], known[k]) for k in known if there[k] != known[k]]}"
    taind.kill()
    check_nic(taind)
    taind.start()
    assert taind.event("start")["changed"] == [], taind.event("start")


def main():
    parser = harness.add_arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--workers", type=int, default=6)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    taind = Taind(harness.Programs(options), "limits: {requests_per_second: 0}")
    nic = Nic(options.tain, taind.folder)
    taind.write_inventory(INVENTORY.format(device=f"sim:{nic.socket}"))
    with contextlib.closing(nic):
        nic.plug()
        with taind:
            shared = {"stopping": False, "target": taind.call("CreateTrafficMirrorTarget", NetworkInterfaceId=COLLECTOR)["trafficMirrorTargetId"]}
            workers = [Worker(n, "", 0, shared) for n in range(options.workers)]
            requests = 0
            for number in range(options.kills):
                try:
                    round_of(number, taind, workers, options.seed, rng)
                except BaseException:
                    print(f"kill {number} of seed {options.seed}", flush=True)
                    raise
                requests += sum(worker.requests for worker in workers)
                if (number + 1) % 20 == 0:
                    print(f"{number + 1} kills, {requests} acknowledged requests", flush=True)
    print(f"{options.kills} kills among {requests} acknowledged requests: all of them were there afterwards, and the NIC agreed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
