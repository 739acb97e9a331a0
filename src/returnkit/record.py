"""Record: a frozen dataclass with slots that is made in a third of the time.

The `__init__` of a frozen dataclass goes through `object.__setattr__` for every field, which is most of
what a decision of many values costs. A record is filled while it is of a class of the same layout that
takes assignments, and then becomes what it is. Values that come through a door are models (`model`);
records are made by our own code, where speed counts.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, Final, TypeVar, dataclass_transform

T = TypeVar("T")

_become: Final = object.__setattr__


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make *cls* what `dataclass(frozen=True, slots=True)` makes it, with a quicker `__init__`.

    Raises:
        TypeError: It has a `__post_init__`, a base with fields, or a field that is more than a name, a type
            and a default.
    """
    made: Any = dataclass(frozen=True, slots=True)(cls)  # Any: a class with the attributes of a dataclass
    own = fields(made)
    is_plain = all(
        each.init and not each.kw_only and each.default_factory is MISSING and each.name in made.__slots__
        for each in own
    )
    if not is_plain or hasattr(made, "__post_init__"):
        raise TypeError(f"`{cls.__qualname__}` is more than a record: make it a dataclass")
    names = [each.name for each in own]
    # INVARIANT (same layout): both have these slots and no others, so that one may become the other.
    draft = type(f"{cls.__name__}Draft", (), {"__slots__": made.__slots__})
    body = [f"def __init__(self, {', '.join(names)}):", "    _become(self, '__class__', _draft)"]
    body += [f"    self.{name} = {name}" for name in names]
    body += ["    self.__class__ = _made"]
    known = {"_become": _become, "_draft": draft, "_made": made}
    exec("\n".join(body), known)  # noqa: S102 - names of fields, which are identifiers; as dataclasses do it
    init: Any = known["__init__"]
    init.__defaults__ = tuple(each.default for each in own if each.default is not MISSING)
    init.__annotations__ = made.__init__.__annotations__
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    made.__init__ = init
    found: type[T] = made
    return found
