"""Excuses: why some obligations of a policy need not be met, as a file beside it says.

```yaml
returnkit: 1
excused:
  members/window/late: The shop answers late requests by hand.
```
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from returnkit.documents import Format, load
from returnkit.model import Frozen

MARK: Final = ".coverage"
"""Stands in the name of every file of excuses before its suffix: NAME.coverage.yaml beside NAME.yaml."""

Key = Annotated[str, Field(min_length=1, max_length=1_000)]
Reason = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S")]


class ExcusesWritten(Frozen):
    """A file of excuses.

    Attributes:
        returnkit: Version of the form of the document.
        excused: Why obligations need not be met, by their keys.
    """

    returnkit: Literal[1] = 1
    excused: Mapping[Key, Reason]


def read_excuses(text: str, name: str, *, format: Format | None = None) -> Mapping[str, str]:
    """Return the reasons in *text* by the keys of what they excuse, for `Coverage.with_excuses`.

    Args:
        text: The document.
        name: What reports call it; its suffix tells the notation.
        format: The notation, where the suffix does not tell it.

    Raises:
        DocumentError: With every fault, each with its place in *text*.
    """
    return dict(load(text, ExcusesWritten, name=name, format=format).excused)
