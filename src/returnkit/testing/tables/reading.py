"""Reading: a document as the cases of a table, or everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from returnkit.diagnostics import Diagnostic, Source, Span, did_you_mean
from returnkit.documents import Document, Format, Path, parse, path_text
from returnkit.documents import validate as validated
from returnkit.documents.tree import Tree
from returnkit.errors import CasesError, DocumentError, SituationError
from returnkit.policy import Policy
from returnkit.situations import Situation, key_of, situation

from .clashes import clash
from .columns import COLUMNS, document_of
from .document import DEFAULTS, CaseWritten, DefaultsWritten, TableWritten
from .expectations import Expectations, beside, contradictions
from .table import Case, Table
from .words import Words, unknown_words, unread_keys, words_of

M = TypeVar("M")

_OF_CASE: Final = re.compile(r"cases\[\d+\]\.?")


def read_document(text: str, *, name: str, format: Format | None = None) -> Document:
    """Return the document of a table; a *name* that ends in `.csv` is one of rows and cells.

    Raises:
        CasesError: It is no table.
        DocumentError: The text is not in its notation.
    """
    if format is None and name.lower().endswith(".csv"):
        return document_of(Source(name, text.removeprefix("\ufeff")))
    return parse(text, name=name, format=format)


def load_table(text: str, policy: Policy, *, name: str, format: Format | None = None) -> Table:
    """Return the cases in *text* for *policy*; what the text says of the policy's file is not looked at.

    Args:
        text: The table, in YAML, TOML, JSON or CSV.
        policy: The policy that is asked.
        name: What reports call the table; its suffix tells the notation.
        format: The notation, where the suffix does not tell it.

    Raises:
        CasesError: With every fault, each with its place in *text*.
        DocumentError: The text is not in its notation.
    """
    return table_of(read_document(text, name=name, format=format), policy)


def table_of(document: Document, policy: Policy) -> Table:
    """Return the cases of a document for *policy*.

    Raises:
        CasesError: With every fault, each with its place.
    """
    reader = _Reader(document, policy, words_of(policy))
    cases = tuple(reader.cases())
    reader.refuse_faults()
    return Table(policy, cases, document.source)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Defaults or a case as written, and where each of what it says stands."""

    written: DefaultsWritten
    told: Mapping[str, Path]
    expected: Mapping[str, Path]


_NOTHING: Final = _Placed(DefaultsWritten(given={}, expect=Expectations()), {}, {})


