# SPDX-License-Identifier: Apache-2.0
"""An EC2 endpoint that plays recorded responses in order and keeps what it was asked."""

import hashlib
import hmac
import http.server
import pathlib
import threading
import time
import urllib.parse
from dataclasses import dataclass

RECORDED = pathlib.Path(__file__).parent / "recorded"
SECRET_KEY = "wJalrXUtnFEMI"


@dataclass(frozen=True)
class Answer:
    """One response. The last one of a case answers all further requests, too."""

    file: str  # below recorded/; "": an empty body
    status: int = 200
    delay: float = 0  # seconds before it
    hang_up: bool = False  # close the connection instead


def hmac_sha256(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signature(scope, signed_headers, headers, method, path, body):
    """Signature Version 4, computed from what arrived."""
    canonical = "\n".join(
        [method, path, "", *(f"{name}:{headers.get(name, '').strip()}" for name in signed_headers), ""]
        + [";".join(signed_headers), hashlib.sha256(body).hexdigest()]
    )
    text = "\n".join(
        ["AWS4-HMAC-SHA256", headers.get("X-Amz-Date", ""), scope, hashlib.sha256(canonical.encode()).hexdigest()]
    )
    key = ("AWS4" + SECRET_KEY).encode()
    for step in scope.split("/"):
        key = hmac_sha256(key, step)
    return hmac_sha256(key, text).hex()


def authorization(headers, method, path, body):
    """Who signed which headers in which scope, and whether the signature is right; None where there is none."""
    value = headers.get("Authorization")
    if value is None:
        return None
    algorithm, _, rest = value.partition(" ")
    fields = dict(field.strip().partition("=")[::2] for field in rest.split(","))
    key_id, _, scope = fields["Credential"].partition("/")
    names = fields["SignedHeaders"].split(";")
    return {
        "algorithm": algorithm,
        "key": key_id,
        "scope": scope.split("/")[1:],  # without the date
        "dated": scope.split("/")[0] == headers.get("X-Amz-Date", "")[:8],
        "signed headers": names,
        "right": fields["Signature"] == signature(scope, names, headers, method, path, body),
    }


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.server.endpoint.note(self.request_of(body))
        time.sleep(answer.delay)
        if answer.hang_up:
            self.close_connection = True
            return
        content = (RECORDED / answer.file).read_bytes() if answer.file else b""
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/xml;charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST

    def request_of(self, body):
        token = self.headers.get("X-Amz-Security-Token")
        return {
            "method": self.command,
            "path": self.path,
            "version": self.request_version,
            "host": self.headers.get("Host"),
            "content type": self.headers.get("Content-Type"),
            "parameters": urllib.parse.parse_qsl(body.decode(), keep_blank_values=True),
            "body": body.decode(),
            "authorization": authorization(self.headers, self.command, self.path, body),
            **({"session token": token} if token else {}),
        }

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except ConnectionError:  # a client that no longer waits
            pass


class Endpoint:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.endpoint = self
        self.lock = threading.Lock()
        self.play(())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def play(self, answers):
        """Begins anew with these answers; returns the list that the requests will be put in."""
        with self.lock:
            self.answers = list(answers) or [Answer("errors/unexpected-request.xml", 400)]
            self.requests = []
            return self.requests

    def note(self, request):
        with self.lock:
            number = len(self.requests)
            self.requests.append(request)
            return self.answers[min(number, len(self.answers) - 1)]
