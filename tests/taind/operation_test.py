#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""taind beside a NIC (simulated, in a process of its own): what it says at start, a NIC that goes and comes back, SIGHUP,
the audit log, what systemd is told, the metrics, the local tain, and accounts that don't see each other."""

import argparse
import contextlib
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import unittest

import taind as harness
from taind import INVENTORY, KEYS, OPERATOR, TENANT, WATCHER, Nic, Taind

SOURCE, SECOND, TENANTS = (f"eni-0a00000000000000{n}" for n in (1, 2, 3))
COLLECTOR, TENANTS_COLLECTOR = "eni-0a000000000000009", "eni-0a000000000000008"
DEMO = pathlib.Path(__file__).resolve().parents[2] / "demo" / "demo.pcap"
DEMO_PASSAGES = 296  # the frames of the demo, those between two local interfaces twice
CLOUDWATCH = [f"Network{packets}{skip}Mirror{way}" for packets in ("", "Packets") for skip in ("", "Skip") for way in ("In", "Out")]


class Operation(unittest.TestCase):
    def prepare(self, settings="", nic=True, **more):
        taind = Taind(programs, settings, **more)
        self.addCleanup(taind.__exit__, None, None, None)
        if nic:
            taind.nic = Nic(programs.tain, taind.folder)
            self.addCleanup(taind.nic.close)
            taind.write_inventory(self.inventory(taind))
        return taind

    @staticmethod
    def inventory(taind):
        return INVENTORY.format(device=f"sim:{taind.nic.socket}")

    def start(self, *words, **more):
        taind = self.prepare(*words, **more)
        if hasattr(taind, "nic"):
            taind.nic.plug()
        return taind.start()

    def make_session(self, taind, key=OPERATOR, source=SOURCE, collector=COLLECTOR, number=1):
        """The session, its filter, its target; any frame of IPv4 is its own."""
        with contextlib.closing(taind.client(key)) as client:
            target = client.call("CreateTrafficMirrorTarget", NetworkInterfaceId=collector)["trafficMirrorTargetId"]
            tmf = client.call("CreateTrafficMirrorFilter")["trafficMirrorFilterId"]
            for direction in ("ingress", "egress"):
                rule = {"TrafficDirection": direction, "RuleNumber": 1, "RuleAction": "accept"}
                cidr = {"SourceCidrBlock": "0.0.0.0/0", "DestinationCidrBlock": "0.0.0.0/0"}
                self.assertEqual(client.call("CreateTrafficMirrorFilterRule", TrafficMirrorFilterId=tmf, **rule, **cidr).code, "ok")
            ends = {"TrafficMirrorTargetId": target, "TrafficMirrorFilterId": tmf}
            session = client.call("CreateTrafficMirrorSession", NetworkInterfaceId=source, SessionNumber=number, **ends)
            return session["trafficMirrorSessionId"], tmf, target

    def status(self, taind):
        return json.loads(taind.tain("status", "--output", "json").stdout)


class Start(Operation):
    def test_the_nic_is_made_equal_to_the_store_and_the_log_says_what_that_changed(self):
        taind = self.start()
        session, tmf, target = self.make_session(taind)
        taind.stop()
        taind.start()
        self.assertEqual(taind.event("start")["changed"], [])
        taind.kill()
        taind.nic.unplug()
        taind.nic.plug()
        taind.start()
        changed = " ".join(taind.event("start")["changed"])
        for name in (session, tmf, target, SOURCE):
            self.assertIn(name, changed)
        self.assertGreater(taind.event("start")["writes"], 0)

    def test_a_nic_that_is_not_there_is_waited_for(self):
        taind = self.prepare()
        taind.start()
        self.assertNotEqual(taind.event("start")["result"], "ok")
        self.assertEqual(taind.get("/healthz").status, 503)
        taind.nic.plug()
        taind.event("restored")
        self.assertEqual(taind.get("/healthz").status, 200)
        self.make_session(taind)

    def test_two_at_once_are_refused(self):
        taind = self.start(nic=False)
        second = subprocess.run([programs.taind, "--config", taind.config], capture_output=True, text=True, check=False)
        self.assertEqual(second.returncode, 1)
        self.assertIn("in use", second.stderr)
        self.assertEqual(taind.call("DescribeTags").code, "ok")