@dataclass(slots=True)
class _Reader:
    document: Document
    policy: Policy
    words: Words
    faults: list[Diagnostic] = field(default_factory=list)

    def cases(self) -> Iterator[Case]:
        """Yield the cases that are sound; what is wrong is noted."""
        table = self._read((), TableWritten)
        if table is None:
            return
        if table.policy_id is not None and table.policy_id != self.policy.id:
            message = f"the table is for `{table.policy_id}`, and its policy is `{self.policy.id}`"
            self._fault("other_policy", ("policy_id",), message, "name the file of the policy with `policy`")
        defaults = self._defaults(table.defaults)
        told: dict[object, list[Case]] = {}
        names: dict[str, Path] = {}
        written = skipped = 0
        for number in range(len(table.cases)):
            path: Path = ("cases", number)
            case = self._read(path, CaseWritten)
            self._refuse_twice(path, names)
            if case is None:
                self._salvage(path)
                written += 1
                continue
            placed = self._over(defaults, self._placed(case, path))
            if case.case == DEFAULTS:
                self._refuse_more(case, path)
                defaults = placed
                continue
            written += 1
            skipped += case.skip is not None
            if (made := self._case(case, placed, path)) is not None:
                self._compare(told, made)
                yield made
        if not written:
            self._fault(
                "no_cases", ("cases",), "there is no case in this table", "a case is a `case:` with its name"
            )
        elif skipped == written:
            message = "every case of this table is skipped"
            self._fault(
                "all_skipped",
                ("cases",),
                message,
                "a table that runs nothing proves nothing: run one of them",
            )

    def refuse_faults(self) -> None:
        """Raise what was found, each fault once, in the order of the text."""
        if not self.faults:
            return
        once = {(each.code, each.message, each.span): each for each in self.faults}
        ordered = sorted(
            once.values(), key=lambda each: (each.span.line, each.span.column) if each.span else (0, 0)
        )
        raise CasesError(tuple(ordered), source=self.document.source)

    # --- reading ---------------------------------------------------------------------------------------

    def _read(self, path: Path, model: type[M]) -> M | None:
        """Return what stands at *path* as a *model*; None where it has faults, which are noted."""
        value, tree = self.document.value(path), self.document.tree
        node = tree.root if tree else None
        for step in path:
            node = node.items.get(step) if node else None
        inner = Tree(tree.lines, node) if tree and node else None
        try:
            return validated(Document(self.document.source, value, inner), model)
        except DocumentError as exc:
            for fault in exc.faults:
                joint = "" if not fault.path or not path or fault.path.startswith("[") else "."
                self._note(
                    fault.at(path=path_text(path) + joint + fault.path),
                    fault.span or self.document.span(path),
                )
            return None

    def _defaults(self, written: object) -> _Placed:
        if written is None:
            return _NOTHING
        defaults = self._read(("defaults",), DefaultsWritten)
        return _NOTHING if defaults is None else self._placed(defaults, ("defaults",))

    def _placed(self, written: DefaultsWritten, path: Path) -> _Placed:
        told = {key: (*path, "given", key) for key in written.given}
        is_word = not isinstance(self.document.value((*path, "expect")), Mapping)
        at = (*path, "expect")
        return _Placed(written, told, {name: at if is_word else (*at, name) for name in written.expect.said})

    def _over(self, defaults: _Placed, own: _Placed) -> _Placed:
        given = {**defaults.written.given, **own.written.given}
        expect = beside(defaults.written.expect, own.written.expect)
        return _Placed(
            DefaultsWritten(given=given, expect=expect),
            {**defaults.told, **own.told},
            {name: (own.expected.get(name) or defaults.expected[name]) for name in expect.said},
        )

    def _refuse_twice(self, path: Path, names: dict[str, Path]) -> None:
        name = self.document.value((*path, "case"))
        if isinstance(name, str) and name != DEFAULTS and (first := names.setdefault(name, path)) != path:
            message = f"a case is called `{name}` twice, first in line {self._line(first)}"
            self._fault("twice", (*path, "case"), message, "a name tells which case is meant: choose another")

    def _salvage(self, path: Path) -> None:
        """Note what is wrong with what a case tells whose form is at fault, so that all is told at once."""
        given = self.document.value((*path, "given"))
        if isinstance(given, dict):
            written = DefaultsWritten(given=given, expect=Expectations())
            self._situation(_Placed(written, {key: (*path, "given", key) for key in given}, {}), path)

    def _refuse_more(self, case: CaseWritten, path: Path) -> None:
        for key in ("skip", "reviewed"):
            if key in case.model_fields_set:
                message = f"`{key}` is of one case, and `{DEFAULTS}` is none"
                self._fault("defaults", (*path, key), message, "say it in the cases that it is of")

    def _case(self, case: CaseWritten, placed: _Placed, path: Path) -> Case | None:
        before = len(self.faults)
        told = self._situation(placed, path)
        self._check_expected(placed, path)
        if told is None or len(self.faults) > before:
            return None
        place = self.document.span((*path, "case")) or Span(1, 1)
        return Case(
            case.case,
            self.policy,
            told,
            placed.written.expect,
            place,
            self.document.source.name,
            reviewed=case.reviewed,
            note=case.note or "",
            skip=case.skip or "",
        )

    def _situation(self, placed: _Placed, path: Path) -> Situation | None:
        given = placed.written.given
        strange = {key: value for key, value in given.items() if key_of(self.policy, key) is None}
        unread = tuple(unread_keys((key for key in given if key not in strange), self.words))
        for fault in unread:
            self._note_told(fault, placed, path)
        # What is not known hides nothing of what is wrong with the rest.
        made = [
            self._told({key: value for key, value in given.items() if key not in strange}, placed, path),
            self._told(strange, placed, path) if strange else None,
        ]
        return None if strange or unread else made[0]

    def _told(self, given: Mapping[str, Any], placed: _Placed, path: Path) -> Situation | None:
        try:
            return situation(self.policy, given)
        except SituationError as exc:
            for fault in exc.faults:
                self._note_told(fault, placed, path)
            return None

    def _note_told(self, fault: Diagnostic, placed: _Placed, path: Path) -> None:
        """Note what is wrong with what a case tells, where it stands."""
        is_name = fault.code == "situation.unknown"
        where = placed.told.get(fault.path)
        span = self.document.span(path if where is None else where, key=is_name)
        said = self._in_column(fault) if is_name else fault
        self._note(said.at(path=path_text(where or path)), span)

    def _in_column(self, fault: Diagnostic) -> Diagnostic:
        """Return *fault*, an unknown name, with the column that may be meant."""
        near = did_you_mean(fault.path, COLUMNS) if self._is_of_cells else None
        if near is None or (fault.help or "").startswith("did you mean"):
            return fault
        return replace(fault, help=f"did you mean `{near}`?")

    # --- expectations ----------------------------------------------------------------------------------

    def _check_expected(self, placed: _Placed, path: Path) -> None:
        expect = placed.written.expect
        if not expect.said:
            help_ = "say `expect: eligible`, or `ineligible`, and why with `reason` or `rule`"
            self._fault("nothing_expected", (*path, "case"), "this case expects nothing", help_)
        for aspect, why in contradictions(expect):
            self._fault("contradiction", placed.expected[aspect], why, "leave one of the two out")
        for aspect, kind, message, help_ in unknown_words(expect, self.words):
            self._fault(f"unknown_{kind}", placed.expected[aspect], message, help_)

    def _compare(self, above: dict[object, list[Case]], case: Case) -> None:
        """Refuse what is told as in a case *above* and expected otherwise."""
        same = above.setdefault(tuple(sorted(case.given.items())), [])
        for other in same:
            if clash(other, case):
                message = f"`{other.name}` in line {other.place.line} tells the same and expects otherwise"
                span, help_ = case.place, "one of the two cannot be: tell what differs, or drop one"
                self._note(Diagnostic("cases.same_given", message, path="case", help=help_), span)
                break
        same.append(case)

    # --- faults ----------------------------------------------------------------------------------------

    @property
    def _is_of_cells(self) -> bool:
        return self.document.source.name.lower().endswith(".csv")

    def _fault(self, code: str, path: Path, message: str, help: str) -> None:
        found = Diagnostic(f"cases.{code}", message, path=path_text(path), help=help)
        self._note(found, self.document.span(path))

    def _note(self, fault: Diagnostic, span: Span | None) -> None:
        path = _OF_CASE.sub("", fault.path, count=1) if self._is_of_cells else fault.path
        self.faults.append(fault.at(path=path, span=span))

    def _line(self, path: Path) -> int:
        span = self.document.span((*path, "case"))
        return span.line if span else 0
