"""A call's parameters, read only as far as they are asked for."""

from typing import Protocol
from urllib.parse import unquote_to_bytes

import orjson
from typing_extensions import override


class Fields(Protocol):
    """`text` is a parameter's words in UTF-8, `raw` its JSON; both are empty where it is missing."""

    def number(self, name: str) -> int: ...
    def text(self, name: str) -> bytes: ...
    def raw(self, name: str) -> bytes: ...


class _Form(Fields):
    def __init__(self, body: bytes) -> None:
        self._fields = dict(part.split(b"=", 1) for part in body.split(b"&")) if body else {}

    @override
    def number(self, name: str) -> int:
        return int(self._fields.get(name.encode(), b"0"))

    @override
    def text(self, name: str) -> bytes:
        return unquote_to_bytes(self._fields.get(name.encode(), b"").replace(b"+", b" "))

    @override
    def raw(self, name: str) -> bytes:
        return self.text(name)


class _Json(Fields):
    def __init__(self, body: bytes) -> None:
        self._fields = orjson.loads(body)

    @override
    def number(self, name: str) -> int:
        return int(self._fields.get(name) or 0)

    @override
    def text(self, name: str) -> bytes:
        return str(self._fields.get(name) or "").encode()

    @override
    def raw(self, name: str) -> bytes:
        value = self._fields.get(name)
        return b"" if value is None else value.encode() if isinstance(value, str) else orjson.dumps(value)


def fields_of(body: bytes) -> Fields:
    """From a form, which all libraries send, or from JSON."""
    return _Json(body) if body.startswith(b"{") else _Form(body)
