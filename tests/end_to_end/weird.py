"""Updates that no person of the simulator would make, as a webhook brings them."""

from typing import Any

import aiohttp
import orjson

from bot.simulator import Person
from tests.end_to_end.running import SECRET, RunningBot

Json = dict[str, Any]
_FIRST = 9_000_000_000
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Door:
    """The webhook, knocked at directly."""

    def __init__(self, bot: RunningBot, http: aiohttp.ClientSession) -> None:
        self._url = str(bot.settings.webhook_url)
        self._http = http
        self._number = _FIRST

    async def takes(self, **update: object) -> int:
        """The status it answers to an update with this in it."""
        self._number += 1
        return await self.takes_raw(orjson.dumps({"update_id": self._number, **update}))

    async def takes_raw(self, body: bytes, secret: str = SECRET) -> int:
        headers = {HEADER: secret, "Content-Type": "application/json"}
        async with self._http.post(self._url, data=body, headers=headers) as answer:
            return answer.status


def message(person: Person, **content: object) -> Json:
    """A message of a person in their private chat."""
    sender = person.account.as_json()
    return {"message_id": 10**9, "date": 0, "from": sender, "chat": person.chat.card, **content}
