"""Messages: every sentence a person reads, by key, in en and ko."""

from .catalogue import STANDARD, Catalogue, text
from .texts import MESSAGES, Message

__all__ = ["MESSAGES", "STANDARD", "Catalogue", "Message", "text"]
