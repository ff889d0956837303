"""Bad input in one clear line: the field, what came, what is allowed."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, Tag, ValidationError

_SHOWN = 60
_Place = tuple[int | str, ...]


class BadInput(ValueError):
    """Input that cannot be used; its text is one line for a person."""


def complaints(error: ValidationError, model: type[BaseModel]) -> str:
    """All that pydantic found, one line, in the field's own words."""
    return "; ".join(each_complaint(error, model))


def each_complaint(error: ValidationError, model: type[BaseModel]) -> tuple[str, ...]:
    """The same as a line for each thing at fault."""
    return tuple(dict.fromkeys(_complaint(fault, model) for fault in error.errors()))


def _complaint(fault: Mapping[str, Any], model: type[BaseModel]) -> str:
    owner, place = _walk(model, fault["loc"])
    where = _shown_place(place)
    match fault["type"]:
        case "extra_forbidden":
            return f"{where}: unknown key; allowed: {', '.join(_keys(owner))}"
        case "missing":
            return f"{where}: missing; it has to be given"
        case "json_invalid":
            return f"not JSON: {fault['ctx']['error']}"
        case "value_error":
            reason = str(fault["ctx"]["error"])
            return f"{where}: {reason}" if where else reason
    return f"{where or 'input'}: {came(fault['input'])} came; {_limit(fault, model)}"


def _limit(fault: Mapping[str, Any], model: type[BaseModel]) -> str:
    match fault["type"]:
        case "condition":
            return str(fault["msg"])
        case "model_type" | "model_attributes_type" | "dict_type":
            return "allowed is an object with named keys"
    return f"allowed is {_allowed(model, fault['loc']) or fault['msg'].removeprefix('Input should be ')}"


def _shown_place(place: _Place) -> str:
    shown = ""
    for part in place:
        key = shortened(part) if isinstance(part, str) else f"[{part}]"
        shown += f".{key}" if shown and isinstance(part, str) else key
    return shown


def came(value: object) -> str:
    """A value as it came, short enough for a line."""
    return shortened(repr(value))


def shortened(text: str) -> str:
    """At most 60 characters of it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _keys(model: type[BaseModel]) -> Iterator[str]:
    return (field.alias or name for name, field in model.model_fields.items())


def _allowed(model: type[BaseModel], loc: _Place) -> str | None:
    """The description of the field's type, which carries its bounds; or its codes."""
    names = [part for part in loc if isinstance(part, str)]
    if not names:
        return None
    owner, _ = _walk(model, tuple(names[:-1]))
    field = owner.model_fields.get(names[-1])
    if field is None:
        return None
    if field.description:
        return field.description
    return next(_descriptions(field.annotation), None)


def _descriptions(annotation: object) -> Iterator[str]:
    for part in get_args(annotation):
        description = getattr(part, "description", None)
        if isinstance(description, str):
            yield description
        yield from _descriptions(part)


def _walk(model: type[BaseModel], loc: _Place) -> tuple[type[BaseModel], _Place]:
    """The innermost model on the way to a place, and the place without the tags of unions, which nobody wrote."""
    by_tag: Mapping[str | None, type[BaseModel]] = {}
    place: list[int | str] = []
    for part in loc:
        if isinstance(part, str) and part in by_tag:
            model, by_tag = by_tag[part], {}
            continue
        place.append(part)
        field = model.model_fields.get(part) if isinstance(part, str) else None
        if field is not None:
            found = dict(_models(field.annotation))
            by_tag = found if len(found) > 1 else {}
            model = next(iter(found.values())) if len(found) == 1 else model
    return model, tuple(place)


def _models(annotation: object, tag: str | None = None) -> Iterator[tuple[str | None, type[BaseModel]]]:
    """Every model inside an annotation, with the tag that chooses it in a union."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield tag, annotation
        return
    tags = (mark.tag for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Tag))
    tag = next(tags, tag)
    for part in get_args(annotation):
        yield from _models(part, tag)
