"""Renderings: Markdown and HTML in which no text of a policy is ever markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from returnkit import Policy, ask, offer, refuse, review, rule, when, within
from returnkit.expr.backends.printer import scalar_text
from returnkit.facts import Declaration
from returnkit.ids import PolicyId
from returnkit.publishing import Page, Piece, Section, Sentence, Topic, html, markdown, policy_page
from tests.unit.publishing.shops import RETAILERS, a_policy, retailer

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</li></ul></article><h1>Free</h1>",
    "&lt;b&gt; & \"quotes\" 'too'",
    "[click](javascript:alert(1)) ![x](http://evil)",
    "**bold** _it_ `code` ~~gone~~ # head | cell",
    "line one\n\n# heading\n- item",
    "\ue000code\ue001 \u202ereversed \u200bhidden",
    "1. first",
)
ALLOWED = {"article", "section", "h1", "h2", "p", "ul", "li", "code"}


class Elements(HTMLParser):
    """Reads a document into its elements and their attributes, and checks that they nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def elements(text: str) -> Elements:
    read = Elements()
    read.feed(text)
    read.close()
    assert read.open == []
    return read


def hostile(text: str) -> Policy:
    """Return a policy that says *text* wherever it can say something."""
    constant = scalar_text(text)
    return Policy(
        id=PolicyId("shop"),
        facts={"item.odd": Declaration(type="boolean", default=False, doc=text)},
        rules=(
            rule("no", when(f"item.title == {constant}"), refuse(text)),
            rule("notation", when(f"item.title.as_lower == {constant} and item.odd"), review(text)),
            rule("all", offer("refund"), within("30 days of delivery"), ask(why=text, before="refund")),
        ),
    )


@pytest.mark.parametrize("path", RETAILERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("locale", ["en", "ko"])
def test_html_is_one_article_in_its_language_with_all_sentences(path: Path, locale: str) -> None:
    page = policy_page(retailer(path.stem), locale)

    read = elements(html(page))

    tags = [tag for tag, _ in read.found]
    assert tags.count("article") == tags.count("h1") == 1
    assert read.found[0] == ("article", {"lang": locale})
    assert set(tags) <= ALLOWED
    assert [attributes for _, attributes in read.found[1:] if attributes] == []
    assert tags.count("h2") == len(page.sections)
    text = " ".join(read.text)
    assert [each.text for each in page.sentences if each.text not in text] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_policy_is_an_element(text: str) -> None:
    page = policy_page(hostile(text))

    read = elements(html(page))

    assert {tag for tag, _ in read.found} <= ALLOWED
    assert [attributes for _, attributes in read.found[1:] if attributes] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_policy_is_markup_in_markdown(text: str) -> None:
    lines = markdown(policy_page(hostile(text))).splitlines()

    assert [line for line in lines if line.startswith("#")] == [
        "# Return policy", "## What you can return", "## How long you have", "## What you get",
        "## What we ask for", "## Please note",
    ]  # fmt: skip
    (said,) = (line for line in lines if line.startswith("- Not returnable, if the name of the item is"))
    assert not set(re.sub(r"\\.", "", said)) & set("<>[]*_`#|~&")


def test_an_attribute_of_the_language_is_escaped() -> None:
    page = policy_page(a_policy(), 'en" onclick="x')

    assert elements(html(page)).found[0] == ("article", {"lang": 'en" onclick="x'})


@pytest.mark.parametrize(
    ("notation", "span", "element"),
    [
        ("a < b", "`a < b`", "<code>a &lt; b</code>"),
        ('a == "`"', '`` a == "`" ``', "<code>a == &quot;`&quot;</code>"),
        ('"``" == a', '``` "``" == a ```', "<code>&quot;``&quot; == a</code>"),
    ],
)
def test_notation_is_code(notation: str, span: str, element: str) -> None:
    page = a_page(Piece("If "), Piece(notation, is_code=True), Piece(" holds."))

    assert f"- If {span} holds." in markdown(page)
    assert f"<li>If {element} holds.</li>" in html(page)
    assert page.sentences[0].text == f"If `{notation}` holds."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1. first", "- 1\\. first"),
        ("12) twelfth", "- 12\\) twelfth"),
        ("- minus", "- \\- minus"),
        ("+ plus", "- \\+ plus"),
        ("1 first", "- 1 first"),
        ("a - b", "- a - b"),
        ("=== x", "- \\=== x"),
    ],
)
def test_a_line_that_would_begin_a_list_or_heading_does_not(text: str, line: str) -> None:
    assert line in markdown(a_page(Piece(text))).splitlines()


def a_page(*pieces: Piece) -> Page:
    """Return a page of one sentence."""
    sentence = Sentence("page.said", (), pieces, (), ("rules",), PolicyId("shop"))
    return Page(PolicyId("shop"), "en", "Title", (Section(Topic.GOODS, "Goods", (), (sentence,)),))
