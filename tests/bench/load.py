#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""load.py --taind TAIND --tain TAIN: requests a second and the 99th percentile of the time to an answer, of taind while
its NIC is being programmed and of moto's server, another emulator of EC2, with the same requests from the same
connections in the same run. Four of five requests list one filter, one creates one; half of these are sent twice with one
client token, as after a lost answer. taind must have made each once; nothing else is judged."""

import argparse
import collections
import pathlib
import random
import re
import selectors
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "taind"))
import taind as harness
from taind import OPERATOR, form, sign

REGION = "us-east-1"  # moto knows AWS's own alone
ANY = {"SourceCidrBlock": "0.0.0.0/0", "DestinationCidrBlock": "0.0.0.0/0"}


def request(port, operation, **members):
    """The bytes, signed beforehand, so that signing takes no time of the load's."""
    body = form(operation, **members)
    headers = {**sign(OPERATOR, body, f"127.0.0.1:{port}", region=REGION), "content-length": len(body)}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST / HTTP/1.1\r\n{head}\r\n".encode() + body


def identity(answer):
    """Of the filter that was made; moto's ids look otherwise."""
    return re.search(rb"<trafficMirrorFilterId>([^<]+)<", answer)[1].decode()


class Connection:
    """One request at a time; a new socket where the server ended the one before, as moto does after each answer."""

    def __init__(self, port, selector):
        self.port, self.selector, self.socket = port, selector, None

    def send(self, data):
        self.answer, self.begin = b"", time.perf_counter()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.selector.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(data)

    def close(self):
        if self.socket is not None:
            self.selector.unregister(self.socket)
            self.socket.close()
            self.socket = None

    def receive(self):
        """True where the answer has come whole."""
        piece = self.socket.recv(1 << 20)
        if not piece:
            raise ConnectionError("the server has hung up")
        self.answer += piece
        head, end, body = self.answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        whole = bool(end) and bool(length) and len(body) >= int(length[1])
        if whole and re.search(rb"(?i)\r\nconnection: *close", head):
            self.close()
        return whole


class Load:
    def __init__(self, port, connections, seconds):
        self.port, self.connections, self.seconds = port, connections, seconds
        self.times = {False: [], True: []}  # by whether something was made
        self.made = collections.Counter()  # ids by how often they were answered
        self.tokens = set()
        self.errors = collections.Counter()

    def requests(self, count, known):
        """Not more than can be signed ahead of time."""
        rng = random.Random(1)
        look = request(self.port, "DescribeTrafficMirrorFilters", TrafficMirrorFilterId_1=known)
        many = []
        while len(many) < count:
            if rng.random() < 0.8:
                many.append((None, look))
                continue
            token = f"load-{len(many)}"
            again = 1 + rng.randrange(2)
            many += [(token, request(self.port, "CreateTrafficMirrorFilter", Description=token, ClientToken=token))] * again
        return many

    def first(self):
        one = Connection(self.port, selectors.DefaultSelector())
        one.send(request(self.port, "CreateTrafficMirrorFilter", ClientToken="first"))
        while not one.receive():
            pass
        one.close()
        return identity(one.answer)

    def run(self):
        waiting = iter(self.requests(20000, self.first()))
        selector = selectors.DefaultSelector()
        self.begin = time.perf_counter()
        connections = [Connection(self.port, selector) for _ in range(self.connections)]
        busy = sum(self.next(connection, waiting) for connection in connections)
        end = self.begin + self.seconds
        while busy:
            for key, _ in selector.select():
                connection = key.data
                if not connection.receive():
                    continue
                self.take(connection)
                busy -= 1
                if time.perf_counter() < end:
                    busy += self.next(connection, waiting)
        self.took = time.perf_counter() - self.begin
        for connection in connections:
            connection.close()
        return self

    def next(self, connection, waiting):
        token, data = next(waiting, (None, None))
        if data is None:
            return 0
        connection.token = token
        connection.send(data)
        return 1

    def take(self, connection):
        self.times[connection.token is not None].append(time.perf_counter() - connection.begin)
        status = connection.answer.split(b" ", 2)[1].decode()
        if status != "200":
            self.errors[status] += 1
        elif connection.token:
            self.tokens.add(connection.token)
            self.made[identity(connection.answer)] += 1

    def line(self, name):
        count = sum(map(len, self.times.values()))
        rate = count / self.took
        shares = [at(share, self.times[made]) for made in (False, True) for share in (0.5, 0.99)]
        slowest = at(0.99, self.times[False] + self.times[True])
        print(f"{name:<34}{rate:>9,.0f}{slowest:>9.1f}" + "".join(f"{share:>9.1f}" for share in shares) + f"{count:>9,}{sum(self.errors.values()):>8}")
        return rate, slowest


