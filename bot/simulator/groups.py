"""Groups, such as a shared inbox with topics."""

import asyncio

from bot.simulator.chats import Chat
from bot.simulator.messages import Message
from bot.simulator.world import World


class Group:
    """A supergroup that the bot is a member of; ids of groups are negative."""

    def __init__(self, world: World, group_id: int, title: str, *, forum: bool = False) -> None:
        if group_id >= 0:
            raise ValueError(f"the id of a group is negative, not {group_id}")
        self._world = world
        card = {"id": group_id, "type": "supergroup", "title": title, **({"is_forum": True} if forum else {})}
        self.chat: Chat = world.open_chat(card, forum=forum)

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self.chat.messages.values())

    def in_topic(self, thread_id: int) -> tuple[Message, ...]:
        """The messages of one topic, oldest first."""
        return tuple(message for message in self.messages if message.thread_id == thread_id)

    async def waits_for(self, part: str, *, timeout: float = 5.0) -> Message:  # noqa: ASYNC109
        """The newest message of the bot that has `part`, once there is one.

        Raises:
            TimeoutError: when none came in time.
        """
        async with asyncio.timeout(timeout):
            while not (found := [one for one in self.messages if one.from_bot and part in one.text]):
                await self.chat.changes()
        return found[-1]

    def deletes_topic(self, thread_id: int) -> None:
        """As an administrator does it: its messages go with it, and nobody tells the bot."""
        for message in self.in_topic(thread_id):
            self._world.delete(message)
        del self.chat.topics[thread_id]

    def removes_bot(self) -> None:
        self.chat.standing = "blocked"