class Unplugged(Operation):
    def test_a_nic_that_goes_and_comes_back(self):
        taind = self.start()
        session, tmf, _ = self.make_session(taind)
        self.assertEqual(taind.metric("tain_nic_in_force "), 1)
        taind.nic.unplug()
        taind.event("nic", level="error")
        health = taind.get("/healthz")
        self.assertEqual((health.status, json.loads(health.text)["status"]), (503, "degraded"))
        self.assertEqual(taind.metric("tain_nic_in_force "), 0)
        self.assertNotIn("tain_session_copied_frames_total", taind.get("/metrics").text)
        with contextlib.closing(taind.client()) as client:
            self.assertEqual(client.call("DescribeTrafficMirrorSessions")["trafficMirrorSessionId"], session)
            refused = client.call("DeleteTrafficMirrorSession", TrafficMirrorSessionId=session)
            self.assertEqual(refused.status, 503, refused.text)
            self.assertEqual(client.call("DescribeTrafficMirrorSessions")["trafficMirrorSessionId"], session)
        found = self.status(taind)
        self.assertIsNotNone(found["sessions"][0]["trouble"] if "sessions" in found else found["Sessions"][0]["Trouble"])
        taind.nic.plug()
        restored = taind.event("restored")
        self.assertIn(session, " ".join(restored["changed"]))
        self.assertEqual(taind.get("/healthz").status, 200)
        self.assertEqual(taind.metric("tain_nic_in_force "), 1)
        self.assertEqual(taind.call("DeleteTrafficMirrorSession", TrafficMirrorSessionId=session).code, "ok")

    def test_a_nic_that_was_reset_meanwhile(self):
        """Another NIC's tables behind the same socket, faster than taind looks: to it, a reset."""
        taind = self.start()
        session, *_ = self.make_session(taind)
        for _ in range(3):
            taind.nic.unplug()
            taind.nic.plug()
            count = len(taind.events("restored"))
            harness.wait_until(lambda before=count: len(taind.events("restored")) > before, "another restoration")
        self.assertEqual(taind.call("DeleteTrafficMirrorSession", TrafficMirrorSessionId=session).code, "ok")


