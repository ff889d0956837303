"""Which message of the bot is the newest in a chat, as far as this process has heard."""

from collections import OrderedDict

_KEPT = 100_000


class Newest:
    """Message ids by person; the people longest silent are let go of first, which costs them nothing."""

    def __init__(self) -> None:
        self._ids: OrderedDict[int, int] = OrderedDict()

    def remember(self, person_id: int, message_id: int) -> None:
        """A message was sent."""
        self._ids[person_id] = message_id
        self._ids.move_to_end(person_id)
        if len(self._ids) > _KEPT:
            self._ids.popitem(last=False)

    def of(self, person_id: int) -> int:
        """The newest message's id; 0 where none was heard of."""
        return self._ids.get(person_id, 0)
