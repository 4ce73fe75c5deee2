"""Slips of every kind in made-up disclosures, one a document: which are found, and what else is told.

A slip is found when a material or minor finding disputes a figure or word of it, or rests on one. Documents without
a slip are checked too: every material or minor finding in them is false.
"""

from __future__ import annotations

import argparse

from gouji import api
from gouji.learn import synth
from gouji.learn.synth.slip_planting import SLIPS
from gouji.reconcile.model import Finding, Severity


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20, metavar="N", help="a kind of slip (default: 20)")
    parser.add_argument("--clean", type=int, default=100, metavar="N", help="without a slip (default: 100)")
    parser.add_argument("--from", type=int, default=5000, dest="first", metavar="SEED", help="the first seed")
    options = parser.parse_args()
    print("found planted beside  slip")
    for name in SLIPS:
        seeds = range(options.first, options.first + options.documents)
        made = [m for m in (synth.document(seed, slips=[name]) for seed in seeds) if m.truth]
        results = [_checked(m) for m in made]
        found = sum(any(_of(f, m) for f in r) for m, r in zip(made, results, strict=True))
        beside = sum(not _of(f, m) for m, r in zip(made, results, strict=True) for f in r)
        print(f"{found:5d} {len(made):7d} {beside:6d}  {name}")
    clean = range(options.first, options.first + options.clean)
    false = sum(len(_checked(synth.document(seed))) for seed in clean)
    print(f"{false} findings in {len(clean)} documents without a slip")


def _checked(made: synth.Disclosure) -> list[Finding]:
    findings = api.check(api.read_text(made.text)).findings
    return [f for f in findings if f.severity is not Severity.ROUNDING]


def _of(finding: Finding, made: synth.Disclosure) -> bool:
    """Whether a finding disputes the slip, or rests on it or on what contradicts it."""
    spans = [finding.span, *(e.span for e in finding.evidence)]
    places = [place for m in made.truth for place in ((m.start, m.end), *m.evidence)]
    return any(s.start < end and start < s.end for s in spans for start, end in places)


if __name__ == "__main__":
    main()