class Reload(Operation):
    def reload(self, taind, result="ok", event="reload"):
        before = len(taind.events(event))
        taind.signal(signal.SIGHUP)
        found = harness.wait_until(lambda: taind.events(event)[before:], "the reload")[0]
        harness.wait_until(lambda: len(taind.events("reload certificates")) == len(taind.events("reload")), "the rest of it")
        self.assertEqual(found["result"], result, found)
        return found

    def test_the_inventory_is_read_again_and_what_it_does_not_concern_is_left_alone(self):
        taind = self.start()
        session, *_ = self.make_session(taind)
        second, *_ = self.make_session(taind, TENANT, TENANTS, TENANTS_COLLECTOR)
        text = self.inventory(taind)
        self.assertEqual(self.reload(taind)["writes"], 0)
        taind.write_inventory(text.replace("10.0.0.7", "10.0.0.77"))
        changed = " ".join(self.reload(taind)["changed"])
        self.assertIn(TENANTS, changed)
        for untouched in (session, SOURCE, COLLECTOR):
            self.assertNotIn(untouched, changed)
        self.assertIn("10.0.0.77", taind.call("DescribeNetworkInterfaces", TENANT).text)
        # The tenant's interface goes: its session is not in force, and says why; the other is untouched.
        taind.write_inventory("".join(line for line in text.splitlines(True) if TENANTS not in line))
        self.reload(taind)
        status = taind.tain("status").stdout
        self.assertRegex(status, "in force 1")
        self.assertIn(second, status)

    @staticmethod
    def crowd():
        """More interfaces than the NIC has rows for."""
        return "".join(
            f'  - {{id: eni-0b{n:015x}, port: 0, mac: "02:00:00:01:{n >> 8:02x}:{n & 255:02x}", addresses: [10.1.{n >> 8}.{n & 255}]}}\n'
            for n in range(1, 3000)
        )

    def test_an_inventory_with_an_error_changes_nothing(self):
        taind = self.start()
        self.make_session(taind)
        text = self.inventory(taind)
        for bad, message, *code in (
            (text.replace("02:00:00:00:00:01", "02:00:00:00:00:0g"), r"tain.yaml:\d+: interfaces\[0\].mac"),
            (text.replace("device: sim:", "device: pci:0000:01:00.0 #"), "device"),
            ("{", "YAML"),
            (text.replace("load_balancers:", self.crowd() + "load_balancers:"), "3002 interfaces", "NicCapacityExceeded"),
        ):
            taind.write_inventory(bad)
            self.assertRegex(self.reload(taind, *(code or ["InvalidInventory"]))["message"], message)
            self.assertEqual(taind.call("DescribeNetworkInterfaces").all("networkInterfaceId").count(SOURCE), 1)
        self.assertEqual(taind.get("/healthz").status, 200)
        taind.inventory.unlink()
        self.reload(taind, "InvalidInventory")
        self.assertEqual(taind.call("DescribeTags").code, "ok")

    def test_keys_come_and_go(self):
        taind = self.start(nic=False)
        new = harness.Key("AKIANEW", "a new secret")
        with contextlib.closing(taind.client()) as client:
            self.assertEqual(client.call("DescribeTags").code, "ok")
            taind.write_keys([WATCHER, new])
            self.reload(taind, event="reload credentials")
            self.assertEqual(client.call("DescribeTags").code, "AuthFailure")
        self.assertEqual(taind.call("CreateTrafficMirrorFilter", new).code, "ok")
        taind.credentials.write_text("credentials: [{access_key_id: half}]")
        self.assertIn("keys.yaml:1", self.reload(taind, "InvalidCredentials", "reload credentials")["message"])
        taind.write_keys(KEYS)
        taind.credentials.chmod(0o644)
        self.reload(taind, "InvalidCredentials", "reload credentials")
        self.assertEqual(taind.call("CreateTrafficMirrorFilter", new).code, "ok")


class Audit(Operation):
    def test_each_change_is_a_line_that_says_who_what_and_how_it_ended(self):
        taind = self.start(nic=False)
        with contextlib.closing(taind.client(TENANT)) as client:
            made = client.call("CreateTrafficMirrorFilter", Description="the tenant's")
            gone = client.call("DeleteTrafficMirrorFilter", TrafficMirrorFilterId="tmf-0123456789abcdef0")
            peer = "127.0.0.1:" + str(client.connection.sock.getsockname()[1])
        refused = taind.call("CreateTrafficMirrorFilter", WATCHER)
        taind.call("DescribeTags")
        lines = taind.events("change")
        self.assertEqual([line["result"] for line in lines], ["ok", "InvalidTrafficMirrorFilterId.NotFound", "UnauthorizedOperation"])
        for line, answer in zip(lines, (made, gone, refused)):
            self.assertEqual(line["request_id"], answer.headers["x-amzn-requestid"])
            self.assertIn(f">{line['request_id']}<", answer.text)
        self.assertEqual([lines[0][name] for name in ("caller", "account", "peer")], [TENANT.name, TENANT.account, peer])
        self.assertEqual(lines[0]["request"]["Description"], "the tenant's")
        self.assertEqual(lines[2]["caller"], WATCHER.name)
        for line in taind.log():
            self.assertNotIn(OPERATOR.secret, json.dumps(line))

    def test_what_a_client_says_makes_no_line_of_its_own(self):
        for log_format in ("json", "text"):
            taind = self.prepare(nic=False)
            taind.config.write_text(taind.config.read_text().replace("format: json", f"format: {log_format}"))
            if log_format == "text":
                taind.event = lambda *_, **__: harness.wait_until(lambda: " start " in taind.log_file.read_text(), "the start")
            taind.start()
            with contextlib.closing(harness.UnixConnection(taind.socket)) as connection:
                for name in ("x\nchange result=ok", "x%0Achange%20result=ok", "%1b[2J", "\u2028"):
                    body = harness.form("DeleteTrafficMirrorFilter", TrafficMirrorFilterId=name) + f"&{name}=1".encode()
                    for each in (body, harness.form("CreateTags", ResourceId_1=name, Tag_1_Key="change\nresult=ok")):
                        connection.request("POST", "/", each)
                        self.assertEqual(connection.getresponse().read()[:5], b"<?xml")
            for line in taind.log_file.read_text().split("\n")[:-1]:
                self.assertRegex(line, r"^\{.*\}$" if log_format == "json" else r"^\d{4}-\d\d-\d\dT")
                self.assertNotRegex(line, r"[\x00-\x1f]")


