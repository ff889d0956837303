"""The parameters of one call, however they came: query, form, JSON or multipart. As lenient as Telegram."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader, web

from bot.simulator.errors import Json, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    content: bytes
    mime: str


class Parameters:
    """Values by name: a text where they came as a form, any JSON value where they came as JSON."""

    __slots__ = ("uploads", "values")

    def __init__(self, values: Json, uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """Empty when absent; a JSON value that is no text comes as its JSON."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0) -> int:
        """`default` when absent, 0 when it is no number."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str, *, of: str) -> Any:  # noqa: ANN401  # JSON has no narrower type
        """The JSON value under `name`, or None when absent; `of` names it in the refusal."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {of} JSON object") from None

    def object(self, name: str, *, of: str) -> Json:
        """The JSON object under `name`, empty when absent."""
        value = self.structure(name, of=of)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {of}: expected an Object")
        return value

    def upload(self, name: str) -> Upload | None:
        """The file sent as `name`, or the one that its `attach://` value points to."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


async def read_parameters(request: web.Request) -> Parameters:
    """All parameters of a request; those in the body win over those in the query."""
    values: Json = dict(request.query) if request.query_string else {}
    if request.method != "POST" or not request.body_exists:
        return Parameters(values)
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request, values)
    body = await request.read()
    if request.content_type == "application/json":
        values.update(_read_json(body))
    else:
        values.update(_read_form(body))
    return Parameters(values)


def _read_json(body: bytes) -> Json:
    try:
        parsed = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(parsed, dict):
        raise bad_request("JSON object expected")
    return parsed


def _read_form(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


async def _read_multipart(request: web.Request, values: Json) -> Parameters:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read())
        if part.filename is None:
            values[part.name] = content.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, content, mime)
    return Parameters(values, uploads)
