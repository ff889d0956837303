"""Bad input in one clear line: the field, what came, what is allowed."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

_SHOWN = 60


class BadInput(ValueError):
    """Input that cannot be used; its text is one line for a person."""


def complaints(error: ValidationError, model: type[BaseModel]) -> str:
    """All that pydantic found, one line, in the field's own words."""
    return "; ".join(dict.fromkeys(_complaint(fault, model) for fault in error.errors()))


def _complaint(fault: Mapping[str, Any], model: type[BaseModel]) -> str:
    where = _place(fault["loc"])
    match fault["type"]:
        case "extra_forbidden":
            owner = _model_at(model, fault["loc"][:-1])
            return f"{where}: unknown key; allowed: {', '.join(owner.model_fields)}"
        case "missing":
            return f"{where}: missing; it has to be given"
        case "json_invalid":
            return f"not JSON: {fault['ctx']['error']}"
        case "value_error":
            reason = str(fault["ctx"]["error"])
            return f"{where}: {reason}" if where else reason
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                f"{where or 'input'}: {_came(fault['input'])} came; allowed is a JSON object with named keys"
            )
    allowed = _allowed(model, fault["loc"]) or fault["msg"].removeprefix("Input should be ")
    return f"{where}: {_came(fault['input'])} came; allowed is {allowed}"


def _place(loc: tuple[int | str, ...]) -> str:
    place = ""
    for part in loc:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else part
    return place


def _came(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def _allowed(model: type[BaseModel], loc: tuple[int | str, ...]) -> str | None:
    """The description of the field's type, which carries its bounds; or its codes."""
    names = [part for part in loc if isinstance(part, str)]
    owner = _model_at(model, tuple(names[:-1]))
    field = owner.model_fields.get(names[-1]) if names else None
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


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    for part in loc:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = field.annotation if field is not None else None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return model
