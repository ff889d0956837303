"""JSON as Telegram and webhooks send it."""

import json
from typing import Any

import orjson


def read_json(payload: bytes) -> Any:  # noqa: ANN401  JSON has no narrower type before it is looked at
    """Parse quickly, or else leniently.

    orjson refuses lone surrogates and broken UTF-8; one such message would block all updates behind it.

    Raises:
        ValueError: if it is not JSON by either reading.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return json.loads(payload.decode("utf-8", "replace"))
