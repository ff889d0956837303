"""JSON from a file or from stdin, read into a model; whatever is wrong with it is told in one line."""

import json
import math
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rules.complaints import BadInput, came, complaints, shortened

Model = TypeVar("Model", bound=BaseModel)

STDIN = "-"
_LONGEST_EXACT = 18
"""Digits of a whole number that is read as one; whatever is longer is far outside every bound."""


def add_file(parser: ArgumentParser, holds: str) -> None:
    """The FILE argument."""
    parser.add_argument("file", nargs="?", default=STDIN, metavar="FILE", help=f"{holds}; - or nothing reads stdin")


def read(file: str, model: type[Model]) -> Model:
    """The document in a file or, for "-", on stdin.

    Raises:
        BadInput: if it cannot be read, is not JSON, or is not what the model allows.
    """
    name = "stdin" if file == STDIN else file
    parsed = _parsed(_text(_bytes(file), name), name)
    try:
        return model.model_validate_json(json.dumps(parsed))
    except ValidationError as error:
        raise BadInput(f"{name}: {complaints(error, model)}") from None


def _bytes(file: str) -> bytes:
    if file == STDIN and sys.stdin is None:  # closed by whoever started us
        raise BadInput("stdin: closed; allowed is a FILE, or a stdin that can be read")
    try:
        return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except (OSError, ValueError) as error:  # a name that holds a zero byte is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"FILE: {file!r} came; allowed is a file that can be read ({reason})") from None


def _text(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: not UTF-8 at byte {error.start}; allowed is JSON in UTF-8") from None
    if not text.strip():
        raise BadInput(f"{name}: nothing came; allowed is a JSON object, {{}} if nothing is known")
    return text


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=partial(_without_twins, name), parse_int=_whole)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise BadInput(f"{name}: not JSON: {error.msg} at {place}; allowed is a JSON object") from None
    except RecursionError:
        raise BadInput(f"{name}: nested too deep; allowed is a JSON object of plain values") from None


def _without_twins(name: str, pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            both = f"{came(found[key])} and {came(value)} came"
            raise BadInput(f"{name}: {shortened(key)}: stands twice ({both}); allowed is once")
        found[key] = value
    return found


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_EXACT else math.copysign(math.inf, -1 if digits[0] == "-" else 1)
