"""Laws of written policies and of their schema; each names the bug that breaks it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Final, get_args

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from returnkit.documents import Format, Path, load, parse
from returnkit.errors import DocumentError
from returnkit.policy import Policy, examine, load_policy, policy_schema, write_policy
from tests.json_schema import Validator
from tests.written_policies import policy_of

FORMATS: Final[tuple[Format, ...]] = get_args(Format)

# Any, in this file: what documents hold.


def law_what_is_written_is_read(policy: Policy) -> None:
    """Broken by: a notation that loses a key; a word that is not quoted; decimals that are cut."""
    for format in FORMATS:
        text = write_policy(policy, format)
        loaded = read(text, format, policy)
        assert loaded == policy, format
        # Equality takes True for 1 and 6.50 for 6.5; the text does not.
        assert write_policy(loaded, format) == text, format
        assert saying(loaded) == saying(policy), format


def law_json_gives_the_model_back(policy: Policy) -> None:
    """Broken by: a text form that its own model reads otherwise."""
    assert Policy.model_validate_json(policy.model_dump_json(by_alias=True)) == policy
    assert Policy.model_validate_json(policy.model_dump_json()) == policy


def law_notations_hold_the_same(policy: Policy) -> None:
    """Broken by: a writer that decides what is said, not only how."""
    first, *others = (parse(write_policy(policy, each), name="x", format=each).data for each in FORMATS)
    for other in others:
        assert repr(in_order(other)) == repr(in_order(first))


def law_other_readers_read_the_same(policy: Policy) -> None:
    """Broken by: a word that only our reader takes for a text."""
    text = write_policy(policy)
    expected = parse(text, name="x", format="yaml").data
    for version in (None, (1, 1)):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        try:
            found = reader.load(text)
        except YAMLError as exc:  # such as two keys that are one to it
            raise AssertionError(str(exc)) from exc
        assert is_alike(found, expected), version
    assert is_alike(json.loads(write_policy(policy, "json")), expected)


def law_the_schema_admits_it(data: object, validator: Validator) -> None:
    """Broken by: a short form that the schema does not know."""
    assert validator.faults(data) == []


def law_the_schema_refuses_other_shapes(seed: int, data: Any, validator: Validator) -> None:
    """Broken by: a schema that lets unknown keys pass, or is narrower than the loader."""
    faulty = spoilt(Random(seed), data)
    codes = codes_of(faulty)
    found = validator.faults(faulty)
    if codes & {"document.unknown_key", "document.missing", "document.type"}:
        assert found
    if not codes:
        assert found == []


# --- what the laws ask -------------------------------------------------------------------------------


def read(text: str, format: Format, policy: Policy) -> Policy:
    """Return what is written in *text*; a policy with a base is read as it stands, without the base."""
    if policy.base is None:
        return load_policy(text, format=format)
    return load(text, Policy, name="policy", format=format)


def saying(value: Any) -> Any:
    """Return *value* with the kinds of its numbers and truths in sight, and their decimals."""
    match value:
        case BaseModel():
            return {name: saying(getattr(value, name)) for name in type(value).model_fields}
        case Mapping():
            return {key: saying(one) for key, one in value.items()}
        case tuple() | list():
            return [saying(one) for one in value]
        case Decimal():
            return format(value, "f")
        case bool() | None:
            return repr(value)
        case _:
            return str(value)


def in_order(value: Any) -> Any:
    """Return *value* with its keys sorted: a notation may have an order of its own."""
    match value:
        case dict():
            return {key: in_order(value[key]) for key in sorted(value)}
        case list():
            return [in_order(one) for one in value]
        case _:
            return value


def is_alike(left: Any, right: Any) -> bool:
    """Return whether both are the same, a float standing for the number it is next to."""
    match left, right:
        case dict(), dict():
            return left.keys() == right.keys() and all(is_alike(left[key], right[key]) for key in left)
        case list(), list():
            return len(left) == len(right) and all(map(is_alike, left, right))
        case float(), Decimal():
            return math.isclose(left, right)
        case _:
            return type(left) is type(right) and bool(left == right)


def codes_of(data: object) -> set[str]:
    """Return the codes of what is wrong with the shape of *data*, or with the names it declares."""
    try:
        policy = policy_of(data)
    except DocumentError as exc:
        return {fault.code for fault in exc.faults}
    faults = examine(policy.evolve(base=None))[1]
    return {fault.code for _, fault in faults if fault.code.startswith("facts.")}


# Nothing is not among them: an empty key loads, and the schema marks it.
_WRONG: Final[tuple[object, ...]] = (
    True,
    False,
    7,
    Decimal("1.5"),
    "x",
    "2026-11-01",
    ["x"],
    [],
    {"x": 1},
    {},
    [{"x": 1}],
)


def spoilt(random: Random, data: Any) -> Any:
    """Return a copy of *data* with one thing replaced, added or taken away, deep ones as often as others."""
    copied = deepcopy(data)
    candidates = [path for path in paths_of(copied) if path]
    path = max(random.sample(candidates, random.choice((1, 1, 3))), key=len)
    around = copied
    for step in path[:-1]:
        around = around[step]
    last = path[-1]
    match random.choice(("add", "replace", "replace", "remove")):
        case "remove":
            del around[last]
        case "add":
            places = [place for place in (around[last], around, copied) if isinstance(place, dict)]
            places[0][random.choice(("wen", "offer", "by", "zzz"))] = random.choice(_WRONG)
        case _:
            around[last] = random.choice(_WRONG)
    return copied


def paths_of(data: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, one in inner:
        yield from paths_of(one, (*path, step))


@cache
def schema() -> dict[str, Any]:
    return policy_schema()


def branches_of(form: Any, place: str = "#") -> Iterator[str]:
    """Yield the places of the branches of every union in *form*, as the validator names them."""
    if not isinstance(form, dict):
        return
    for name, inner in form.get("$defs", {}).items():
        yield from branches_of(inner, f"#/$defs/{name}")
    for number, branch in enumerate(form.get("anyOf", ())):
        yield f"{place}/anyOf/{number}"
        yield from branches_of(branch, f"{place}/anyOf/{number}")
    for key, inner in form.get("properties", {}).items():
        yield from branches_of(inner, f"{place}/{key}")
    yield from branches_of(form.get("items"), f"{place}/items")
    yield from branches_of(form.get("additionalProperties"), f"{place}/*")
