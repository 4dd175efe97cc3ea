#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""taind and one unmodified client of EC2: clients_test.py --client aws|boto3|javascript. The client makes, lists page
by page, changes, tags and deletes everything, gets to see every error that a client can cause, repeats by itself a
request whose answer was lost, and in between `tain simulate` shows the copies of what it made. The exit code 77 says
that the client is not here and can't be had."""

import argparse
import pathlib
import socket
import sys
import tempfile
import threading
import unittest

import aws_clients
import http_test
import taind as harness

SKIPPED = 77
SOURCES = [f"eni-0a0000000000000{n:02x}" for n in range(1, 6)]
COLLECTOR, SECOND_COLLECTOR, ELSEWHERE = "eni-0a000000000000009", "eni-0a00000000000000a", "eni-0a00000000000000b"
BALANCER = "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef"
ENDPOINT = "vpce-0a000000000000001"
DEMO = pathlib.Path(__file__).resolve().parents[2] / "demo" / "demo.pcap"

INVENTORY = (
    "account: '111122223333'\nregion: local-1\ndevice: sim\ninterfaces:\n"
    + "".join(
        f'  - {{id: {eni}, port: 0, mac: "02:00:00:00:00:{n:02x}", addresses: [10.0.0.{4 + n}, "2001:db8::{4 + n}"]}}\n'
        for n, eni in enumerate(SOURCES, 1)
    )
    + "".join(
        f'  - {{id: {eni}, mac: "02:00:00:00:00:{eni[-2:]}", addresses: [10.0.9.{n}]}}\n'
        for n, eni in enumerate((COLLECTOR, SECOND_COLLECTOR, ELSEWHERE), 1)
    )
    + f"load_balancers:\n  - {{arn: '{BALANCER}', addresses: [10.0.2.10, 10.0.2.11]}}\n"
    f"endpoints:\n  - {{id: {ENDPOINT}, addresses: [10.0.3.10]}}\n"
    "next_hops:\n  - {prefix: 0.0.0.0/0, mac: '02:00:00:00:ff:01'}\n"
    "quotas: {sessions: 13, filters: 12, targets: 4, sessions_per_interface: 3, rules_per_filter: 10, sources_per_target_interface: 4}\n"
)

ANY_V4 = {"SourceCidrBlock": "0.0.0.0/0", "DestinationCidrBlock": "0.0.0.0/0"}
DESCRIBES = {
    "DescribeTrafficMirrorTargets": "TrafficMirrorTargets",
    "DescribeTrafficMirrorFilters": "TrafficMirrorFilters",
    "DescribeTrafficMirrorSessions": "TrafficMirrorSessions",
    "DescribeTags": "Tags",
    "DescribeNetworkInterfaces": "NetworkInterfaces",
}


class LossyProxy:
    """Passes requests on, and loses the first answer to each operation it is told: the client must repeat."""

    def __init__(self, port):
        self.port_behind = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lose = 0
        self.requests = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, socket.create_connection(("127.0.0.1", self.port_behind)) as behind:
            while head_and_body := read_message(client):
                self.requests += 1
                behind.sendall(head_and_body)
                answer = read_message(behind)
                if self.lose > 0:
                    self.lose -= 1
                    return
                client.sendall(answer)

    def close(self):
        self.listener.close()


