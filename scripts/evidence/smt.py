# SPDX-License-Identifier: Apache-2.0
"""A proof as yosys and yosys-smtbmc take it: the model, and the questions that are asked about it."""
import re
import shutil
import subprocess
import threading
import time

from . import house, results, tools

# A checker looks at a register of a module by declaring `(* hierconn *) wire [..] \dut.name_q ;`, which `flatten` joins
# with the register. One that is not joined stands for a register that is gone. What has no value (a word beyond a memory's
# end) may have any.
MODEL = ("hierarchy -check -top {top}{parameters}; setattr -mod -unset keep_hierarchy; "
         "setattr -unset keep_hierarchy a:keep_hierarchy; prep -top {top}; {flatten}; "
         "select -assert-none a:hierconn; opt -keepdc; setundef -undriven -anyseq; async2sync; dffunmap; opt_clean; "
         "write_smt2 -nomem -wires {model}")
# Words of memories can be looked at where the memories become registers before they are joined; what nobody looks at is
# gone, and costs nothing, where they do after it.
FLATTEN = {True: "memory_map; flatten", False: "flatten; opt_clean; memory_map"}
TIME_LIMIT = 7200  # seconds of a question; the machine may be busy with others


class Model:
    """The model of a proof, or of one of its bugs, made when it is first asked for."""

    def __init__(self, proof, bug=None):
        self.proof, self.bug = proof, bug
        name = "model" if bug is None else f"bug-{proof.bugs.index(bug) + 1}"
        self.place = house.EVIDENCE / "prove" / proof.name / name
        self.file = self.place / f"{proof.top}.smt2"
        self.lock, self.made = threading.Lock(), False

    def inputs(self):
        """All that the model depends on."""
        about, own = self.proof.files()
        return [*about, *own, MODEL, FLATTEN, self.proof.top, sorted(self.proof.parameters.items()), self.bug and self.bug.source(),
                tools.version("yosys", "-V")]

    def make(self):
        """Makes it, once; whoever else wants it waits."""
        with self.lock:
            if self.made:
                return
            shutil.rmtree(self.place, ignore_errors=True)
            self.place.mkdir(parents=True)
            about, own = self.proof.files()
            if self.bug:
                planted = self.place / f"{self.bug.module}.sv"
                planted.write_text(self.bug.source())
                about = [planted if path.stem == self.bug.module else path for path in about]
            read = "; ".join(f"read_verilog -formal -sv {house.shown(path)}" for path in [*about, *own])
            parameters = "".join(f" -chparam {name} {value}" for name, value in self.proof.parameters.items())
            looked_at = any(re.search(r"hierconn [^;]*\d\] ;", path.read_text()) for path in own)
            made = MODEL.format(top=self.proof.top, parameters=parameters, model=house.shown(self.file),
                                flatten=FLATTEN[looked_at])
            log = self.place / "yosys.log"
            words = tools.run(["yosys", "-p", f"{read}; {made}"], log=log, cwd=house.ROOT)
            unknown = [line for line in words.splitlines() if "implicitly declared" in line]
            if unknown:
                raise tools.Failed(["yosys"], "\n".join(unknown), log)
            self.made = True


class Question:
    """One run of yosys-smtbmc about a model; its kind is base, step, cover or bug."""

    def __init__(self, model, kind):
        self.model, self.kind = model, kind
        proof = model.proof
        self.depth = model.bug.depth if kind == "bug" else {"base": proof.base, "step": proof.depth, "cover": proof.cover}[kind]
        self.wave = model.place / f"{kind}.vcd"

    def command(self):
        """What is run, from the root of the tree."""
        kind = {"step": ["-i"], "cover": ["-c"]}.get(self.kind, [])
        # A bug that is found needs no waveform, and one that is not has none.
        wave = [] if self.kind == "bug" else ["--dump-vcd", str(house.shown(self.wave))]
        return ["yosys-smtbmc", "-s", "z3", "--unroll", "--noprogress", *kind, "-t", str(self.depth), *wave,
                str(house.shown(self.model.file))]

    def ask(self):
        """The answer, kept from the last time where nothing changed. Only good ones are kept."""
        try:
            return results.cached("prove/kept", [*self.model.inputs(), self.command(), tools.version("z3")], self.run)
        except Unwelcome as answer:
            return answer.said

    def run(self):
        """Asks the solver."""
        begin = time.monotonic()
        try:
            self.model.make()
        except tools.Failed as error:
            raise Unwelcome({"good": False, "seconds": 0, "why": str(error)}) from error
        try:
            words = subprocess.run(self.command(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   cwd=house.ROOT, timeout=TIME_LIMIT).stdout
        except subprocess.TimeoutExpired as error:
            words = f"{(error.stdout or b'').decode()}\nno answer within {TIME_LIMIT} s"
        (self.model.place / f"{self.kind}.log").write_text(words)
        # A bug is found where an assertion fails; nothing else that may end badly will do.
        good = "Assert failed" in words if self.kind == "bug" else "Status: PASSED" in words
        said = {"good": good, "seconds": round(time.monotonic() - begin, 1), "why": matter(words)}
        if not good:
            raise Unwelcome(said)
        return said


def matter(words):
    """The solver's words that matter."""
    told = re.findall(r"(?:Assert failed in|Unreached cover statement at|no answer|Error:|Assumptions are).*", words)
    told = [re.sub(r" \(\S*\$\S*\)", "", line).strip() for line in told]
    return "; ".join(dict.fromkeys(told)) or (words.splitlines() or ["nothing was said"])[-1]


class Unwelcome(Exception):
    """An answer that is not kept."""

    def __init__(self, said):
        super().__init__(said["why"])
        self.said = said
