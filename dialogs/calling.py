"""Calling a screen or an action with arguments that anybody can have forged."""

from collections.abc import Callable
from functools import cache
from inspect import Signature, signature
from typing import TypeVar

from dialogs.scene import Refused, Scene

Result = TypeVar("Result")


def call(function: Callable[..., Result], scene: Scene, arguments: tuple[str, ...]) -> Result:
    """The function's result.

    Raises:
        Refused: if it does not take so many arguments.
    """
    check(function, scene, arguments)
    return function(scene, *arguments)


def check(function: Callable[..., object], first: object, arguments: tuple[str, ...]) -> None:
    """Look whether a function takes so many arguments after the first, before it is called or awaited.

    Raises:
        Refused: if it does not.
    """
    try:
        _signature(function).bind(first, *arguments)
    except TypeError:
        raise Refused(arguments) from None


@cache
def _signature(function: Callable[..., object]) -> Signature:
    return signature(function)
