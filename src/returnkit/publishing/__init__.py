"""Publishing: a policy as a page for people, and as structured data for search engines."""

from .html import html
from .markdown import markdown
from .page import Page, Piece, Section, Sentence, policy_page
from .statements import Topic

__all__ = ["Page", "Piece", "Section", "Sentence", "Topic", "html", "markdown", "policy_page"]
