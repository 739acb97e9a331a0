"""Intents: what is meant to happen outside, under a key that stands for it and nothing else."""

from __future__ import annotations

import re
from typing import Annotated, Final
from urllib.parse import quote

from pydantic import AfterValidator, Field

from returnkit.errors import EffectKeyError
from returnkit.ids import EffectKey
from returnkit.model import Frozen

from .payload import Payload, payload_hash

MAX_KEY: Final = 200
"""The longest key; far sides take 255 signs, and some put a prefix before it."""
_KEY: Final = re.compile(r"[A-Za-z0-9._~%-]+(?::[A-Za-z0-9._~%-]+)*").fullmatch


def checked_key(key: str) -> EffectKey:
    """Return *key* as the key of an effect.

    Raises:
        EffectKeyError: It is empty, too long, or not parts of letters, digits and `._~%-` joined by colons.
    """
    if len(key) > MAX_KEY:
        message = f"the key has {len(key)} signs, more than {MAX_KEY}"
        raise EffectKeyError(message, key=key, help="make it of shorter parts")
    if not _KEY(key):
        raise EffectKeyError("the key is not parts joined by colons", key=key, help="make it by `effect_key`")
    return EffectKey(key)


def effect_key(*parts: str | int) -> EffectKey:
    """Return the key made of *parts*, such as `refund:R-7:card:1`.

    Other parts give another key: what a part has beside letters, digits and `._~-` is percent-encoded.

    Raises:
        EffectKeyError: A part is empty, or the whole is too long.
    """
    return checked_key(":".join(quote(str(part), safe="") for part in parts))


KeyField = Annotated[EffectKey, AfterValidator(checked_key)]


class Intent(Frozen):
    """An effect that is meant to happen once.

    Attributes:
        key: What the far side and the ledger know it by. The caller chooses it so that the same effect has
            the same key after a restart: made of the return and its part, never of the instant or by chance.
        kind: What it is, such as `refund`.
        payload: All that the far side is told, as exact JSON.
    """

    key: KeyField
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    payload: Payload

    @property
    def payload_hash(self) -> str:
        """The SHA-256 of kind and payload."""
        return payload_hash(self.kind, self.payload)
