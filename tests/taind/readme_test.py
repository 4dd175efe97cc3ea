#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The four lines of the README that start taind and end with mirrored frames, as they stand there, pasted into a shell.
Only the port is another one, since somebody may use the README's. The exit code 77 says that there is no AWS command
line here, or that the programs under test are not those that the README names (build/bin)."""

import argparse
import os
import pathlib
import re
import socket
import subprocess
import sys

import taind as harness

SKIPPED = 77
ROOT = pathlib.Path(__file__).resolve().parents[2]


def four_lines():
    text = (ROOT / "README.md").read_text()
    block = re.search(r"```sh\n(scripts/demo-taind\n.*?)```", text, re.DOTALL)
    assert block, "README.md has no block that begins with scripts/demo-taind"
    lines = block[1].replace("\\\n", "").splitlines()
    assert len(lines) == 4, f"{len(lines)} lines"
    return block[1]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def main():
    parser = harness.add_arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--build", type=pathlib.Path, required=True)
    options = parser.parse_args()
    if options.build.resolve() != ROOT / "build":
        print(f"skipped: the README builds in {ROOT / 'build'}, and this build is {options.build}")
        return SKIPPED
    aws = subprocess.run(["/usr/bin/aws", "--version"], capture_output=True, text=True, check=False) if os.path.exists("/usr/bin/aws") else None
    if not aws or not aws.stdout.startswith("aws-cli/2."):
        print("skipped: no AWS command line, version 2 (Debian's package awscli), is installed")
        return SKIPPED
    port = free_port()
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(options.build / "no-home"),
        "LC_ALL": "C.UTF-8",
        "AWS_PAGER": "",
        "AWS_EC2_METADATA_DISABLED": "true",
        "TAIN_DEMO_PORT": port,
        "TAIN_SKIP_BUILD": "1",  # what is tested is built; configuring anew would disturb the tests beside this one
    }
    try:
        script = "set -e\n" + four_lines().replace(":8080", ":" + port)
        done = subprocess.run(["bash"], input=script, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)
    finally:
        subprocess.run(["scripts/demo-taind", "--stop"], cwd=ROOT, env=environment, check=False, timeout=60)
    print(done.stdout, done.stderr)
    session = re.search(r'"TrafficMirrorSessionId": "(tms-[0-9a-f]{17})"', done.stdout)
    copies = session and re.findall(rf"{session[1]} +\S+ +\w+ +\d+ +(\d+)", done.stdout)
    if done.returncode == 0 and copies and sum(map(int, copies)) > 0:
        return 0
    print("the four lines made no copies")
    return 1


if __name__ == "__main__":
    sys.exit(main())