def read_message(stream):
    """One message with a Content-Length; nothing where the other side has ended."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = stream.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += stream.recv(65536)
    return head + b"\r\n\r\n" + body


class Clients(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.taind = harness.Taind(programs)
        cls.taind.write_inventory(INVENTORY)
        cls.taind.start()
        cls.client = make_client(cls.taind.port(), harness.OPERATOR)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.taind.__exit__(None, None, None)

    def call(self, operation, members=None, client=None):
        return (client or self.client).call(operation, members or {})

    def refused(self, code, operation, members=None, client=None):
        with self.assertRaises(aws_clients.ApiError, msg=f"{operation} {members}") as caught:
            self.call(operation, members, client)
        self.assertEqual(caught.exception.code, code, f"{operation} {members}: {caught.exception}")

    def create(self, what, **members):
        answer = self.call(f"CreateTrafficMirror{what}", members)[f"TrafficMirror{what}"]
        return answer[f"TrafficMirror{what}Id"]

    def delete(self, what, identity):
        name = f"TrafficMirror{what}Id"
        self.assertEqual(self.call(f"DeleteTrafficMirror{what}", {name: identity})[name], identity)

    def rule(self, tmf, number, **members):
        wanted = {"TrafficDirection": "ingress", "RuleAction": "accept", **ANY_V4, **members}
        return self.create("FilterRule", TrafficMirrorFilterId=tmf, RuleNumber=number, **wanted)

    def list(self, operation, **members):
        return self.call(operation, members)[DESCRIBES[operation]]

    def clear(self):
        """Everything of this account goes, as every test found it."""
        for session in self.list("DescribeTrafficMirrorSessions"):
            self.delete("Session", session["TrafficMirrorSessionId"])
        for tmf in self.list("DescribeTrafficMirrorFilters"):
            self.delete("Filter", tmf["TrafficMirrorFilterId"])
        for target in self.list("DescribeTrafficMirrorTargets"):
            self.delete("Target", target["TrafficMirrorTargetId"])
        for operation, name in DESCRIBES.items():
            if operation != "DescribeNetworkInterfaces":
                self.assertEqual(self.call(operation).get(name, []), [])

    def setUp(self):
        self.addCleanup(self.clear)

    def test_everything_is_made_changed_tagged_listed_mirrored_and_deleted(self):
        tags = [{"Key": "Name", "Value": "recorder"}, {"Key": "ünïcode & <xml>", "Value": "a\u2028b \U0001f600"}]
        target = self.create(
            "Target",
            NetworkInterfaceId=COLLECTOR,
            Description="a recorder",
            TagSpecifications=[{"ResourceType": "traffic-mirror-target", "Tags": tags}],
        )
        balancer = self.create("Target", NetworkLoadBalancerArn=BALANCER)
        endpoint = self.create("Target", GatewayLoadBalancerEndpointId=ENDPOINT)
        tmf = self.create("Filter", Description="web")
        rule = self.rule(tmf, 10, Protocol=6, DestinationPortRange={"FromPort": 80, "ToPort": 90}, Description="")
        self.rule(tmf, 10, TrafficDirection="egress")
        session = self.create(
            "Session",
            NetworkInterfaceId=SOURCES[0],
            TrafficMirrorTargetId=target,
            TrafficMirrorFilterId=tmf,
            SessionNumber=1,
            PacketLength=100,
            VirtualNetworkId=1001,
            Description="a first session",
        )

        listed = self.list("DescribeTrafficMirrorTargets", TrafficMirrorTargetIds=[target])
        self.assertEqual([listed[0][name] for name in ("Description", "OwnerId", "Type")], ["a recorder", harness.ACCOUNT, "network-interface"])
        self.assertEqual(listed[0]["Tags"], tags)
        found = self.list("DescribeTrafficMirrorTargets", Filters=[{"Name": "network-load-balancer-arn", "Values": ["*loadbalancer/net/tools/*"]}])
        self.assertEqual([each["TrafficMirrorTargetId"] for each in found], [balancer])

        changed = self.call(
            "ModifyTrafficMirrorFilterRule",
            {"TrafficMirrorFilterRuleId": rule, "RuleNumber": 20, "RemoveFields": ["destination-port-range", "protocol"]},
        )["TrafficMirrorFilterRule"]
        self.assertEqual(changed["RuleNumber"], 20)
        self.assertNotIn("Protocol", changed)
        services = self.call("ModifyTrafficMirrorFilterNetworkServices", {"TrafficMirrorFilterId": tmf, "AddNetworkServices": ["amazon-dns"]})
        self.assertEqual(services["TrafficMirrorFilter"]["NetworkServices"], ["amazon-dns"])
        self.assertEqual(self.call("DescribeTrafficMirrorFilterRules", {"TrafficMirrorFilterId": tmf})["TrafficMirrorFilterRules"][0], changed)

        changed = self.call(
            "ModifyTrafficMirrorSession",
            {"TrafficMirrorSessionId": session, "TrafficMirrorTargetId": balancer, "SessionNumber": 7, "RemoveFields": ["packet-length", "description"]},
        )["TrafficMirrorSession"]
        self.assertEqual((changed["TrafficMirrorTargetId"], changed["SessionNumber"], changed["VirtualNetworkId"]), (balancer, 7, 1001))
        self.assertNotIn("PacketLength", changed)
        self.assertEqual(self.list("DescribeTrafficMirrorSessions"), [changed])

        self.call("CreateTags", {"Resources": [session, tmf], "Tags": [{"Key": "team", "Value": "net"}, {"Key": "empty", "Value": ""}]})
        self.call("DeleteTags", {"Resources": [tmf], "Tags": [{"Key": "team"}]})
        listed = {(tag["ResourceId"], tag["Key"], tag["Value"]) for tag in self.list("DescribeTags")}
        wanted = {(session, "team", "net"), (session, "empty", ""), (tmf, "empty", ""), *((target, tag["Key"], tag["Value"]) for tag in tags)}
        self.assertEqual(listed, wanted)

        copies = self.taind.folder / "copies.pcap"
        report = self.taind.tain("simulate", "--read", DEMO, "--write", copies).stdout
        self.assertRegex(report, rf"{session} +{SOURCES[0]} +ingress +[1-9]")
        self.assertGreater(copies.stat().st_size, 1000)

        self.refused("TrafficMirrorTargetInUseException", "DeleteTrafficMirrorTarget", {"TrafficMirrorTargetId": balancer})
        self.refused("TrafficMirrorFilterInUse", "DeleteTrafficMirrorFilter", {"TrafficMirrorFilterId": tmf})
        self.delete("Session", session)
        self.delete("FilterRule", rule)
        self.delete("Filter", tmf)
        for each in (target, balancer, endpoint):
            self.delete("Target", each)

    def test_lists_come_in_pages(self):
        filters = [self.create("Filter", TagSpecifications=[{"ResourceType": "traffic-mirror-filter", "Tags": [{"Key": "n", "Value": str(n)}]}]) for n in range(11)]
        target = self.create("Target", NetworkInterfaceId=COLLECTOR)
        for source in SOURCES[:4]:
            for number in (1, 2, 3):
                self.create("Session", NetworkInterfaceId=source, TrafficMirrorTargetId=target, TrafficMirrorFilterId=filters[0], SessionNumber=number)
        for operation, count in {
            "DescribeTrafficMirrorFilters": 11,
            "DescribeTrafficMirrorSessions": 12,
            "DescribeTrafficMirrorTargets": 1,
            "DescribeTags": 11,
            "DescribeNetworkInterfaces": 8,
        }.items():
            with self.subTest(operation):
                pages = self.client.pages(operation, {}, 5)
                paged = [item for page in pages for item in page.get(DESCRIBES[operation], [])]
                self.assertEqual(len(paged), count)
                self.assertEqual(paged, self.list(operation))
                self.assertLessEqual(max(len(page.get(DESCRIBES[operation], [])) for page in pages), 5 if len(pages) > 1 else count)
        self.assertIsInstance(self.call("DescribeTrafficMirrorFilters", {"MaxResults": 5})["NextToken"], str)

    def test_every_error(self):
        target = self.create("Target", NetworkInterfaceId=COLLECTOR)
        tmf = self.create("Filter", ClientToken="once")
        rule = self.rule(tmf, 1)
        ends = {"TrafficMirrorTargetId": target, "TrafficMirrorFilterId": tmf}
        session = self.create("Session", NetworkInterfaceId=SOURCES[0], SessionNumber=1, **ends)
        new_session = {"NetworkInterfaceId": SOURCES[1], "SessionNumber": 1, **ends}
        new_rule = {"TrafficMirrorFilterId": tmf, "TrafficDirection": "ingress", "RuleNumber": 2, "RuleAction": "accept", **ANY_V4}
        self.create("Target", NetworkLoadBalancerArn=BALANCER)
        none = "0123456789abcdef0"
        for code, operation, members in (
            ("InvalidAction", "DescribeVpcs", {}),
            ("InvalidParameterCombination", "CreateTrafficMirrorTarget", {}),
            ("InvalidParameterCombination", "CreateTrafficMirrorTarget", {"NetworkInterfaceId": COLLECTOR, "NetworkLoadBalancerArn": BALANCER}),
            ("InvalidTrafficMirrorTarget", "CreateTrafficMirrorTarget", {"NetworkInterfaceId": "eni-" + none}),
            ("InvalidNetworkInterfaceId.Malformed", "CreateTrafficMirrorTarget", {"NetworkInterfaceId": "x"}),
            ("OperationNotPermitted", "CreateTrafficMirrorTarget", {"NetworkInterfaceId": SOURCES[0]}),
            ("InvalidNetworkLoadBalancerArn.Malformed", "CreateTrafficMirrorTarget", {"NetworkLoadBalancerArn": "x"}),
            ("InvalidNetworkLoadBalancerArn.NotFound", "CreateTrafficMirrorTarget", {"NetworkLoadBalancerArn": BALANCER.replace("0123", "4567")}),
            ("NlbInUseByTrafficMirrorTargetException", "CreateTrafficMirrorTarget", {"NetworkLoadBalancerArn": BALANCER}),
            ("InvalidVpcEndpointId.Malformed", "CreateTrafficMirrorTarget", {"GatewayLoadBalancerEndpointId": "x"}),
            ("InvalidVpcEndpointId.NotFound", "CreateTrafficMirrorTarget", {"GatewayLoadBalancerEndpointId": "vpce-" + none}),
            ("InvalidTrafficMirrorTargetId.Malformed", "DeleteTrafficMirrorTarget", {"TrafficMirrorTargetId": "x"}),
            ("InvalidTrafficMirrorTargetId.NotFound", "DeleteTrafficMirrorTarget", {"TrafficMirrorTargetId": "tmt-" + none}),
            ("TrafficMirrorTargetInUseException", "DeleteTrafficMirrorTarget", {"TrafficMirrorTargetId": target}),
            ("InvalidTrafficMirrorFilterId.Malformed", "DeleteTrafficMirrorFilter", {"TrafficMirrorFilterId": "x"}),
            ("InvalidTrafficMirrorFilterId.NotFound", "DeleteTrafficMirrorFilter", {"TrafficMirrorFilterId": "tmf-" + none}),
            ("TrafficMirrorFilterInUse", "DeleteTrafficMirrorFilter", {"TrafficMirrorFilterId": tmf}),
            ("InvalidTrafficMirrorFilterRuleId.Malformed", "DeleteTrafficMirrorFilterRule", {"TrafficMirrorFilterRuleId": "x"}),
            ("InvalidTrafficMirrorFilterRuleId.NotFound", "DeleteTrafficMirrorFilterRule", {"TrafficMirrorFilterRuleId": "tmfr-" + none}),
            ("InvalidTrafficMirrorSessionId.Malformed", "DeleteTrafficMirrorSession", {"TrafficMirrorSessionId": "x"}),
            ("InvalidTrafficMirrorSessionId.NotFound", "ModifyTrafficMirrorSession", {"TrafficMirrorSessionId": "tms-" + none}),
            ("NetworkInterfaceNotSupported", "CreateTrafficMirrorSession", {**new_session, "NetworkInterfaceId": ELSEWHERE}),
            ("InvalidNetworkInterfaceID.NotFound", "CreateTrafficMirrorSession", {**new_session, "NetworkInterfaceId": "eni-" + none}),
            ("InvalidTrafficMirrorTargetId.NotFound", "CreateTrafficMirrorSession", {**new_session, "TrafficMirrorTargetId": "tmt-" + none}),
            ("InvalidTrafficMirrorFilterId.NotFound", "CreateTrafficMirrorSession", {**new_session, "TrafficMirrorFilterId": "tmf-" + none}),
            ("InvalidParameterValue", "CreateTrafficMirrorSession", {**new_session, "SessionNumber": 0}),
            ("InvalidParameterValue", "CreateTrafficMirrorSession", {**new_session, "PacketLength": 8501}),
            ("InvalidParameterValue", "CreateTrafficMirrorSession", {**new_session, "VirtualNetworkId": 1 << 24}),
            ("InvalidParameterValue", "CreateTrafficMirrorSession", {**new_session, "NetworkInterfaceId": SOURCES[0]}),
            ("DryRunOperation", "CreateTrafficMirrorSession", {**new_session, "DryRun": True}),
            ("TrafficMirrorFilterRuleAlreadyExists", "CreateTrafficMirrorFilterRule", {**new_rule, "RuleNumber": 1}),
            ("InvalidParameterCombination", "CreateTrafficMirrorFilterRule", {**new_rule, "SourceCidrBlock": "::/0"}),
            ("InvalidParameterCombination", "CreateTrafficMirrorFilterRule", {**new_rule, "SourcePortRange": {"FromPort": 1, "ToPort": 2}}),
            ("InvalidParameterValue", "ModifyTrafficMirrorFilterRule", {"TrafficMirrorFilterRuleId": rule, "SourceCidrBlock": "10.0.0.0/33"}),
            ("InvalidParameterValue", "ModifyTrafficMirrorFilterNetworkServices", {"TrafficMirrorFilterId": tmf, "AddNetworkServices": ["other"]}),
            ("IdempotentParameterMismatch", "CreateTrafficMirrorFilter", {"ClientToken": "once", "Description": "another"}),
            ("InvalidClientToken", "CreateTrafficMirrorFilter", {"ClientToken": "x" * 65}),
            ("InvalidTagKey.Malformed", "CreateTags", {"Resources": [tmf], "Tags": [{"Key": "aws:mine", "Value": ""}]}),
            ("TagLimitExceeded", "CreateTags", {"Resources": [tmf], "Tags": [{"Key": f"k{n}", "Value": ""} for n in range(51)]}),
            ("InvalidID", "CreateTags", {"Resources": ["vpc-1"], "Tags": [{"Key": "k", "Value": ""}]}),
            ("InvalidMaxResults", "DescribeTrafficMirrorSessions", {"MaxResults": 1001}),
            ("InvalidNextToken", "DescribeTrafficMirrorSessions", {"NextToken": "x"}),
            ("InvalidFilter", "DescribeTrafficMirrorSessions", {"Filters": [{"Name": "colour", "Values": ["red"]}]}),
            ("FilterLimitExceeded", "DescribeTags", {"Filters": [{"Name": "key", "Values": [str(n) for n in range(201)]}]}),
            ("InvalidTrafficMirrorSessionId.NotFound", "DescribeTrafficMirrorSessions", {"TrafficMirrorSessionIds": ["tms-" + none]}),
        ):
            with self.subTest(code, operation=operation, members=members):
                self.refused(code, operation, members)
        self.assertEqual([each["TrafficMirrorSessionId"] for each in self.list("DescribeTrafficMirrorSessions")], [session])

    def test_every_limit(self):
        target = self.create("Target", NetworkInterfaceId=COLLECTOR)
        filters = [self.create("Filter") for _ in range(12)]
        self.refused("TrafficMirrorFilterLimitExceeded", "CreateTrafficMirrorFilter")
        for number in range(1, 11):
            self.rule(filters[0], number)
        rule = {"TrafficMirrorFilterId": filters[0], "TrafficDirection": "egress", "RuleNumber": 1, "RuleAction": "accept", **ANY_V4}
        self.refused("TrafficMirrorFilterRuleLimitExceeded", "CreateTrafficMirrorFilterRule", rule)
        second = self.create("Target", NetworkInterfaceId=SECOND_COLLECTOR)
        ends = {"TrafficMirrorTargetId": target, "TrafficMirrorFilterId": filters[0]}
        for source in SOURCES[:4]:
            for number in (1, 2, 3):
                self.create("Session", NetworkInterfaceId=source, SessionNumber=number, **ends)
        self.refused(
            "TrafficMirrorSessionsPerInterfaceLimitExceeded",
            "CreateTrafficMirrorSession",
            {"NetworkInterfaceId": SOURCES[0], "SessionNumber": 4, **ends},
        )
        self.refused(
            "TrafficMirrorSourcesPerTargetLimitExceeded",
            "CreateTrafficMirrorSession",
            {"NetworkInterfaceId": SOURCES[4], "SessionNumber": 4, **ends},
        )
        ends["TrafficMirrorTargetId"] = second
        self.create("Session", NetworkInterfaceId=SOURCES[4], SessionNumber=1, **ends)
        self.refused("TrafficMirrorSessionLimitExceeded", "CreateTrafficMirrorSession", {"NetworkInterfaceId": SOURCES[4], "SessionNumber": 2, **ends})
        self.create("Target", NetworkLoadBalancerArn=BALANCER)
        self.create("Target", GatewayLoadBalancerEndpointId=ENDPOINT)
        self.refused("TrafficMirrorTargetLimitExceeded", "CreateTrafficMirrorTarget", {"NetworkInterfaceId": ELSEWHERE})

    def test_who_may_do_what(self):
        port = self.taind.port()
        for code, key in (
            ("UnauthorizedOperation", harness.WATCHER),
            ("AuthFailure", harness.Key("AKIANOBODY", "a secret")),
            ("AuthFailure", harness.Key(harness.BEARER.name, harness.BEARER.secret)),
            ("SignatureDoesNotMatch", harness.Key(harness.OPERATOR.name, "another secret")),
            ("AuthFailure", harness.Key(harness.OPERATOR.name, harness.OPERATOR.secret, session_token="not asked for")),
        ):
            with self.subTest(code, key=key.name), closing(make_client(port, key)) as client:
                self.refused(code, "CreateTrafficMirrorFilter", {}, client)
        for key in (harness.WATCHER, harness.BEARER):
            with closing(make_client(port, key)) as client:
                self.assertEqual(self.call("DescribeTrafficMirrorFilters", {}, client).get("TrafficMirrorFilters", []), [])

    def test_another_account_sees_nothing(self):
        tmf = self.create("Filter", TagSpecifications=[{"ResourceType": "traffic-mirror-filter", "Tags": [{"Key": "k", "Value": "v"}]}])
        with closing(make_client(self.taind.port(), harness.TENANT)) as tenant:
            for operation, name in DESCRIBES.items():
                self.assertEqual(self.call(operation, {}, tenant).get(name, []), [], operation)
            self.refused("InvalidTrafficMirrorFilterId.NotFound", "DeleteTrafficMirrorFilter", {"TrafficMirrorFilterId": tmf}, tenant)

    def test_a_lost_answer_is_asked_for_again_with_the_same_token(self):
        proxy = LossyProxy(self.taind.port())
        self.addCleanup(proxy.close)
        with closing(make_client(proxy.port, harness.OPERATOR)) as client:
            proxy.lose = 2
            made = self.call("CreateTrafficMirrorFilter", {"Description": "once"}, client)["TrafficMirrorFilter"]["TrafficMirrorFilterId"]
        self.assertEqual((proxy.lose, proxy.requests), (0, 3))
        self.assertEqual([each["TrafficMirrorFilterId"] for each in self.list("DescribeTrafficMirrorFilters")], [made])

    def test_requests_that_come_too_often_are_repeated_by_the_client(self):
        with harness.Taind(programs, "limits: {requests_per_second: 10, burst: 1}") as slow, closing(
            make_client(slow.port(), harness.OPERATOR)
        ) as client:
            for _ in range(4):
                self.call("CreateTrafficMirrorFilter", {}, client)
            # The command line is too slow to come too often by itself.
            with http_test.Bare(slow.raw()) as quick:
                quick.send(http_test.request() * 50)
                self.assertIn("RequestLimitExceeded", [quick.answer().code for _ in range(50)])
            self.assertEqual(len(self.call("DescribeTrafficMirrorFilters", {}, client)["TrafficMirrorFilters"]), 4)
            self.assertGreater(slow.metric('tain_api_requests_total{code="RequestLimitExceeded"'), 0)


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *_):
        self.thing.close()


def make_client(port, key):
    place = aws_clients.Place(port, key)
    if options.client == "aws":
        return aws_clients.CommandLine(place)
    if options.client == "boto3":
        return aws_clients.Boto3(place)
    return aws_clients.JavaScript(place, options.folder)


if __name__ == "__main__":
    parser = harness.add_arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--client", required=True, choices=["aws", "boto3", "javascript"])
    parser.add_argument("--folder", default=tempfile.gettempdir() + "/tain-sdk", help="where npm installs the SDK")
    options, rest = parser.parse_known_args()
    programs = harness.Programs(options)
    try:
        make_client(9, harness.OPERATOR).close()
    except aws_clients.Missing as missing:
        print(f"skipped: {missing}")
        sys.exit(SKIPPED)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
