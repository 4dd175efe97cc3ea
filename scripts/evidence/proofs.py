# SPDX-License-Identifier: Apache-2.0
"""The list of proofs, hw/formal/proofs.toml, checked: what each proves, how, and the bugs that it must find."""
import dataclasses
import functools
import re
import sys
import tomllib

from . import house, tools

FORMAL = house.ROOT / "hw" / "formal"
LIST = FORMAL / "proofs.toml"
METHODS = ("induction", "bounded")


@dataclasses.dataclass(frozen=True)
class Bug:
    """A bug that is planted into a module's source and must be found."""
    name: str
    module: str
    old: str
    new: str
    depth: int

    def source(self):
        """The module with the bug in it."""
        text = house.sources()[self.module].read_text()
        if text.count(self.old) != 1:
            raise BadList(f"bug \"{self.name}\": \"{self.old}\" stands {text.count(self.old)} times in "
                          f"{self.module}.sv, not once; change it in {house.shown(LIST)}")
        return text.replace(self.old, self.new)


@dataclasses.dataclass(frozen=True)
class Proof:
    """One proof. `depth`: k of the induction, or the clocks of a bounded one; `base`: the clocks of an induction's base;
    `cover`: the clocks within which everything that the proof covers must have been reached; `stand_ins`: modules that are
    replaced by those of their name in hw/formal/stand_ins, which do whatever the solver likes within their promise."""
    name: str
    module: str
    top: str
    says: str
    method: str
    depth: int
    base: int
    cover: int
    fast: bool
    parameters: dict
    stand_ins: list
    bugs: list

    def how(self):
        """Method and depth in a few words."""
        return f"induction, k = {self.depth}" if self.method == "induction" else f"bounded, {self.depth} clocks"

    def files(self):
        """The sources that the proof is about, and those that say what is proved."""
        words, own = set(), []
        waiting = [self.top, *(f"stand_ins/{name}" for name in self.stand_ins)]
        while waiting:
            path = FORMAL / f"{waiting.pop()}.sv"
            if path in own:
                continue
            if not path.exists():
                raise BadList(f"proof {self.name}: no file {house.shown(path)}")
            own.append(path)
            found = set(re.findall(r"\b\w+\b", house.without_comments(path.read_text())))
            words |= found - set(self.stand_ins)
            waiting += [word for word in sorted(found) if word in checkers() and word != path.stem]
        about = {part for word in words if word in house.sources() and not word.endswith("_pkg")
                 for part in house.parts(word, tuple(self.stand_ins))}
        if self.module not in about:
            raise BadList(f"proof {self.name}: {self.top}.sv does not name {self.module}")
        about |= set(house.packages())
        return [path for name, path in house.sources().items() if name in about], own


@dataclasses.dataclass(frozen=True)
class Streams:
    """A module with stream ports: which they are, which proofs speak of their contract, and how."""
    module: str
    ports: str
    proofs: list
    how: str


def streams(proofs):
    """What the list says of stream ports, checked: it names every module that has one, a proof of the list for each."""
    said = [Streams(**entry) for entry in tomllib.loads(LIST.read_text())["stream"]]
    having = {name for name, path in house.sources().items() if name not in house.packages()
              and re.search(r"^\s*(?:input|output)\s[^;]*?\b\w*ready\b", house.without_comments(path.read_text()), flags=re.M)}
    for one_said in said:
        strange = [name for name in one_said.proofs if name not in proofs]
        if strange or not one_said.proofs:
            raise BadList(f"streams of {one_said.module}: no proof {', '.join(strange) or 'at all'}")
    wrong = having.symmetric_difference(one_said.module for one_said in said)
    if wrong:
        raise BadList(f"{', '.join(sorted(wrong))}: with stream ports and not among the streams of {house.shown(LIST)}, or the "
                      "other way round")
    return said


@dataclasses.dataclass(frozen=True)
class Open:
    """What is not proved, and what speaks for it instead."""
    what: str
    instead: str


def opens():
    """All that the list names as not proved."""
    return [Open(entry["what"], " ".join(entry["instead"].split())) for entry in tomllib.loads(LIST.read_text())["open"]]


def unproved(proofs):
    """The modules that no proof is about, by name."""
    about = {proof.module for proof in proofs}
    return [name for name in house.sources() if name not in house.packages() and name not in about]


@functools.cache
def checkers():
    """The modules of hw/formal, by name."""
    return {path.stem for path in FORMAL.glob("*.sv")}


class BadList(Exception):
    """The list does not fit the sources."""


def load():
    """All proofs by name, in the order of the list."""
    entries = tomllib.loads(LIST.read_text())["proof"]
    proofs = {}
    for entry in entries:
        proof = one(entry)
        if proof.name in proofs:
            raise BadList(f"proof {proof.name} stands twice in {house.shown(LIST)}")
        proofs[proof.name] = proof
    streams(proofs)
    return proofs


def one(entry):
    """A proof from its entry in the list."""
    name = entry.get("name", "without a name")
    known = {field.name for field in dataclasses.fields(Proof)}
    unknown = sorted(set(entry) - known)
    missing = sorted({"name", "module", "says", "method", "depth", "bugs"} - set(entry))
    if unknown or missing:
        raise BadList(f"proof {name}: " + ", ".join([f"no key {key}" for key in unknown] +
                                                    [f"{key} is missing" for key in missing]))
    if entry["method"] not in METHODS:
        raise BadList(f"proof {name}: method is one of {', '.join(METHODS)}")
    if entry["module"] not in house.sources():
        raise BadList(f"proof {name}: no module {entry['module']}; hw/rtl/tain.f lists them")
    if not entry["bugs"]:
        raise BadList(f"proof {name}: it has no planted bug, so nothing shows that it can fail")
    base = entry.get("base", max(entry["depth"] + 1, 12) if entry["method"] == "induction" else entry["depth"])
    cover = entry.get("cover", base)
    fast = entry.get("fast", True)
    bugs = [Bug(name=bug["name"], module=bug.get("module", entry["module"]), old=bug["replace"][0],
                new=bug["replace"][1], depth=bug.get("depth", base))
            for bug in entry["bugs"]]
    return Proof(name=name, module=entry["module"], top=entry.get("top", name.replace("-", "_") + "_proof"),
                 says=" ".join(entry["says"].split()), method=entry["method"], depth=entry["depth"], base=base,
                 cover=cover, fast=fast, parameters=entry.get("parameters", {}),
                 stand_ins=entry.get("stand_ins", []), bugs=bugs)


def chosen(names, fast):
    """The proofs of these names (a module's name means all of its proofs), or all."""
    proofs = load()
    picked = list(proofs.values())
    if names:
        for name in names:
            if name not in proofs and not any(proof.module == name for proof in proofs.values()):
                sys.exit(f"{tools.script()}: no proof or module {name}; --list shows all")
        picked = [proof for proof in picked if proof.name in names or proof.module in names]
    return [proof for proof in picked if proof.fast or not fast]