class Systemd(Operation):
    def test_it_is_told_what_happens(self):
        taind = self.prepare(nic=False)
        path = str(taind.folder / "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
            listener.bind(path)
            listener.settimeout(harness.PATIENCE)
            taind.environment["NOTIFY_SOCKET"] = path
            taind.start()
            told = []

            def wait_for(words):
                while words not in told:
                    told.extend(listener.recv(65536).decode().split("\n"))

            wait_for("READY=1")
            self.assertTrue(any(words.startswith("STATUS=") for words in told))
            wait_for("WATCHDOG=1")
            told.clear()
            taind.signal(signal.SIGHUP)
            wait_for("RELOADING=1")
            wait_for("READY=1")
            taind.signal(signal.SIGTERM)
            wait_for("STOPPING=1")
            self.assertEqual(taind.process.wait(harness.PATIENCE), 0)


class Metrics(Operation):
    def test_requests_changes_and_the_nics_counters(self):
        taind = self.prepare()
        taind.nic.plug("--read", DEMO, "--inventory", taind.inventory)  # they pass from its first session on
        taind.start()
        session, tmf, _ = self.make_session(taind)
        taind.call("DeleteTrafficMirrorFilter", TrafficMirrorFilterId=tmf)
        taind.call("DescribeTags", harness.Key("AKIANOBODY", "x"))
        frames = lambda: sum(taind.metric(f'tain_port_frames_total{{port="0",direction="{way}"}}') for way in ("ingress", "egress"))
        harness.wait_until(lambda: frames() == DEMO_PASSAGES, "all frames of the capture")
        value = taind.metric
        self.assertEqual(value('tain_api_requests_total{code="ok",operation="CreateTrafficMirrorFilter"}'), 1)
        self.assertEqual(value('tain_api_requests_total{code="TrafficMirrorFilterInUse",operation="DeleteTrafficMirrorFilter"}'), 1)
        self.assertEqual(value('tain_api_requests_total{code="AuthFailure",operation="unknown"}'), 1)
        self.assertEqual(value('tain_api_request_seconds_count{operation="CreateTrafficMirrorFilter"}'), 1)
        self.assertGreater(value('tain_nic_apply_seconds_count{result="ok"}'), 0)
        self.assertEqual((value("tain_sessions "), value("tain_nic_in_force ")), (1, 1))
        for direction, way in (("ingress", "In"), ("egress", "Out")):
            of_session = f'{{session="{session}",direction="{direction}"}}'
            of_interface = f'{{interface="{SOURCE}",direction="{direction}"}}'
            copied = value("tain_session_copied_frames_total" + of_session)
            self.assertGreater(copied, 0)
            self.assertEqual(copied, value("tain_interface_copied_frames_total" + of_interface))
            self.assertEqual(copied, value(f'NetworkPacketsMirror{way}{{interface="{SOURCE}"}}'))
            self.assertEqual(value("tain_session_copied_bytes_total" + of_session), value(f'NetworkMirror{way}{{interface="{SOURCE}"}}'))
            self.assertEqual(value("tain_session_dropped_frames_total" + of_session), value(f'NetworkPacketsSkipMirror{way}{{interface="{SOURCE}"}}'))
            self.assertGreaterEqual(value("tain_session_truncated_frames_total" + of_session), 0)
            hits = [line for line in taind.get("/metrics").text.splitlines() if line.startswith(f'tain_rule_hits_total{{filter="{tmf}"')]
            self.assertEqual(sum(float(line.rsplit(" ", 1)[1]) for line in hits if f'direction="{direction}"' in line), copied)
            self.assertGreater(value(f'tain_port_frames_total{{port="0",direction="{direction}"}}'), copied)
            self.assertGreater(value(f'tain_port_bytes_total{{port="0",direction="{direction}"}}'), 0)
        text = taind.get("/metrics").text
        for name in CLOUDWATCH:
            self.assertEqual(text.count(f"# TYPE {name} counter\n"), 1, name)
            self.assertIsNotNone(value(f'{name}{{interface="{SOURCE}"}}'), name)

    def test_the_dashboard_and_the_page_name_what_there_is(self):
        taind = self.start()
        self.make_session(taind)
        text = taind.get("/metrics").text
        names = set(re.findall(r"^# TYPE (\S+) ", text, re.MULTILINE))
        root = pathlib.Path(__file__).resolve().parents[2]
        page = (root / "docs/taind.md").read_text()
        self.assertEqual({name for name in names if name not in page}, set())
        dashboard = json.loads((root / "host-tools/grafana/taind.json").read_text())
        asked = set(re.findall(r"\b(tain_\w+|Network\w+Mirror\w+)\b", json.dumps([panel.get("targets") for panel in dashboard["panels"]])))
        known = names | {name + end for name in names for end in ("_bucket", "_count", "_sum")}
        self.assertEqual(asked - known, set())
        self.assertTrue(asked)


class LocalTain(Operation):
    def test_it_goes_through_taind_by_itself(self):
        taind = self.start()
        made = json.loads(taind.tain("create-traffic-mirror-filter", "--description", "local").stdout)
        identity = made["TrafficMirrorFilter"]["TrafficMirrorFilterId"]
        line = taind.event("change", operation="CreateTrafficMirrorFilter")
        self.assertRegex(line["caller"], r"uid \d+")
        self.assertEqual(taind.call("DescribeTrafficMirrorFilters")["trafficMirrorFilterId"], identity)
        session, *_ = self.make_session(taind)
        self.assertRegex(taind.tain("status").stdout, "in force 1")
        self.assertEqual(taind.tain("apply").returncode, 0)
        export = taind.tain("export").stdout
        self.assertIn(session, export)
        file = taind.folder / "all.yaml"
        file.write_text(export.replace("local", "imported"))
        self.assertEqual(taind.tain("import", file).returncode, 0)
        self.assertIn("imported", taind.call("DescribeTrafficMirrorFilters").text)
        refused = taind.tain("delete-traffic-mirror-filter", "--traffic-mirror-filter-id", "tmf-0123456789abcdef0", check=False)
        self.assertIn("InvalidTrafficMirrorFilterId.NotFound", refused.stderr)
        # The operator of the host sees all accounts.
        self.make_session(taind, TENANT, TENANTS, TENANTS_COLLECTOR)
        self.assertEqual(len(json.loads(taind.tain("describe-traffic-mirror-sessions").stdout)["TrafficMirrorSessions"]), 2)
        taind.stop()
        self.assertRegex(taind.tain("status").stdout, "in force 2")

    def test_a_document_larger_than_a_request_may_be(self):
        taind = self.start("limits: {request_bytes: 1000}", nic=False)
        file = taind.folder / "many.yaml"
        file.write_text("targets: []\nsessions: []\nfilters:\n" + "".join(
            f"  - {{Description: {'x' * 200}, Tags: [{{Key: Name, Value: f{n}}}]}}\n" for n in range(200)))
        self.assertEqual(taind.tain("import", file).returncode, 0)
        self.assertEqual(len(taind.call("DescribeTrafficMirrorFilters").all("trafficMirrorFilterId")), 200)

    def test_after_a_kill_it_works_by_itself(self):
        taind = self.start()
        session, *_ = self.make_session(taind)
        taind.kill()
        self.assertTrue(taind.socket.exists())
        self.assertIn(session, taind.tain("describe-traffic-mirror-sessions").stdout)
        taind.start()
        self.assertRegex(taind.tain("status").stdout, "in force 1")


class Accounts(Operation):
    def test_they_neither_see_nor_change_each_other(self):
        taind = self.start()
        mine = self.make_session(taind)
        theirs = self.make_session(taind, TENANT, TENANTS, TENANTS_COLLECTOR)
        for key, own, others in ((OPERATOR, mine, theirs), (TENANT, theirs, mine)):
            with contextlib.closing(taind.client(key)) as client:
                for operation in ("Targets", "Filters", "Sessions"):
                    text = client.call(f"DescribeTrafficMirror{operation}").text
                    self.assertEqual([each for each in others if each in text], [])
                    self.assertTrue(any(each in text for each in own))
                session, tmf, target = others
                for operation, name, identity in (
                    ("DeleteTrafficMirrorSession", "TrafficMirrorSessionId", session),
                    ("ModifyTrafficMirrorSession", "TrafficMirrorSessionId", session),
                    ("DeleteTrafficMirrorFilter", "TrafficMirrorFilterId", tmf),
                    ("ModifyTrafficMirrorFilterNetworkServices", "TrafficMirrorFilterId", tmf),
                    ("DeleteTrafficMirrorTarget", "TrafficMirrorTargetId", target),
                ):
                    self.assertRegex(client.call(operation, **{name: identity}).code, "NotFound$", operation)
                self.assertNotEqual(client.call("CreateTags", ResourceId_1=tmf, Tag_1_Key="mine", Tag_1_Value="").code, "ok")
                ends = {"TrafficMirrorTargetId": own[2], "TrafficMirrorFilterId": tmf, "SessionNumber": 2}
                source = SOURCE if key is OPERATOR else TENANTS
                self.assertEqual(client.call("CreateTrafficMirrorSession", NetworkInterfaceId=source, **ends).code, "InvalidTrafficMirrorFilterId.NotFound")
        # A token is its account's own.
        ids = {taind.call("CreateTrafficMirrorFilter", key, ClientToken="same")["trafficMirrorFilterId"] for key in (OPERATOR, TENANT)}
        self.assertEqual(len(ids), 2)

    def test_many_at_once_make_what_each_was_told(self):
        taind = self.start("limits: {requests_per_second: 0}")
        made = {}

        def work(key, count):
            with contextlib.closing(taind.client(key)) as client:
                made[key.name] = [client.call("CreateTrafficMirrorFilter", Description=f"{key.name} {n}")["trafficMirrorFilterId"] for n in range(count)]

        threads = [threading.Thread(target=work, args=(key, 40)) for key in (OPERATOR, TENANT)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for key in (OPERATOR, TENANT):
            listed = taind.call("DescribeTrafficMirrorFilters", key).all("trafficMirrorFilterId")
            self.assertEqual(sorted(listed), sorted(made[key.name]))


if __name__ == "__main__":
    parser = harness.add_arguments(argparse.ArgumentParser(description=__doc__))
    options, rest = parser.parse_known_args()
    programs = harness.Programs(options)
    unittest.main(argv=[sys.argv[0], *rest])
