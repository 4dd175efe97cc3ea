#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""taind's server as clients of every kind find it: each limit, malformed and endless requests, slow clients, keep-alive,
TLS, the Unix socket, and the end. What is waited for is bounded only so that a failure ends."""

import argparse
import contextlib
import datetime
import http.client
import os
import select
import signal
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import unittest
import warnings

import taind as harness
from taind import OPERATOR, TENANT, Taind, form, sign

LIST = form("DescribeTags")


def request(body=LIST, *, target="/", method="POST", version="HTTP/1.1", key=OPERATOR, more=(), signed=None):
    """The bytes of a request."""
    headers = sign(key, body if signed is None else signed, "127.0.0.1") if key else {"host": "127.0.0.1"}
    lines = [f"{method} {target} {version}", *(f"{name}: {value}" for name, value in headers.items()), *more]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in more):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Bare:
    """A connection of bytes."""

    def __init__(self, stream):
        self.stream, self.buffer = stream, b""

    def send(self, data):
        """False where the other side would take no more of it."""
        with contextlib.suppress(ConnectionError):
            self.stream.sendall(data)
            return True
        return False

    def answer(self):
        """The status and text of the next answer; None where the connection has ended."""
        while b"\r\n\r\n" not in self.buffer:
            if not self.more():
                return None
        head, _, rest = self.buffer.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        length = int(headers.get("content-length", "0"))
        while len(rest) < length:
            piece = self.stream.recv(65536)
            assert piece, "an answer that is cut short"
            rest += piece
        self.buffer = rest[length:]
        return harness.Answer(int(lines[0].split()[1]), headers, rest[:length])

    def more(self):
        try:
            piece = self.stream.recv(65536)
        except (ConnectionError, ssl.SSLError):
            return False
        self.buffer += piece
        return bool(piece)

    def has_ended(self):
        return self.answer() is None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()


def certificate(folder, name):
    """A certificate of its own for 127.0.0.1, and its key."""
    files = [os.path.join(folder, f"{name}.{kind}") for kind in ("cert", "key")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
        check=True,
        capture_output=True,
    )
    return files


class Http(unittest.TestCase):
    def start(self, settings="", **more):
        taind = Taind(programs, settings, **more)
        self.addCleanup(taind.__exit__, None, None, None)
        return taind.start()

    def open(self, taind, port=None):
        bare = Bare(taind.raw(port))
        self.addCleanup(bare.stream.close)
        return bare

    def ask(self, taind, data):
        """The answer to one request on a connection of its own."""
        with Bare(taind.raw()) as bare:
            bare.send(data)
            return bare.answer()

    def check_serves(self, taind):
        """Again where a slow machine made this client look slow itself."""

        def serves():
            with contextlib.suppress(OSError, http.client.HTTPException):
                return taind.call("DescribeTags").code == "ok"
            return False

        harness.wait_until(serves, "an answer")


class Limits(Http):
    def test_a_body_may_be_as_long_as_allowed_and_no_longer(self):
        taind = self.start("limits: {request_bytes: 1000}")
        pad = form("DescribeTags", NextToken="")
        body = pad + b"x" * (1000 - len(pad))
        self.assertEqual(self.ask(taind, request(body)).code, "InvalidNextToken")
        with Bare(taind.raw()) as bare:
            bare.send(request(body + b"x"))
            self.assertEqual(bare.answer().status, 413)
            self.assertTrue(bare.has_ended())

    def test_an_endless_body_is_not_taken(self):
        taind = self.start("limits: {request_bytes: 1000}")
        with Bare(taind.raw()) as bare:
            bare.send(request(b"", more=["Transfer-Encoding: chunked"]))
            while bare.send(b"100\r\n" + b"x" * 256 + b"\r\n") and not select.select([bare.stream], [], [], 0)[0]:
                pass
            self.assertIn(getattr(bare.answer(), "status", None), (413, None))
        with Bare(taind.raw()) as bare:
            bare.send(request(b"", more=["Content-Length: 99999999999999999999"]))
            self.assertEqual(bare.answer().status, 400)
        self.check_serves(taind)

    def test_headers_are_limited_in_length(self):
        taind = self.start("limits: {header_bytes: 2000}")
        self.assertEqual(self.ask(taind, request(more=["X-Pad: " + "x" * 1000])).code, "ok")
        self.assertEqual(self.ask(taind, request(more=["X-Pad: " + "x" * 2000])).status, 431)
        self.assertEqual(self.ask(taind, request(target="/" + "x" * 2000)).status, 431)
        with Bare(taind.raw()) as bare:  # a line without end
            bare.send(b"POST /" + b"x" * 5000)
            self.assertEqual(bare.answer().status, 431)

    def test_headers_are_limited_in_number(self):
        taind = self.start("limits: {headers: 20}")
        count = len(request().split(b"\r\n\r\n")[0].split(b"\r\n")) - 1
        self.assertEqual(self.ask(taind, request(more=["X-Pad: x"] * (20 - count))).code, "ok")
        self.assertEqual(self.ask(taind, request(more=["X-Pad: x"] * (21 - count))).status, 431)

    def test_connections_are_limited_for_each_way_in(self):
        taind = self.start("limits: {connections: 3}")
        held = [self.open(taind) for _ in range(3)]
        for bare in held:
            bare.send(request())
            self.assertEqual(bare.answer().code, "ok")
        with Bare(taind.raw()) as fourth:
            refused = fourth.answer()
            self.assertEqual((refused.status, refused.code), (503, "RequestLimitExceeded"))
            self.assertTrue(fourth.has_ended())
        self.assertEqual(taind.get("/healthz").status, 200)
        self.assertEqual(taind.tain("describe-traffic-mirror-filters").returncode, 0)
        held[0].stream.close()
        harness.wait_until(lambda: self.ask(taind, request()).status == 200, "room for another connection")

    def test_tls_connections_count_before_they_have_said_anything(self):
        with tempfile.TemporaryDirectory() as folder:
            taind = self.start("limits: {connections: 2, request_seconds: 30}", tls=certificate(folder, "one"))
            port = taind.port(tls=True)
            held = [self.open(taind, port) for _ in range(2)]
            context = ssl._create_unverified_context()
            with context.wrap_socket(taind.raw(port)) as stream:
                self.assertEqual(Bare(stream).answer().status, 503)
            held[0].stream.close()

    def test_requests_are_limited_for_each_key(self):
        taind = self.start("limits: {requests_per_second: 1, burst: 3}")
        with Bare(taind.raw()) as bare:
            bare.send(request() * 200)
            answers = [bare.answer() for _ in range(200)]
        self.assertEqual([answer.code for answer in answers[:3]], ["ok"] * 3)
        self.assertEqual({(answer.status, answer.code) for answer in answers[3:]} - {(200, "ok")}, {(503, "RequestLimitExceeded")})
        self.assertEqual(taind.call("DescribeTags", TENANT).code, "ok")

    def test_no_limit_of_requests(self):
        taind = self.start("limits: {requests_per_second: 0, burst: 1}")
        with contextlib.closing(taind.client()) as client:
            self.assertEqual({client.call("DescribeTags").code for _ in range(300)}, {"ok"})

    def test_a_connection_without_a_request_ends(self):
        taind = self.start("limits: {idle_seconds: 1, request_seconds: 1000}")
        with Bare(taind.raw()) as never:
            self.assertTrue(never.has_ended())

        def ends_after_an_answer():
            with Bare(taind.raw()) as once:
                once.send(request())
                return once.answer() is not None and once.has_ended()  # no answer: this client was slow

        harness.wait_until(ends_after_an_answer, "an answer, and then the end")

    def test_a_request_that_does_not_come_to_its_end_ends(self):
        taind = self.start("limits: {idle_seconds: 1000, request_seconds: 1}")
        for part in (b"P", b"POST / HTTP/1.1\r\nHost: x\r\n", request()[:-1], request(b"", more=["Transfer-Encoding: chunked"]) + b"5\r\nab"):
            with self.subTest(part), Bare(taind.raw()) as bare:
                bare.send(part)
                self.assertTrue(bare.has_ended())
        with tempfile.TemporaryDirectory() as folder:
            secure = self.start("limits: {request_seconds: 1}", tls=certificate(folder, "slow"))
            with Bare(secure.raw(secure.port(tls=True))) as bare:
                self.assertTrue(bare.has_ended())

    def test_a_client_that_takes_no_answers_is_left(self):
        taind = self.start("limits: {answer_seconds: 1, idle_seconds: 1000, request_seconds: 1000, drain_seconds: 1000}")
        stream = socket.socket()
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stream.connect(("127.0.0.1", taind.port("metrics")))
        stream.setblocking(False)
        with stream:
            gets = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n" * 1000
            poll = select.poll()
            poll.register(stream, select.POLLOUT)

            def has_ended():
                for _, event in poll.poll(100):
                    if event & (select.POLLERR | select.POLLHUP):
                        return True
                    with contextlib.suppress(BlockingIOError, ConnectionError):
                        stream.send(gets)
                return False

            harness.wait_until(has_ended, "the end of the connection")
        self.check_serves(taind)


class Malformed(Http):
    def test_what_is_no_request_is_refused_and_harms_nobody(self):
        taind = self.start()
        head = b"POST / HTTP/1.1\r\nHost: x\r\n"
        for data in (
            b"\r\n\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTQ/1.1\r\n\r\n",
            b"GET  / HTTP/1.1\r\n\r\n",
            b"G\x00T / HTTP/1.1\r\n\r\n",
            b"GET /\x01 HTTP/1.1\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xff" * 100,
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            head + b"Content-Length: -1\r\n\r\n",
            head + b"Content-Length: 1x\r\n\r\n",
            head + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            head + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            head + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
            head + b"No colon\r\n\r\n",
            head + b": no name\r\n\r\n",
            head + b"Spaced : name\r\n\r\n",
            head + b"Nul: \x00\r\n\r\n",
            head + b"Bare: line\nfeed: x\r\n\r\n",
        ):
            with self.subTest(data), Bare(taind.raw()) as bare:
                bare.send(data)
                bare.stream.shutdown(socket.SHUT_WR)
                answer = bare.answer()
                self.assertIn(answer and answer.status, (400, None), answer and answer.text)
        self.check_serves(taind)

    def test_paths_lead_nowhere_else(self):
        taind = self.start()
        for target in ("/x", "//", "/.", "/../", "/%2e", "/metrics", "/tain/call", "/tain/status", "http://127.0.0.1/", "*", "/?", "/;a"):
            with self.subTest(target):
                answer = self.ask(taind, request(target=target))
                self.assertIn(answer.status, (200,) if target == "/?" else (400, 403, 404), answer.text)
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "NONSENSE"):
            with self.subTest(method):
                self.assertEqual(self.ask(taind, request(method=method)).code, "SignatureDoesNotMatch")

    def test_health_has_no_reasons_for_anybody(self):
        taind = self.start()
        self.assertEqual(taind.get("/healthz", taind.port()).text, '{"status":"ok"}\n')
        self.assertEqual(taind.get("/healthz").text, '{"status":"ok","trouble":null}\n')

    def test_parameters_in_two_places_are_refused(self):
        taind = self.start()
        answer = self.ask(taind, request(target="/?Action=DeleteTags"))
        self.assertEqual((answer.status, answer.code), (403, "SignatureDoesNotMatch"))
        with contextlib.closing(taind.client()) as client:
            self.assertEqual(client.post(LIST + b"&Action=DeleteTags").code, "InvalidQueryParameter")
            self.assertEqual(client.post(LIST + b"&x=%ff").code, "MalformedQueryString")
            self.assertEqual(client.post(b"\xff\xfe" + LIST).code, "MalformedQueryString")

    def test_altered_and_replayed_requests(self):
        taind = self.start()
        now = datetime.datetime.now(datetime.timezone.utc)
        self.assertEqual(self.ask(taind, request(form("CreateTrafficMirrorFilter"), signed=LIST)).code, "SignatureDoesNotMatch")
        with contextlib.closing(taind.client()) as client:
            for minutes in (-16, 16):
                self.assertEqual(client.post(LIST, when=now + datetime.timedelta(minutes=minutes)).code, "RequestExpired")
            self.assertEqual(client.post(LIST, region="us-east-1").code, "SignatureDoesNotMatch")
            self.assertEqual(client.post(LIST, when=now - datetime.timedelta(minutes=10)).code, "ok")
        self.assertEqual(self.ask(taind, request(key=None)).code, "MissingAuthenticationToken")
        unsigned = self.ask(taind, request(more=["X-Amz-Extra: said by somebody else"]))
        self.assertEqual((unsigned.status, unsigned.code), (400, "IncompleteSignature"))
        # The same creation twice is one object, and a replay of it no second.
        create = request(form("CreateTrafficMirrorFilter", ClientToken="once"))
        ids = {self.ask(taind, create)["trafficMirrorFilterId"] for _ in range(3)}
        self.assertEqual(len(ids), 1)


class Connections(Http):
    def test_keep_alive(self):
        taind = self.start()
        with Bare(taind.raw()) as bare:
            for _ in range(3):
                bare.send(request())
                self.assertEqual(bare.answer().code, "ok")
            bare.send(request(more=["Connection: close"]))
            self.assertEqual(bare.answer().headers["connection"], "close")
            self.assertTrue(bare.has_ended())
        with Bare(taind.raw()) as bare:
            bare.send(request(version="HTTP/1.0"))
            self.assertEqual(bare.answer().status, 200)
            self.assertTrue(bare.has_ended())

    def test_requests_that_do_not_wait_are_answered_in_their_order(self):
        taind = self.start()
        with Bare(taind.raw()) as bare:
            bare.send(b"".join(request(form("CreateTrafficMirrorFilter", Description=str(n))) for n in range(10)))
            self.assertEqual([bare.answer()["description"] for _ in range(10)], [str(n) for n in range(10)])

    def test_a_body_that_is_asked_for(self):
        taind = self.start()
        with Bare(taind.raw()) as bare:
            whole = request(more=["Expect: 100-continue"])
            bare.send(whole[: -len(LIST)])
            while b"\r\n\r\n" not in bare.buffer:
                self.assertTrue(bare.more())
            self.assertEqual(bare.buffer, b"HTTP/1.1 100 Continue\r\n\r\n")
            bare.buffer = b""
            bare.send(LIST)
            self.assertEqual(bare.answer().code, "ok")

    def test_a_head_has_no_body(self):
        taind = self.start()
        with Bare(taind.raw(taind.port("metrics"))) as bare:
            bare.send(b"HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            while bare.buffer.count(b"HTTP/1.1 200") < 2 or not bare.buffer.endswith(b"\n"):
                self.assertTrue(bare.more())
            self.assertEqual(bare.buffer.count(b'"status":"ok"'), 1)


class Tls(Http):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.files = certificate(self.folder, "first")
        self.taind = self.start(tls=self.files)

    def connect(self, version=None, trusted=None):
        context = ssl.create_default_context(cafile=trusted or self.files[0])
        if version:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that old versions are old is what is tested
                context.minimum_version = context.maximum_version = version
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context.wrap_socket(self.taind.raw(self.taind.port(tls=True)), server_hostname="127.0.0.1")

    def test_versions(self):
        for version, name in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
            with self.connect(version) as stream:
                self.assertEqual(stream.version(), name)
                bare = Bare(stream)
                bare.send(request())
                self.assertEqual(bare.answer().code, "ok")
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            with self.assertRaises(ssl.SSLError):
                self.connect(version)
        with Bare(self.taind.raw(self.taind.port(tls=True))) as bare:
            bare.send(request())
            answer = bare.answer() if bare.more() else None
            self.assertIsNone(answer)

    def test_sighup_takes_a_new_certificate_and_keeps_connections(self):
        with self.connect() as old:
            second = certificate(self.folder, "second")
            for new, place in zip(second, self.files):
                os.replace(new, place)
            self.taind.signal(signal.SIGHUP)
            self.taind.event("reload certificates", result="ok")

            def is_second():
                with self.connect() as stream:
                    return dict(pair[0] for pair in stream.getpeercert()["subject"])["commonName"] == "second"

            harness.wait_until(is_second, "the second certificate")
            bare = Bare(old)
            bare.send(request())
            self.assertEqual(bare.answer().code, "ok")
        with open(self.files[1], "w", encoding="ascii") as file:
            file.write("no key")
        self.taind.signal(signal.SIGHUP)
        self.assertIn(self.files[1], self.taind.event("reload certificates", result="InvalidCertificate")["message"])
        self.assertTrue(is_second())


class UnixSocket(Http):
    def test_the_operator_needs_no_signature_and_is_named_in_the_log(self):
        taind = self.start()
        mode = taind.socket.stat().st_mode
        self.assertTrue(stat.S_ISSOCK(mode))
        self.assertEqual(stat.S_IMODE(mode), 0o660)
        with contextlib.closing(harness.UnixConnection(taind.socket)) as connection:
            connection.request("POST", "/", form("CreateTrafficMirrorFilter"))
            self.assertEqual(connection.getresponse().status, 200)
        self.assertEqual(taind.event("change")["caller"], f"uid {os.getuid()}")
        taind.stop()
        self.assertFalse(taind.socket.exists())

    def test_without_credentials_nothing_but_the_socket_serves(self):
        taind = Taind(programs)
        self.addCleanup(taind.__exit__, None, None, None)
        text = taind.config.read_text()
        taind.config.write_text(text.replace(f"credentials: {taind.credentials}\n", ""))
        refused = subprocess.run([programs.taind, "--config", taind.config], capture_output=True, text=True, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stderr, "listen: .*credentials")
        taind.config.write_text("".join(line for line in text.splitlines(True) if "127.0.0.1, port: 0}\n" not in line and "listen" not in line)
                                .replace(f"credentials: {taind.credentials}\n", ""))
        taind.start()
        self.assertEqual([event.get("socket") for event in taind.events("listen")], [str(taind.socket)])
        self.assertEqual(taind.tain("describe-traffic-mirror-filters").returncode, 0)

    def test_a_file_of_keys_that_others_can_read_is_refused(self):
        taind = Taind(programs)
        self.addCleanup(taind.__exit__, None, None, None)
        taind.credentials.chmod(0o640)
        refused = subprocess.run([programs.taind, "--config", taind.config], capture_output=True, text=True, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("chmod 600", refused.stderr)


class Drain(Http):
    def test_what_is_under_way_is_finished(self):
        taind = self.start("limits: {idle_seconds: 1000, request_seconds: 1000, drain_seconds: 1000}")
        idle, half = self.open(taind), self.open(taind)
        idle.send(request())
        self.assertEqual(idle.answer().code, "ok")
        whole = request(form("CreateTrafficMirrorFilter", Description="late"))
        half.send(whole[:100])
        # A request that came after the half one was answered, so the server has seen the half one.
        self.check_serves(taind)
        taind.signal(signal.SIGTERM)
        self.assertTrue(idle.has_ended())
        with self.assertRaises(ConnectionError):
            Bare(taind.raw()).stream.close()
        half.send(whole[100:])
        answer = half.answer()
        self.assertEqual((answer["description"], answer.headers["connection"]), ("late", "close"))
        self.assertEqual(taind.process.wait(harness.PATIENCE), 0)
        self.assertEqual(taind.log()[-1]["event"], "end")

    def test_a_client_that_does_not_end_is_not_waited_for_for_ever(self):
        taind = self.start("limits: {request_seconds: 1000, drain_seconds: 1}")
        half = self.open(taind)
        half.send(request()[:100])
        self.check_serves(taind)
        self.assertEqual(taind.stop(), 0)


if __name__ == "__main__":
    parser = harness.add_arguments(argparse.ArgumentParser(description=__doc__))
    options, rest = parser.parse_known_args()
    programs = harness.Programs(options)
    unittest.main(argv=[sys.argv[0], *rest])
