# SPDX-License-Identifier: Apache-2.0
"""One command line that both clients run, and what the endpoint answers."""

import shlex
from dataclasses import dataclass, field

from endpoint import Answer


@dataclass
class Case:
    name: str
    words: str  # behind `aws ec2` and `tain ec2`, quoted as in a shell
    answers: tuple = ()  # none: no request is expected
    exit_code: int = 0  # the AWS client's; wrong here = the case does not test what it says
    environment: dict = field(default_factory=dict)  # None takes a variable away
    files: dict = field(default_factory=dict)  # in the folder where the clients run
    stdin: str = ""
    command: str = "ec2"  # "": the words are the whole command line
    endpoint: bool = True  # whether --endpoint-url is added
    terminal: tuple = ()  # (lines, columns): standard output is a terminal

    def arguments(self, url):
        words = shlex.split(self.words)
        words = [word.replace("ENDPOINT", url) for word in words]
        return [*shlex.split(self.command), *words, *(["--endpoint-url", url] if self.endpoint else [])]


def ok(*files):
    return tuple(Answer(file) for file in files)


def refused(file, status=400):
    return (Answer(file, status),)
