"""What a person reads on the terminal when no output file is asked for."""

from __future__ import annotations

from collections import Counter

from gouji.claims import Label
from gouji.document import Document
from gouji.reconcile.model import Finding, Severity, Status
from gouji.records.results import CheckResult, Extraction
from gouji.report import audit_lines, wording
from gouji.report.figure_ledger import summary as figures
from gouji.report.outcome import nothing_found
from gouji.report.wording import pair


def extraction(result: Extraction) -> str:
    """How many of each thing the document holds."""
    labels = Counter(e.label for e in result.entities)
    counts = [f"{label.value} {labels[label]}" for label in Label]
    counts += [
        f"claims {len(result.claims)}",
        f"tables {len(result.document.tables)}",
        f"facts {len(result.facts)}",
    ]
    return f"{head(result.document)}\n  {', '.join(counts)}\n"


def check(result: CheckResult) -> str:
    """The findings in order of weight, then the ledger in one line."""
    # What kept a file from being read is what came of its check: it is said once.
    lines = [_title(result.document) if result.document.error else head(result.document)]
    lines += _errors(result)
    roundings = sum(f.severity is Severity.ROUNDING for f in result.findings)
    if len(lines) == 1:
        lines.append(f"  {nothing_found(result)[0]}")
    told_apart = (
        (roundings, "处尾差（四舍五入可解释）"),
        (result.withheld, "处发现的置信度低于所设下限，未列出"),
        (result.known, "处发现已有核实结论，未列出"),
    )
    lines += [f"  另有 {count} {what}" for count, what in told_apart if count]
    lines += reading(result)
    if told := figures(result)[0]:
        lines.append(f"  {told}")
    lines.append(f"  台账：核对 {len(result.checks)} 处，{_statuses(result)}\n")
    return "\n".join(lines)


def _errors(result: CheckResult) -> list[str]:
    """A line a finding, those that are doubtful behind the others and under a line of their own."""
    errors = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    doubtful = [f for f in errors if f.doubtful]
    lines = [f"{finding(f)}{_concluded(result, f)}" for f in errors if not f.doubtful]
    if doubtful:
        lines.append(f"  存疑 {len(doubtful)} 处（此类发现有误的较多，请先核对原文）")
    return lines + [f"{finding(f)}{_concluded(result, f)}" for f in doubtful]


def _concluded(result: CheckResult, finding: Finding) -> str:
    """What was concluded of a finding before."""
    verdict = result.verdict(finding) if result.verdicts else None
    if verdict is None:
        return ""
    return f"〔{' '.join(filter(None, (pair('conclusions', verdict.verdict.value)[0], verdict.by, verdict.note)))}〕"


def reading(result: CheckResult) -> list[str]:
    """How many digits were read, and each page and table that fails its audit; nothing of a file that was not read."""
    if not result.audit.pages:
        return []
    told = [f"  （{why[0]}）" for why in audit_lines.failures(result)]
    return [*told, f"  {audit_lines.counts(result)[0]}"]


def _statuses(result: CheckResult) -> str:
    """How many checks came to each status."""
    counts = Counter(c.status for c in result.checks)
    return "，".join(f"{pair('statuses', s.value)[0]} {counts[s]}" for s in Status)


def head(document: Document) -> str:
    """What the document is, and what of it could not be read."""
    return "\n".join([_title(document), *(f"  （{notice}）" for notice in document.notices)])


def _title(document: Document) -> str:
    year = f"{document.year}年度" if document.year else ""
    about = " ".join(filter(None, (document.department, year, pair("document_kinds", document.kind)[0])))
    return f"{document.name}  {about}"


def finding(finding: Finding) -> str:
    """The id that `explain` takes, how bad it is, of what kind, and the sentence."""
    severity, kind = wording.gravity(finding)[0], pair("kinds", finding.kind.value)[0]
    return f"  {finding.id} [{severity}·{kind}] {finding.message}{wording.doubt(finding)}"
