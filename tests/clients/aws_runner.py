#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs many command lines of the AWS client, version 2, without its start-up time: imports it once, then forks a
process for each. Every run has its own environment, folder, arguments and standard streams, as the program itself
would; that both say the same is checked by clients_test on a sample.

Reads one JSON object a line: arguments, environment, folder, stdin, stdout, stderr (files). Answers each with a
line that holds the exit code."""

import gc
import io
import json
import os
import sys

from awscli import clidriver
from awscli.botocore import loaders


def remember_models():
    """The description of EC2 is 3 MB of JSON: parse it once, before the forks."""
    from_disk = loaders.JSONFileLoader.load_file
    known = {}

    def load_file(self, path):
        return known[path] if path in known else from_disk(self, path)

    folder = os.path.join(os.path.dirname(loaders.__file__), "data", "ec2", "2016-11-15")
    for name in ("service-2", "paginators-1", "waiters-2", "endpoint-rule-set-1"):
        path = os.path.join(folder, name)
        known[path] = from_disk(loaders.JSONFileLoader(), path)
    loaders.JSONFileLoader.load_file = load_file


def remember_services():
    """Which services there are is found out by looking into 300 folders, five times a command. The answer is that
    of the parent's AWS_DATA_PATH, which is every case's."""
    loader = loaders.create_loader(os.environ["AWS_DATA_PATH"])
    known = {name: loader.list_available_services(name) for name in ("service-2", "paginators-1", "endpoint-rule-set-1", "waiters-2")}
    from_disk = loaders.Loader.list_available_services

    def list_available_services(self, type_name):
        return list(known[type_name]) if type_name in known else from_disk(self, type_name)

    loaders.Loader.list_available_services = list_available_services


def take_environment(environment):
    """As awscli does when it is imported, its own data come behind those of the environment."""
    own_data = os.environ["AWS_DATA_PATH"].split(os.pathsep)[-1]
    os.environ.clear()
    os.environ.update(environment)
    paths = [path for path in (environment.get("AWS_DATA_PATH"), own_data) if path]
    os.environ["AWS_DATA_PATH"] = os.pathsep.join(paths)


def take_streams(job):
    for descriptor, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        source = os.open(job[("stdin", "stdout", "stderr")[descriptor]], mode)
        os.dup2(source, descriptor)
        os.close(source)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, "r"), encoding="utf-8", errors="surrogateescape")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), encoding="utf-8", errors="surrogateescape")
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w"), encoding="utf-8", errors="backslashreplace", write_through=True)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr


def run(job):
    take_streams(job)
    os.chdir(job["folder"])
    take_environment(job["environment"])
    sys.argv = ["aws", *job["arguments"]]
    try:
        return clidriver.main()
    except SystemExit as end:
        return end.code


def run_in_child(job):
    child = os.fork()
    if child == 0:
        try:
            code = run(job)
            sys.stdout.flush()
        except BaseException as error:  # what the program would show as a traceback
            sys.stderr.write(repr(error))
            code = 1
        finally:
            os._exit(code if isinstance(code, int) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main():
    remember_models()
    remember_services()
    clidriver.create_clidriver()  # imports what awscli imports late, and starts no thread that a fork would lose
    gc.freeze()
    gc.disable()
    for line in sys.stdin:
        print(run_in_child(json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
