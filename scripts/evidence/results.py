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


def place(kind, inputs):
    """Where the result for these inputs is kept."""
    return house.EVIDENCE / kind / f"{key(*inputs)}.json"


def kept(kind, inputs):
    """The result that was made for the same inputs before; None where there is none."""
    path = place(kind, inputs)
    return json.loads(path.read_text()) if path.exists() else None


def cached(kind, inputs, make):
    """The result of `make()`, a value that JSON can hold, made once for the same inputs."""
    result = kept(kind, inputs)
    if result is None:
        result = make()
        write(place(kind, inputs), json.dumps(result, indent=1) + "\n")
    return result


def known(kind, inputs):
    """Whether the result of the same inputs is there already."""
    return (house.EVIDENCE / kind / f"{key(*inputs)}.json").exists()


def write(path, text):
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
