"""Publishing: a policy as a page for people, and as structured data for search engines."""

from .html import html
from .jsonld import StructuredPolicy, Unsaid, json_ld, merchant_return_policy
from .markdown import markdown
from .page import Page, Piece, Section, Sentence, policy_page
from .statements import Topic

__all__ = [
    "Page",
    "Piece",
    "Section",
    "Sentence",
    "StructuredPolicy",
    "Topic",
    "Unsaid",
    "html",
    "json_ld",
    "markdown",
    "merchant_return_policy",
    "policy_page",
]
