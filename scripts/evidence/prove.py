# SPDX-License-Identifier: Apache-2.0
"""scripts/prove: asks all that the proofs ask, in parallel, and says what held."""
import argparse
import concurrent.futures
import os
import sys

from . import house, proofs, results, smt, tools

PAGE = house.ROOT / "docs" / "proofs.md"


def main():
    options = arguments()
    try:
        picked = proofs.chosen(options.names, options.fast)
        if options.list:
            for proof in picked:
                print(f"{proof.name:24} {proof.module:22} {proof.how():22} {'fast' if proof.fast else ''}")
            return
        tools.need("yosys", "yosys-smtbmc", "z3")
        for bug in [bug for proof in picked for bug in proof.bugs]:
            bug.source()
        good, answers = run(picked, options.fast, options.jobs)
    except (proofs.BadList, tools.Failed) as error:
        sys.exit(f"{tools.script()}: {error}")
    if not good:
        sys.exit(1)
    if options.page:
        results.write(PAGE, page(picked, answers))
        print(f"{house.shown(PAGE)} written")


def arguments():
    parser = argparse.ArgumentParser(
        prog=tools.script(), description="Formal proofs of the pipeline's modules, listed in hw/formal/proofs.toml: by "
        "k-induction, or bounded. Each must hold, reach what it covers, and find the bugs that are planted for it. "
        "Answers are kept in build/evidence by the hash of all that they depend on.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a proof, or a module whose proofs are meant; default: all")
    parser.add_argument("--fast", action="store_true", help="only those that are quick, each with the first of its bugs: what CI runs")
    parser.add_argument("--list", action="store_true", help="only say which proofs there are")
    parser.add_argument("--page", action="store_true", help="write docs/proofs.md when all proofs held")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="solvers at once (default: one a core)")
    options = parser.parse_args()
    if options.page and (options.names or options.fast):
        parser.error("--page is about all proofs")
    return options


def questions(proof, fast):
    """All that is asked about a proof; in a fast run, only one of its bugs."""
    model = smt.Model(proof)
    yield smt.Question(model, "base")
    if proof.method == "induction":
        yield smt.Question(model, "step")
    yield smt.Question(model, "cover")
    for bug in proof.bugs[:1] if fast else proof.bugs:
        yield smt.Question(smt.Model(proof, bug), "bug")


def run(picked, fast, jobs):
    """Asks everything and prints the table, a line as soon as a proof's answers are there."""
    asked = {proof.name: list(questions(proof, fast)) for proof in picked}
    print(f"{'module':20} {'proof':24} {'method':22} {'bugs found':>10} {'seconds':>8}")
    answers, failures = {}, []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        coming = {name: [pool.submit(question.ask) for question in asked[name]] for name in asked}
        try:
            for proof in picked:
                answers[proof.name] = [future.result() for future in coming[proof.name]]
                pairs = list(zip(asked[proof.name], answers[proof.name]))
                bugs = [answer["good"] for question, answer in pairs if question.kind == "bug"]
                bad = [pair for pair in pairs if not pair[1]["good"]]
                print(f"{proof.module:20} {proof.name:24} {proof.how():22} {f'{sum(bugs)} of {len(bugs)}':>10} "
                      f"{sum(answer['seconds'] for _, answer in pairs):8.1f}  {'FAILED' if bad else ''}", flush=True)
                failures += bad
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for question, answer in failures:
        tell(question, answer)
    seconds = sum(answer["seconds"] for name in answers for answer in answers[name])
    print(f"{len(picked)} proofs, {len(failures)} failures; {seconds:.0f} seconds of solving, kept answers included")
    return not failures, answers


def tell(question, answer):
    """A failure: what failed, where its waveform is, how to see it again."""
    proof, bug = question.model.proof, question.model.bug
    if bug:
        print(f"\n{proof.name}: the planted bug \"{bug.name}\" in {bug.module} was not found within {question.depth} clocks: "
              f"the proof cannot see what it claims ({answer['why']})")
    else:
        what = {"base": "does not hold", "step": "holds as far as the base goes, but is not inductive",
                "cover": "does not reach all that it covers"}[question.kind]
        print(f"\n{proof.name}: {what}: {answer['why']}\n  {proof.says}")
    if question.wave.exists():
        print(f"  waveform: {house.shown(question.wave)}")
    print(f"  again: {tools.script()} {proof.name}\n  that question alone: {' '.join(question.command())}")


def page(picked, answers):
    """docs/proofs.md."""
    lines = ["# What is proved", "",
             "Formal proofs with `yosys-smtbmc` and z3, run by `scripts/prove`; this page is made by `scripts/prove --page`, when all",
             "of them hold. *Proved* is said of logic as Yosys reads it, at the sizes that a proof's top in [hw/formal/](../hw/formal)",
             "sets, from a reset on, for every input that the module's contract allows and with further resets at any time; nothing",
             "here was run on hardware.", "",
             "**induction, k = n**: holds in every clock for ever: n clocks in a row in which it holds make it hold in the next.",
             "**bounded, n clocks**: no sequence of inputs of up to n clocks from a reset breaks it; longer ones are not looked at.",
             "**standing in**: modules inside are replaced by ones that do whatever the solver likes within their contract,",
             "which is another proof ([hw/formal/stand_ins/](../hw/formal/stand_ins)); so larger modules are proved, too.",
             "Every proof covers: what it speaks of can happen. And every proof finds the bugs that are planted for it, one after",
             "the other, into the module's source; a proof that misses one fails.", "",
             "| module | proof | what | method | bugs found | time |", "|---|---|---|---|---|---|"]
    for proof in picked:
        seconds = sum(answer["seconds"] for answer in answers[proof.name])
        how = "seconds" if seconds < 60 else "a minute or two" if seconds < 180 else "minutes" if seconds < 1800 else "an hour"
        method = ", ".join([proof.how(), *(f"{name} standing in" for name in proof.stand_ins)])
        lines.append(f"| {proof.module} | {proof.name} | {proof.says} | {method} | {len(proof.bugs)} | {how} |")
    lines += ["", "## Stream ports", "",
              "Every module with a stream port, and the proofs that its outputs keep AXI4-Stream's contract, provided that its",
              "inputs do: a beat once offered stays until it is taken, `tkeep` is contiguous, packets are not mixed. A stream",
              "without ready (from the tap to the copy buffer) has no such contract: its modules are proved to take a beat in",
              "every clock.", "",
              "| module | ports | proof | how |", "|---|---|---|---|"]
    lines += [f"| {one.module} | {one.ports} | {', '.join(one.proofs)} | {one.how} |"
              for one in proofs.streams({proof.name for proof in picked})]
    lines += ["", "## Not proved", "",
              "Bounded proofs look no further than their bound: "
              + ", ".join(f"{proof.name} ({proof.depth} clocks)" for proof in picked if proof.method == "bounded") + ".", "",
              "| not proved | instead |", "|---|---|"]
    lines += [f"| {one.what} | {one.instead} |" for one in proofs.opens()]
    lines += ["", "No proof is about these modules by themselves; some stand inside a module that has one: "
              + ", ".join(proofs.unproved(picked)) + ".",
              "", "## Planted bugs", "", "| proof | bug |", "|---|---|"]
    lines += [f"| {proof.name} | {bug.name} |" for proof in picked for bug in proof.bugs]
    return "\n".join(lines) + "\n"
