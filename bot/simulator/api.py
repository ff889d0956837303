"""The registry of Bot API methods: one small function each, named by `@method`, in `methods/`."""

import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.simulator.errors import ApiError, Json
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

Method = Callable[[World, Parameters], object | Awaitable[object]]
M = TypeVar("M", bound=Method)

_METHODS: dict[str, tuple[str, Method]] = {}


def method(name: str) -> Callable[[M], M]:
    """Makes a function answer the Bot API method `name`; what it returns is the `result`."""

    def register(function: M) -> M:
        _METHODS[name.lower()] = (name, function)
        return function

    return register


def canonical_name(name: str) -> str | None:
    """The method's name as Telegram writes it, whatever the case it was called in; None when there is none."""
    known = _METHODS.get(name.lower())
    return known[0] if known else None


async def perform(world: World, name: str, parameters: Parameters) -> Json:
    """The whole reply to a call: `{"ok": true, "result": …}` or Telegram's refusal."""
    known = _METHODS.get(name.lower())
    if known is None:
        return ApiError(404, "Not Found").as_json()
    try:
        result = known[1](world, parameters)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as refusal:
        return refusal.as_json()
    return {"ok": True, "result": result}
