"""Words: what only the command line says, beside the messages of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from returnkit.messages import STANDARD, Catalogue

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "page.open": ("What is open", "더 알아야 할 것"),
    "page.otherwise": ("What could be otherwise", "달라질 수 있는 것"),
    "open.nothing": ("Nothing is open.", "더 알아야 할 것이 없습니다."),
    "label.of": ("asked of", "대상"),
    "label.answer": ("answer", "답변"),
    "label.moves": ("moves", "영향"),
    "asked.shopper": ("the shopper", "고객"),
    "asked.staff": ("staff", "직원"),
    "moves.verdict": ("verdict", "판정"),
    "moves.deadline": ("deadline", "기한"),
    "moves.money": ("money", "금액"),
    "answer.choice": ("{value} ({label})", "{value} ({label})"),
    "answer.other": ("or another", "또는 그 밖의 답변"),
    "answer.number": ("a number", "숫자"),
    "answer.evidence": ("how many are handed in", "제출한 개수"),
    "answer.text": ("in words", "글"),
    "answer.least": ("at least {least}", "{least} 이상"),
    "answer.most": ("at most {most}", "{most} 이하"),
    "otherwise.until": (
        "{item} can be returned until {end}, if nothing changes but the time.",
        "{item}: 시간 외에 달라지는 것이 없으면 {end}까지 반품하실 수 있습니다.",
    ),
    "otherwise.always": (
        "{item} can be returned; no end of that is known.",
        "{item}: 반품하실 수 있으며, 알려진 기한이 없습니다.",
    ),
    "otherwise.open": (
        "{item}: this is not certain yet; what is open comes first.",
        "{item}: 아직 정해지지 않았습니다. 먼저 위의 내용을 확인해야 합니다.",
    ),
    "otherwise.nothing": (
        "{item}: nothing that could be changed lets it be returned.",
        "{item}: 바꿀 수 있는 것으로는 반품이 가능해지지 않습니다.",
    ),
    "otherwise.incomplete": (
        "{item}: there may be other ways; not all were tried out.",
        "{item}: 다른 방법이 있을 수 있습니다. 모두 확인하지는 않았습니다.",
    ),
}
"""Texts in English and Korean, by key."""

CATALOGUE: Final = Catalogue(
    {**STANDARD.texts, **{key: {"en": en, "ko": ko} for key, (en, ko) in WORDS.items()}}
)
"""The messages of the house and those of the command line."""
