# SPDX-License-Identifier: Apache-2.0
"""Real clients of EC2 behind one face: call(operation, members) and pages(operation, members, size), each made by the
client's own code, its own signature, its own retries and its own way through pages."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import taind as harness

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

# What EC2 has learnt since the models of Debian's clients.
MODEL = HERE.parent / "clients" / "model"


class ApiError(Exception):
    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


class Missing(Exception):
    """This client is not here and can't be had."""


class Place:
    """Where a client finds the endpoint, and as whom."""

    def __init__(self, port, key):
        self.url, self.key = f"http://127.0.0.1:{port}", key

    def environment(self):
        words = {
            "AWS_ACCESS_KEY_ID": self.key.name,
            "AWS_SECRET_ACCESS_KEY": self.key.secret,
            "AWS_DEFAULT_REGION": harness.REGION,
            "AWS_REGION": harness.REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_DATA_PATH": str(MODEL),
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
        }
        if "session_token" in self.key.more:
            words["AWS_SESSION_TOKEN"] = self.key.more["session_token"]
        return words


class CommandLine:
    """The AWS command line of Debian's package awscli, version 2. Its commands run in children of one process."""

    def __init__(self, place):
        import clients_test

        program = clients_test.find_aws()
        if program is None:
            raise Missing("no AWS command line, version 2 (Debian's package awscli), is installed")
        self.place = place
        self.runner = clients_test.Runner(program)
        self.folder = tempfile.TemporaryDirectory(prefix="tain-aws-")

    def run(self, operation, members, *more):
        command = re.sub("(?<=[a-z])(?=[A-Z])", "-", operation).lower()
        files = {name: os.path.join(self.folder.name, name) for name in ("stdin", "stdout", "stderr")}
        for path in files.values():
            pathlib.Path(path).write_text("")
        words = ["ec2", command, "--endpoint-url", self.place.url, "--cli-input-json", json.dumps(members), "--output", "json", *more]
        code = self.runner.run(
            {
                "arguments": words,
                "environment": {**self.place.environment(), "HOME": self.folder.name},
                "folder": self.folder.name,
                **files,
            }
        )
        error = pathlib.Path(files["stderr"]).read_text()
        if code != 0:
            found = re.search(r"An error occurred \(([^)]+)\) when calling the \w+ operation[^:]*: (.*)", error)
            if not found:
                raise RuntimeError(f"aws {' '.join(words)} ended with {code}: {error}")
            raise ApiError(*found.groups())
        return json.loads(pathlib.Path(files["stdout"]).read_text() or "{}")

    def call(self, operation, members):
        return self.run(operation, members, "--no-paginate") if operation.startswith("Describe") else self.run(operation, members)

    def pages(self, operation, members, size):
        return [self.run(operation, members, "--page-size", str(size))]  # it joins the pages itself

    def close(self):
        self.runner.process.stdin.close()
        self.runner.process.wait()
        self.runner.process.stdout.close()
        self.folder.cleanup()


class Boto3:
    """Debian's python3-boto3."""

    def __init__(self, place):
        os.environ.update({"AWS_DATA_PATH": str(MODEL), "AWS_CONFIG_FILE": os.devnull})
        try:
            import boto3
            import botocore.exceptions
        except ImportError as error:
            raise Missing("Debian's package python3-boto3 is not installed") from error
        self.ClientError = botocore.exceptions.ClientError
        self.client = boto3.client(
            "ec2",
            endpoint_url=place.url,
            region_name=harness.REGION,
            aws_access_key_id=place.key.name,
            aws_secret_access_key=place.key.secret,
            aws_session_token=place.key.more.get("session_token"),
        )

    @staticmethod
    def function(operation):
        return re.sub("(?<=[a-z])(?=[A-Z])", "_", operation).lower()

    @staticmethod
    def answer(response):
        return {name: value for name, value in response.items() if name != "ResponseMetadata"}

    def call(self, operation, members):
        try:
            return self.answer(getattr(self.client, self.function(operation))(**members))
        except self.ClientError as error:
            raise ApiError(error.response["Error"]["Code"], error.response["Error"]["Message"]) from error

    def pages(self, operation, members, size):
        pages = self.client.get_paginator(self.function(operation)).paginate(**members, PaginationConfig={"PageSize": size})
        return [self.answer(page) for page in pages]

    def close(self):
        self.client.close()


class JavaScript:
    """@aws-sdk/client-ec2 of npm, installed into a folder of the build's; spoken to by a JSON text a line."""

    def __init__(self, place, folder):
        self.process = None
        self.install(pathlib.Path(folder))
        self.process = subprocess.Popen(
            ["node", "sdk_client.mjs", place.url, harness.REGION],
            cwd=folder,
            env={**place.environment(), "PATH": os.environ["PATH"], "NODE_NO_WARNINGS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @staticmethod
    def install(folder):
        for program in ("node", "npm"):
            if subprocess.run(["sh", "-c", f"command -v {program}"], capture_output=True, check=False).returncode != 0:
                raise Missing(f"no {program} is installed")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sdk_client.mjs").write_text((HERE / "sdk_client.mjs").read_text())
        if (folder / "node_modules/@aws-sdk/client-ec2/package.json").exists():
            return
        (folder / "package.json").write_text('{"private": true}')
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "@aws-sdk/client-ec2@3"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode != 0:
            raise Missing(f"npm can't install @aws-sdk/client-ec2: {done.stderr.strip().splitlines()[:1]}")

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("node ended")
        said = json.loads(line)
        if "code" in said:
            raise ApiError(said["code"], said["message"])
        return said["answer"]

    def call(self, operation, members):
        return self.ask(operation=operation, members=members)

    def pages(self, operation, members, size):
        return self.ask(operation=operation, members=members, pageSize=size)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
