#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The proof that `tain` is the AWS client, version 2, byte for byte: runs every case with both against the same
recorded responses, and compares standard output, standard error, exit code and requests. Where the texts differ for
a good reason, differences.py says which and why. Skipped (exit code 77) where no AWS client, version 2, is installed."""

import argparse
import concurrent.futures
import difflib
import fnmatch
import json
import os
import pathlib
import pprint
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time

import cases
import differences
from endpoint import SECRET_KEY, Endpoint

HERE = pathlib.Path(__file__).parent
SKIPPED = 77
TIME_LIMIT = 90  # seconds for one command
SAMPLE = 25  # one of so many cases is run by the real program, too
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def find_aws():
    """The first `aws` on the PATH that says it is version 2 of Debian's kind: a Python script."""
    for folder in os.environ["PATH"].split(os.pathsep) + ["/usr/bin"]:
        program = pathlib.Path(folder, "aws")
        if not os.access(program, os.X_OK):
            continue
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        if said.startswith("aws-cli/2.") and program.read_bytes()[:2] == b"#!":
            return program
    return None


def interpreter_of(program):
    return program.read_text().splitlines()[0][2:].strip()


class Runner:
    """The process that runs the AWS client's commands."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [interpreter_of(program), HERE / "aws_runner.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "AWS_DATA_PATH": str(HERE / "model")},
        )

    def run(self, job):
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


def run_program(program):
    def run(job):
        with open(job["stdin"], "rb") as stdin, open(job["stdout"], "wb") as out, open(job["stderr"], "wb") as err:
            return subprocess.run(
                [program, *job["arguments"]],
                stdin=stdin,
                stdout=out,
                stderr=err,
                env=job["environment"],
                cwd=job["folder"],
                timeout=TIME_LIMIT,
                check=False,
            ).returncode

    return run


class Terminal:
    """A terminal of a given size, and what was written to it."""

    def __init__(self, lines, columns):
        self.master, slave = os.openpty()
        self.slave = slave
        os.system(f"stty -F {os.ttyname(slave)} rows {lines} columns {columns} -opost")
        self.path = os.ttyname(slave)
        self.written = b""
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        try:
            while piece := os.read(self.master, 65536):
                self.written += piece
        except OSError:  # the last writer is gone
            pass

    def close(self):
        os.close(self.slave)
        self.reader.join()
        os.close(self.master)
        return self.written


def environment_of(case, folder):
    base = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "AWS_PAGER": "",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",  # asking for a machine's role takes seconds
        "AWS_DATA_PATH": str(HERE / "model"),  # what EC2 has learnt since the model of Debian's client
        "TAIN_STATE": str(folder / "state"),
    }
    changed = {**base, **case.environment}
    return {name: value for name, value in changed.items() if value is not None}


def run_case(case, run, endpoint):
    """Everything that can be seen of one run."""
    with tempfile.TemporaryDirectory(prefix="tain-clients-") as place:
        place = pathlib.Path(place)
        folder = place / "folder"
        folder.mkdir()
        for name, content in case.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        streams = {name: place / name for name in ("stdin", "stdout", "stderr")}
        for name, path in streams.items():
            path.write_text(case.stdin if name == "stdin" else "")
        terminal = Terminal(*case.terminal) if case.terminal else None
        requests = endpoint.play(case.answers)
        code = run(
            {
                "arguments": case.arguments(endpoint.url),
                "environment": environment_of(case, folder),
                "folder": str(folder),
                **{name: str(path) for name, path in streams.items()},
                **({"stdout": terminal.path} if terminal else {}),
            }
        )
        out = terminal.close() if terminal else streams["stdout"].read_bytes()
        return {
            "stdout": out.decode(errors="surrogateescape").replace(str(folder), "FOLDER"),
            "stderr": streams["stderr"].read_bytes().decode(errors="surrogateescape").replace(str(folder), "FOLDER"),
            "exit code": code,
            "requests": [without_generated_token(request, case) for request in requests],
            "client tokens": len({token for request in requests for token in tokens_of(request)}),  # one for all tries
        }


def tokens_of(request):
    return [value for name, value in request["parameters"] if name == "ClientToken"]


def without_generated_token(request, case):
    """A token that the client made up must look like one; two clients make up two."""
    tokens = tokens_of(request)
    if len(tokens) != 1 or tokens[0] in case.words or not UUID.fullmatch(tokens[0]):
        return request
    parameters = [(name, "(a UUID)" if name == "ClientToken" else value) for name, value in request["parameters"]]
    return {**request, "parameters": parameters, "body": request["body"].replace(tokens[0], "(a UUID)")}


def as_text(seen):
    return {part: value if isinstance(value, str) else pprint.pformat(value, width=110) for part, value in seen.items()}


def difference_text(wanted, got):
    lines = []
    for part in wanted:
        if wanted[part] != got[part]:
            a, b = wanted[part].splitlines(keepends=True), got[part].splitlines(keepends=True)
            lines += [f"  {part}:\n", *("    " + line.rstrip("\n") + "\n" for line in difflib.unified_diff(a, b, "aws", "tain", n=2))]
    return "".join(lines)


class Proof:
    def __init__(self, options, aws):
        self.options = options
        self.aws = aws
        self.list = differences.List()
        self.failures = []
        self.times = {"aws": 0.0, "tain": 0.0}

    def timed(self, who, case, run, endpoint):
        begin = time.monotonic()
        seen = run_case(case, run, endpoint)
        self.times[who] += time.monotonic() - begin
        return seen

    def judge(self, number, case, worker):
        """What is wrong, in words; empty where nothing is."""
        runner, endpoint = worker
        wanted = self.timed("aws", case, runner.run, endpoint)
        wrong = []
        if wanted["exit code"] != case.exit_code:
            wrong.append(f"  the case expects the AWS client's exit code {case.exit_code}, which is {wanted['exit code']}\n")
        if bool(case.answers) != bool(wanted["requests"]):
            wrong.append(f"  the AWS client made {len(wanted['requests'])} requests\n")
        if wrong or self.options.show:
            wrong += [f"  {part}: {value}\n" for part, value in as_text(wanted).items()]
        if number % SAMPLE == 0:
            real = self.timed("aws", case, run_program(self.aws), endpoint)
            if real != wanted:
                wrong.append("  the real program and the imported one differ\n" + difference_text(as_text(real), as_text(wanted)))
        if self.options.tain:
            got = self.timed("tain", case, run_program(self.options.tain), endpoint)
            wrong.append(difference_text(*self.list.apply(case, as_text(wanted), as_text(got))))
        return "".join(wrong)

    def run(self, chosen):
        workers = queue.Queue()
        for _ in range(self.options.workers):
            workers.put((Runner(self.aws), Endpoint()))

        def task(numbered):
            worker = workers.get()
            try:
                return numbered[1], self.judge(*numbered, worker)
            except Exception as error:  # a time-out, a broken recording: this case's failure
                return numbered[1], f"  {type(error).__name__}: {error}\n"
            finally:
                workers.put(worker)

        with concurrent.futures.ThreadPoolExecutor(self.options.workers) as pool:
            for case, wrong in pool.map(task, enumerate(chosen)):
                if wrong:
                    self.failures.append(case.name)
                    print(f"{case.name}: {' '.join(case.arguments('URL'))}\n{wrong}", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tain", help="the program; without it, only the AWS client is run")
    parser.add_argument("--only", default="*", help="names of cases, with * and ?")
    parser.add_argument("--show", action="store_true", help="print what the AWS client does")
    parser.add_argument("--workers", type=int, default=3)
    return parser.parse_args()


def main():
    options = arguments()
    aws = find_aws()
    if aws is None:
        print("skipped: no AWS client, version 2 (Debian's package awscli), is installed")
        return SKIPPED
    everything = cases.all_cases()
    chosen = [case for case in everything if fnmatch.fnmatch(case.name, options.only)]
    begin = time.monotonic()
    proof = Proof(options, aws)
    proof.run(chosen)
    stale = proof.list.unused() if options.tain and options.only == "*" else []
    for entry in stale:
        print(f"differences.py: nothing differs any more in: {entry.reason}")
    print(
        f"{len(chosen)} cases, {len(proof.failures)} failed, {time.monotonic() - begin:.0f} s "
        f"(aws {proof.times['aws']:.0f} s, tain {proof.times['tain']:.0f} s)"
    )
    return 1 if proof.failures or stale or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
