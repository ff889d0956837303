"""Results that are kept while they are asked for."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Remembered(Generic[Result]):
    """The newest `most` results by what they are of; unlike `lru_cache`, it can be asked without working one out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Result] = OrderedDict()

    def get(self, key: Hashable) -> Result | None:
        """The result, if it is still there."""
        result = self._results.get(key)
        if result is not None:
            self._results.move_to_end(key)
        return result

    def put(self, key: Hashable, result: Result) -> None:
        """Keep a result, at the cost of the one that nobody has asked for the longest."""
        self._results[key] = result
        if len(self._results) > self._most:
            self._results.popitem(last=False)
