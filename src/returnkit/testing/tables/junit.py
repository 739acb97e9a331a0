"""JUnit: what became of tables as the XML that servers of continuous integration read."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from .report import lines_of
from .run import Run, TableRun
from .running import CaseResult, Outcome

# What XML 1.0 has no way to write. Source: W3C XML 1.0, production 2 (Char).
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_of(run: Run) -> str:
    """Return *run* as JUnit XML: a suite a table, a case a case; faults are errors."""
    suites = [_suite(table) for table in run.tables]
    if run.faults:
        errors = [_error(fault.message, fault.code, fault.help or "") for fault in run.faults]
        cases = (f'  <testcase name="tables" classname="returnkit">{error}</testcase>' for error in errors)
        counts = f'tests="{len(errors)}" failures="0" errors="{len(errors)}"'
        suites.append("\n".join([f'<testsuite name="returnkit" {counts}>', *cases, "</testsuite>"]))
    return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n' + "\n".join(suites) + "\n</testsuites>\n"


def _suite(table: TableRun) -> str:
    timed = zip(table.results, table.seconds, strict=True)
    cases = [_case(table, result, seconds) for result, seconds in timed]
    errors = table.count(Outcome.FAULTY)
    if table.error:
        errors += 1
        body = _error("the table has faults", table.error.code, str(table.error))
        cases.append(
            f"  <testcase name={_attribute(table.name)} classname={_attribute(table.name)}>{body}</testcase>"
        )
    counts = f'tests="{len(cases)}" failures="{table.count(Outcome.FAILED)}" errors="{errors}"'
    counts += f' skipped="{table.count(Outcome.SKIPPED)}" time="{sum(table.seconds):.6f}"'
    return "\n".join([f"<testsuite name={_attribute(table.name)} {counts}>", *cases, "</testsuite>"])


def _case(table: TableRun, result: CaseResult, seconds: float) -> str:
    case = result.case
    head = f"<testcase classname={_attribute(table.name)} name={_attribute(case.name)}"
    head += f' file={_attribute(table.name)} line="{case.place.line}" time="{seconds:.6f}"'
    match result.outcome:
        case Outcome.FAILED:
            message = "; ".join(map(str, result.failures))
            text = _text("\n".join(lines_of(result)))
            body = f'<failure type="expectation" message={_attribute(message)}>{text}</failure>'
        case Outcome.SKIPPED:
            body = f"<skipped message={_attribute(case.skip)}/>"
        case Outcome.FAULTY:
            fault = result.fault
            body = _error(fault.message, fault.code, fault.help or "") if fault else ""
        case Outcome.PASSED:
            return f"  {head}/>"
    return f"  {head}>{body}</testcase>"


def _error(message: str, code: str, text: str) -> str:
    return f"<error type={_attribute(code)} message={_attribute(message)}>{_text(text)}</error>"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
