"""Groups, such as a shared inbox with topics."""

from bot.simulator.chats import Chat
from bot.simulator.messages import Message
from bot.simulator.world import World


class Group:
    """A supergroup that the bot is a member of; ids of groups are negative."""

    def __init__(self, world: World, group_id: int, title: str, *, forum: bool = False) -> None:
        if group_id >= 0:
            raise ValueError(f"the id of a group is negative, not {group_id}")
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

    def removes_bot(self) -> None:
        self.chat.standing = "blocked"
