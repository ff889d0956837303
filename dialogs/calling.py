"""Calling a screen or an action with arguments that anybody can have forged."""

from collections.abc import Callable
from functools import lru_cache
from inspect import signature
from typing import TypeVar

from dialogs.scene import Refused, Scene

Result = TypeVar("Result")


def call(function: Callable[..., Result], scene: Scene, arguments: tuple[str, ...]) -> Result:
    """The function's result.

    Raises:
        Refused: if it does not take so many arguments.
    """
    check(function, arguments)
    return function(scene, *arguments)


def check(function: Callable[..., object], arguments: tuple[str, ...]) -> None:
    """Look whether a function takes so many arguments after the first, before it is called or awaited.

    Raises:
        Refused: if it does not.
    """
    if not _takes(function, len(arguments)):
        raise Refused(arguments)


@lru_cache(1024)
def _takes(function: Callable[..., object], count: int) -> bool:
    try:
        signature(function).bind(None, *[""] * count)
    except TypeError:
        return False
    return True