def at(share, times):
    """Milliseconds in which that share of the answers came."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Programming(threading.Thread):
    """Changes a session of the NIC again and again, as long as the load runs."""

    def __init__(self, taind):
        super().__init__(daemon=True)
        self.taind, self.changes, self.stopping = taind, 0, False
        with taind.client() as client:
            target = client.call("CreateTrafficMirrorTarget", NetworkInterfaceId="eni-0a000000000000009")["trafficMirrorTargetId"]
            self.tmf = client.call("CreateTrafficMirrorFilter")["trafficMirrorFilterId"]
            client.call("CreateTrafficMirrorFilterRule", TrafficMirrorFilterId=self.tmf, TrafficDirection="ingress", RuleNumber=1, RuleAction="accept", **ANY)
            ends = {"TrafficMirrorTargetId": target, "TrafficMirrorFilterId": self.tmf}
            self.session = client.call("CreateTrafficMirrorSession", NetworkInterfaceId="eni-0a000000000000001", SessionNumber=1, **ends)["trafficMirrorSessionId"]

    def run(self):
        with self.taind.client() as client:
            while not self.stopping:
                answer = client.call("ModifyTrafficMirrorSession", TrafficMirrorSessionId=self.session, PacketLength=100 + self.changes % 1000)
                assert answer.code == "ok", answer.text
                self.changes += 1


def load_taind(options):
    taind = harness.Taind(harness.Programs(options), f"any_region: true\nlimits: {{requests_per_second: 0, connections: {options.connections + 8}}}")
    taind.config.write_text(taind.config.read_text().replace("level: debug", "level: info"))
    nic = harness.Nic(options.tain, taind.folder)
    inventory = harness.INVENTORY.format(device=f"sim:{nic.socket}") + "quotas: {filters: 1000000}\n"
    taind.write_inventory(inventory)
    nic.plug()
    try:
        with taind:
            programming = Programming(taind)
            programming.start()
            load = Load(taind.port(), options.connections, options.seconds).run()
            programming.stopping = True
            programming.join()
            figures = load.line("taind, its NIC being programmed")
            print(f"    meanwhile {programming.changes / load.took:,.0f} changes of a session in the NIC a second")
            return figures + (judge(taind, load, programming),)
    finally:
        nic.close()


def judge(taind, load, programming):
    """What is wrong with what was made, if anything."""
    there = set(taind.call("DescribeTrafficMirrorFilters").all("trafficMirrorFilterId"))  # rules name it too
    wanted = set(load.made)
    others = 2  # the load's first and the session's
    wrong = []
    if load.errors:
        wrong.append(f"errors {dict(load.errors)}")
    if len(wanted) != len(load.tokens):
        wrong.append(f"{len(load.tokens)} tokens made {len(wanted)} filters")
    if wanted - there:
        wrong.append(f"{len(wanted - there)} filters are lost")
    if len(there) != len(wanted) + others:
        wrong.append(f"{len(there)} filters are there instead of {len(wanted) + others}")
    if "it holds what the store says" not in taind.tain("status").stdout:
        wrong.append("the NIC does not agree")
    print("    " + ("; ".join(wrong) or f"{len(wanted):,} filters were made for {sum(load.made.values()):,} requests with {len(load.tokens):,} tokens: none lost, none doubled"))
    return wrong


def load_moto(options):
    """None where there is no moto and none can be had."""
    home = pathlib.Path(options.folder)
    server = home / "bin" / "moto_server"
    if not server.exists():
        made = subprocess.run(["/usr/bin/python3", "-m", "venv", home], capture_output=True, check=False)
        done = made.returncode or subprocess.run([home / "bin/pip", "install", "--quiet", "moto[server]"], capture_output=True, check=False).returncode
        if done or not server.exists():
            print("moto: not measured, PyPI is out of reach")
            return None
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = subprocess.Popen([server, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        harness.wait_until(lambda: reachable(port), "moto")
        return Load(port, options.connections, options.seconds).run().line("moto's server, which has no NIC")
    finally:
        process.kill()
        process.wait()


def reachable(port):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        return True
    except OSError:
        return False


def main():
    parser = harness.add_arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--folder", default="build/moto", help="where moto is installed")
    options = parser.parse_args()
    print(f"milliseconds; {f'{options.connections} connections':<20}    req/s     99 % list 50%     99 % make 50%     99 % requests  errors")
    rate, slowest, wrong = load_taind(options)
    other = load_moto(options)
    if other:
        print(f"taind answers {rate / other[0]:.1f} times as many requests a second; its 99th percentile is {slowest / other[1]:.2f} of moto's")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
