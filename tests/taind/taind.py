# SPDX-License-Identifier: Apache-2.0
"""A taind of a test's own: started on a folder of its own, spoken to with signatures made here, and ended."""

import contextlib
import datetime
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

PATIENCE = 300  # seconds until something that must happen is given up
REGION = "local-1"
ACCOUNT = "111122223333"
OTHER_ACCOUNT = "999988887777"

INVENTORY = """
account: "111122223333"
region: local-1
device: {device}
interfaces:
  - {{id: eni-0a000000000000001, port: 0, mac: "02:00:00:00:00:01", addresses: [10.0.0.5, "2001:db8::5"], mtu: 9001}}
  - {{id: eni-0a000000000000002, port: 0, mac: "02:00:00:00:00:02", addresses: [10.0.0.6, "2001:db8::6"], mtu: 9001}}
  - {{id: eni-0a000000000000003, port: 0, mac: "02:00:00:00:00:03", addresses: [10.0.0.7], mtu: 9001, account: "999988887777"}}
  - {{id: eni-0a000000000000009, mac: "02:00:00:00:00:09", addresses: [10.0.9.9, "2001:db8:9::9"], mtu: 9001}}
  - {{id: eni-0a000000000000008, mac: "02:00:00:00:00:08", addresses: [10.0.9.8], mtu: 9001, account: "999988887777"}}
load_balancers:
  - {{arn: "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef", addresses: [10.0.2.10, 10.0.2.11]}}
endpoints:
  - {{id: vpce-0a000000000000001, addresses: [10.0.3.10], mtu: 8500}}
next_hops:
  - {{prefix: 0.0.0.0/0, mac: "02:00:00:00:ff:01"}}
  - {{prefix: "::/0", mac: "02:00:00:00:ff:01"}}
"""


class Key:
    def __init__(self, name, secret, account=ACCOUNT, **more):
        self.name, self.secret, self.account, self.more = name, secret, account, more

    def entry(self):
        words = {"access_key_id": self.name, "secret_access_key": self.secret, "account": self.account, **self.more}
        return json.dumps(words)


OPERATOR = Key("AKIAOPERATOR", "the operator's secret")
WATCHER = Key("AKIAWATCHER", "the watcher's secret", access="read-only")
TENANT = Key("AKIATENANT", "the tenant's secret", OTHER_ACCOUNT)
BEARER = Key("AKIABEARER", "the bearer's secret", session_token="a session token")
KEYS = (OPERATOR, WATCHER, TENANT, BEARER)


def sign(key, body, host, *, when=None, region=REGION, headers=None):
    """The headers of a POST of this body, signed by AWS Signature Version 4."""
    stamp = (when or datetime.datetime.now(datetime.timezone.utc)).strftime("%Y%m%dT%H%M%SZ")
    signed = {"content-type": "application/x-www-form-urlencoded; charset=utf-8", "host": host, "x-amz-date": stamp}
    if "session_token" in key.more:
        signed["x-amz-security-token"] = key.more["session_token"]
    signed.update(headers or {})
    names = sorted(signed)
    canonical = "\n".join(
        ["POST", "/", "", *(f"{name}:{signed[name]}" for name in names), "", ";".join(names), hashlib.sha256(body).hexdigest()]
    )
    scope = f"{stamp[:8]}/{region}/ec2/aws4_request"
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    secret = ("AWS4" + key.secret).encode()
    for part in scope.split("/"):
        secret = hmac.digest(secret, part.encode(), "sha256")
    signature = hmac.new(secret, to_sign.encode(), "sha256").hexdigest()
    authorization = f"AWS4-HMAC-SHA256 Credential={key.name}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"
    return {**signed, "authorization": authorization}


def form(operation, **members):
    """CreateTags, ResourceId_1="tms-1" -> the body of a request."""
    pairs = {"Action": operation, "Version": "2016-11-15", **{name.replace("_", "."): value for name, value in members.items()}}
    return urllib.parse.urlencode(pairs).encode()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.text = status, headers, body.decode()

    def all(self, element):
        return re.findall(f"<{element}>([^<]*)</{element}>", self.text)

    def __getitem__(self, element):
        found = self.all(element)
        if not found:
            raise KeyError(f"no {element} in {self.text}")
        return found[0]

    @property
    def code(self):
        """The error code; "ok" where there is none."""
        return self["Code"] if self.status != 200 else "ok"


class Client:
    """One connection that is kept alive, and opened again when taind ended it."""

    def __init__(self, port, key=OPERATOR, timeout=PATIENCE):
        self.host, self.key = f"127.0.0.1:{port}", key
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def post(self, body, **how):
        self.connection.request("POST", "/", body, sign(self.key, body, self.host, **how))
        with self.connection.getresponse() as response:
            return Answer(response.status, dict(response.getheaders()), response.read())

    def call(self, operation, **members):
        return self.post(form(operation, **members))

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(self.path)


