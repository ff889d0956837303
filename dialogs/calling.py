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
    try:
        _signature(function).bind(scene, *arguments)
    except TypeError:
        raise Refused(arguments) from None
    return function(scene, *arguments)


@cache
def _signature(function: Callable[..., object]) -> Signature:
    return signature(function)
