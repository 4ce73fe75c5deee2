"""JUnit XML: a document is a suite, a finding a failed case, what was not read an error, what held a passed case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree  # nosec B405
from xml.etree.ElementTree import Element, SubElement  # nosec B405

from gouji.reconcile.model import Severity, Status
from gouji.records.results import CheckResult, Result
from gouji.records.verdicts import Conclusion
from gouji.report import Add, wording
from gouji.report.document_summary import Summary, summarised
from gouji.report.docx_comments import told
from gouji.report.finding_table import ZH, Row, table


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    suites = Element("testsuites", name="gouji")

    def add(result: Result) -> None:
        full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
        suites.append(_suite(full, language))

    yield add
    for name in ("tests", "failures", "errors"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ElementTree.indent(suites, " ")
    path.write_bytes(ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True))


def _suite(result: CheckResult, language: str) -> Element:
    summary = summarised(result, language)
    suite = Element("testsuite", name=_clean(summary.title), file=_clean(summary.document))
    properties = SubElement(suite, "properties")
    for name, value in (("outcome", summary.outcome), ("checked", summary.checked), ("unread", summary.unread)):
        SubElement(properties, "property", name=name, value=_clean(str(value)))
    for row in table(result, language):
        _finding(suite, row, language)
    _missed(suite, summary)
    _held(suite, result, language)
    suite.set("tests", str(len(suite.findall("testcase"))))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
    return suite


def _finding(suite: Element, row: Row, language: str) -> None:
    """A case that failed; of rounding one that passed, of a false alarm and of what is doubtful a skipped one."""
    case = _case(suite, row.kind.value, " ".join(filter(None, (row.id, row.located, row.stated))))
    if row.verdict and row.verdict.verdict is Conclusion.WRONG:
        said = wording.named("conclusions", row.conclusion, language)
        SubElement(case, "skipped", message=_clean(" ".join(filter(None, (said, row.verdict.note)))))
    elif row.doubtful:
        SubElement(case, "skipped", message=_clean(row.message)).text = _clean(told(row, language))
    elif row.severity is Severity.ROUNDING:
        SubElement(case, "system-out").text = _clean(row.message)
    else:
        failure = SubElement(case, "failure", type=row.severity.value, message=_clean(row.message))
        failure.text = _clean(told(row, language))


def _missed(suite: Element, summary: Summary) -> None:
    for number, one in enumerate(summary.missed, 1):
        place = " ".join(filter(None, (f"p{one.page}" if one.page else "", one.where)))
        case = _case(suite, "reading", f"{number} {place}".strip())
        SubElement(case, "error", type="unreadable", message=_clean(one.why))


def _held(suite: Element, result: CheckResult, language: str) -> None:
    """A case for each kind of relation that held wherever it was tried."""
    counts = Counter(c.relation for c in result.checks if c.status is Status.HOLDS)
    for relation, count in sorted(counts.items()):
        _case(suite, "relation", f"{wording.named('relations', relation, language)} × {count}")


def _case(suite: Element, group: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=f"{suite.get('name')}.{group}", name=_clean(name))


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe"))
