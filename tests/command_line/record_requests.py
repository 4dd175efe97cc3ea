#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Records in requests.jsonl what the AWS command line (Debian's awscli 2.9.19) makes of options and documents.

record_requests.py CASES FOLDER   reads cases, a JSON object a line, and prints them with what aws made of them

A case has "op", "members" (by name, the words behind the option), perhaps "json" and "yaml" (the documents); it is
given "ok" (the request as it would be sent) or "rc" and "err". FOLDER holds the files that requests_test.cpp makes;
"@/" stands for it. What JSON can't hold is recorded as tain carries it: integers beyond 64 bits as texts.
"""
import contextlib
import io
import json
import os
import sys

os.environ.update(AWS_PAGER="", AWS_ACCESS_KEY_ID="A", AWS_SECRET_ACCESS_KEY="B", AWS_DEFAULT_REGION="us-east-1",
                  HOME="/home/user")
sys.path.insert(0, "/usr/lib/python3/dist-packages")
import awscli.clidriver  # noqa: E402
import botocore.loaders  # noqa: E402
import botocore.validate  # noqa: E402
from botocore import xform_name  # noqa: E402

FOLDER = os.path.abspath(sys.argv[2])
MODELS = {}


class Checked(BaseException):
    """The request was good enough to be sent."""


def load_once(original):
    def load(self, *arguments, **options):
        key = (arguments, tuple(sorted(options.items())))
        if key not in MODELS:
            MODELS[key] = original(self, *arguments, **options)
        return MODELS[key]

    return load


def stop_when_checked(original):
    def serialize(self, parameters, operation):
        original(self, parameters, operation)
        sent.update(parameters)
        raise Checked

    return serialize


def words_of(case):
    words = ["ec2", xform_name(case["op"], "-"), "--endpoint-url", "http://127.0.0.1:1"]
    for member, given in case["members"].items():
        option = "--" + xform_name(member, "-")
        if member == "DryRun":
            words.append(option if given == ["true"] else "--no-dry-run")
        elif len(given) == 1:
            words.append(option + "=" + given[0])
        else:
            words += [option] + given
    for form in ("json", "yaml"):
        if form in case:
            document = case[form]
            words += [f"--cli-input-{form}={document}"] if document[:1] == "-" else [f"--cli-input-{form}", document]
    return words


def as_carried(value):
    if isinstance(value, dict):
        return {key: as_carried(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_carried(inner) for inner in value]
    beyond = isinstance(value, int) and not -2**63 <= value < 2**63
    return str(value) if beyond else value


def outcome(case):
    sent.clear()
    errors = io.StringIO()
    given = json.loads(json.dumps(case).replace("@/", FOLDER + "/"))
    code = None
    with contextlib.redirect_stderr(errors), contextlib.suppress(Checked):
        code = awscli.clidriver.create_clidriver().main(words_of(given))
    if code is not None:
        return {"rc": code, "err": errors.getvalue().removeprefix("\n").removesuffix("\n")}
    if len(sent.get("ClientToken") or "") == 36:
        del sent["ClientToken"]
    return {"ok": as_carried(sent)}


sent = {}
botocore.loaders.Loader.load_service_model = load_once(botocore.loaders.Loader.load_service_model)
decorator = botocore.validate.ParamValidationDecorator
decorator.serialize_to_request = stop_when_checked(decorator.serialize_to_request)
for line in open(sys.argv[1], encoding="utf-8"):
    read = {key: value for key, value in json.loads(line).items() if key not in ("ok", "rc", "err")}
    print(json.dumps(read | outcome(read)).replace(FOLDER + "/", "@/"), flush=True)