def wait_until(condition, what):
    """What the condition says at last; time only bounds how long a failure takes."""
    end = time.monotonic() + PATIENCE
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"after {PATIENCE} s still not: {what}")
        time.sleep(0.01)


class Nic:
    """A simulated NIC in a process of its own, which goes on when taind is killed."""

    def __init__(self, tain, folder):
        self.socket = pathlib.Path(folder, "nic.sock")
        self.tain = tain
        self.process = None

    def plug(self, *words):
        """words: for instance --read CAPTURE --inventory FILE, the frames that pass it."""
        self.process = subprocess.Popen(
            [self.tain, "nic", "--socket", str(self.socket), *map(str, words)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self.socket.exists, "the NIC's socket")

    def unplug(self):
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)

    def close(self):
        if self.process and self.process.poll() is None:
            self.unplug()


class Taind:
    """`with Taind(programs, settings="limits: {headers: 10}") as taind:`"""

    def __init__(self, programs, settings="", *, keys=KEYS, device="sim", tls=None, environment=None):
        self.programs = programs
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tain-taind-"))
        self.state = self.folder / "state"
        self.socket = self.state / "taind.sock"
        self.inventory = self.folder / "tain.yaml"
        self.credentials = self.folder / "keys.yaml"
        self.environment = environment or {}
        self.log_file = self.folder / "log"
        self.process = None
        self.state.mkdir()
        self.write_inventory(INVENTORY.format(device=device))
        self.write_keys(keys)
        doors = "  - {address: 127.0.0.1, port: 0}\n"
        if tls:
            doors += f"  - {{address: 127.0.0.1, port: 0, certificate: {tls[0]}, key: {tls[1]}}}\n"
        self.config = self.folder / "taind.yaml"
        self.config.write_text(
            f"state: {self.state}\ninventory: {self.inventory}\ncredentials: {self.credentials}\n"
            f"listen:\n{doors}metrics: {{address: 127.0.0.1, port: 0}}\nlog: {{format: json, level: debug}}\n{settings}\n"
        )

    def write_inventory(self, text):
        self.inventory.write_text(text)

    def write_keys(self, keys):
        self.credentials.write_text("credentials:\n" + "".join(f"  - {key.entry()}\n" for key in keys))
        self.credentials.chmod(0o600)

    def start(self):
        self.log_file.write_text("")
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [self.programs.taind, "--config", str(self.config)],
                stderr=log,
                env={**os.environ, "AWS_EC2_METADATA_DISABLED": "true", **self.environment},
            )
        self.event("start")
        return self

    # What it logged.
    def log(self):
        return [json.loads(line) for line in self.log_file.read_text().split("\n")[:-1]]

    def events(self, name, **members):
        return [e for e in self.log() if e.get("event") == name and all(e.get(k) == v for k, v in members.items())]

    def event(self, name, **members):
        """The first such event, waited for."""

        def look():
            if self.process.poll() is not None and not self.events(name, **members):
                raise RuntimeError(f"taind ended with {self.process.returncode}:\n{self.log_file.read_text()}")
            return self.events(name, **members)

        return wait_until(look, f"event {name} {members} in\n{self.log_file.read_text()}")[0]

    def port(self, serves="api", tls=False):
        return self.event("listen", serves=serves, tls=tls)["port"]

    # Those who speak to it.
    def client(self, key=OPERATOR):
        return Client(self.port(), key)

    def call(self, operation, key=OPERATOR, **members):
        client = self.client(key)
        with contextlib.closing(client):
            return client.call(operation, **members)

    def raw(self, port=None):
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", port or self.port()), timeout=PATIENCE)

    def get(self, path, port=None):
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port("metrics"), timeout=PATIENCE)
        connection.request("GET", path)
        with contextlib.closing(connection), connection.getresponse() as response:
            return Answer(response.status, dict(response.getheaders()), response.read())

    def metric(self, line):
        """The value of the metric whose name and labels begin so; None where it is not there."""
        for each in self.get("/metrics").text.splitlines():
            if each.startswith(line):
                return float(each.rsplit(" ", 1)[1])
        return None

    def tain(self, *words, check=True):
        return subprocess.run(
            [self.programs.tain, *map(str, words), "--state", self.state, "--inventory", self.inventory],
            capture_output=True,
            text=True,
            check=check,
            timeout=10 * PATIENCE,
        )

    # How it ends.
    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, value, trace):
        if self.process and self.process.poll() is None:
            self.kill()
        if kind is not None:
            print(f"--- the log of the taind of this test\n{self.log_file.read_text()}---", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class Programs:
    """Where the programs under test are: the words --taind PATH and --tain PATH of a test's command line."""

    def __init__(self, options):
        self.tain, self.taind = options.tain, options.taind


def add_arguments(parser):
    parser.add_argument("--taind", required=True, help="the program taind")
    parser.add_argument("--tain", required=True, help="the program tain")
    return parser
