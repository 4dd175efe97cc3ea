# SPDX-License-Identifier: Apache-2.0
"""Results that are worth keeping: each is a JSON file named by the hash of all that it depends on.

A long run asks `cached` for each of its parts; one that was cut off goes on where it stopped, and a change makes anew
only what it touches."""
import hashlib
import json
import os
import pathlib
import tempfile

from . import house


def key(*inputs):
    """The hash of the inputs: files by their contents, anything else by what it says of itself."""
    digest = hashlib.sha256()
    for item in inputs:
        if isinstance(item, pathlib.Path):
            said = b"file " + item.name.encode() + b" " + hashlib.sha256(item.read_bytes()).hexdigest().encode()
        else:
            said = b"text " + repr(item).encode()
        digest.update(len(said).to_bytes(8, "big") + said)
    return digest.hexdigest()[:32]


def cached(kind, inputs, make):
    """The result of `make()`, a value that JSON can hold, made once for the same inputs."""
    path = house.EVIDENCE / kind / f"{key(*inputs)}.json"
    if path.exists():
        return json.loads(path.read_text())
    result = make()
    write(path, json.dumps(result, indent=1) + "\n")
    return result


def write(path, text):
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
