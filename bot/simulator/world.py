"""Everything the simulated Telegram knows; methods and people act on it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.simulator.accounts import Account
from bot.simulator.calls import Calls
from bot.simulator.chats import Chat, Toast
from bot.simulator.errors import Json, bad_request
from bot.simulator.events import CallbackAnswered, Feed, MessageDeleted, MessageEdited, MessageSent, UpdateConfirmed
from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.keyboards import Keyboard
from bot.simulator.messages import Content, Draft, Message
from bot.simulator.moments import first_message_id
from bot.simulator.parameters import Parameters
from bot.simulator.updates import Updates
from bot.simulator.webhook import Courier, Perform, Webhook

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Settings:
    """`conflict_pause` and `webhook_retry_base` are seconds; `history` is messages kept per chat."""

    token: str
    start: int
    now: Clock
    calls_kept: int
    history: int
    conflict_pause: float
    webhook_retry_base: float


@dataclass(slots=True)
class Profile:
    """What the bot says of itself: texts by (name of the text, language), commands by (scope, language)."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


class World:
    """One bot, its chats and its updates."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.now = settings.now
        self.bot = Account(int(settings.token.split(":")[0]), "Endorse", is_bot=True, username="endorse_bot")
        self.profile = Profile()
        self.files = Files()
        self.feed = Feed()
        self.faults = Faults()
        self.calls = Calls(settings.calls_kept)
        self.updates = Updates(settings.start, settings.conflict_pause)
        self.updates.on_confirmed = lambda update_id: self.feed.publish(UpdateConfirmed(update_id))
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, int] = {}  # open callback queries and their chats
        self.courier: Courier | None = None
        self.closing = asyncio.Event()
        self._serial = settings.start

    def serial(self) -> str:
        """A number never used before, for callback queries and albums."""
        self._serial += 1
        return str(self._serial)

    def open_chat(self, card: Json, *, forum: bool = False) -> Chat:
        chat = Chat(card["id"], card, first_message_id(self.settings.start), self.settings.history, forum=forum)
        self.chats[chat.id] = chat
        return chat

    def chat_named(self, parameters: Parameters, name: str = "chat_id") -> Chat:
        """The chat a call means.

        Raises:
            ApiError: 400 when there is none.
        """
        given = parameters.text(name)
        if not given:
            raise bad_request(f"{name} is empty")
        try:
            chat = self.chats.get(int(given))
        except ValueError:
            chat = self._chat_with_username(given.removeprefix("@"))
        if chat is None or chat.standing == "not_started":
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, parameters: Parameters) -> Chat:
        """The chat a call means, if the bot may write there."""
        chat = self.chat_named(parameters)
        refusal = chat.refusal()
        if refusal is not None:
            raise refusal
        return chat

    def post(self, chat: Chat, sender: Account, draft: Draft) -> Message:
        """Puts a new message at the end of a chat."""
        message = chat.add(
            Message(
                id=chat.next_id,
                chat_id=chat.id,
                sender=sender,
                date=self.now(),
                content=draft.content,
                keyboard=draft.keyboard,
                thread_id=draft.thread_id,
                album=draft.album,
                origin=draft.origin,
                reply_to=draft.reply_to,
                chat=chat.card,
            )
        )
        self.feed.publish(MessageSent(message))
        return message

    def amend(self, message: Message, content: Content, keyboard: Keyboard) -> Message:
        """Puts new content and a new keyboard into a message; `edit_date` moves only with the content."""
        edited = message.edited if content == message.content else self.now()
        changed = replace(message, content=content, keyboard=keyboard, edited=edited)
        kept = self.chats[message.chat_id].change(changed)
        self.feed.publish(MessageEdited(kept))
        return kept

    def delete(self, message: Message) -> None:
        self.chats[message.chat_id].remove(message.id)
        self.feed.publish(MessageDeleted(message.chat_id, message.id))

    def answer(self, query_id: str, toast: Toast) -> None:
        """Closes an open callback query."""
        chat_id = self.queries.pop(query_id)
        self.chats[chat_id].notice(toast)
        self.feed.publish(CallbackAnswered(chat_id, query_id, toast))

    async def set_webhook(self, webhook: Webhook, perform: Perform) -> None:
        """Starts delivery to a webhook, first of what waits."""
        await self.remove_webhook()
        self.updates.end_poll(by_webhook=True)
        self.courier = Courier(webhook, self.updates, self.settings.webhook_retry_base, perform)
        self.updates.on_push = self.courier.take
        for update in self.updates.pending:
            self.courier.take(update)

    async def remove_webhook(self) -> None:
        """Back to polling; what waits is kept."""
        courier, self.courier, self.updates.on_push = self.courier, None, None
        if courier is not None:
            await courier.close()

    async def close(self) -> None:
        """Lets every waiting call end."""
        self.closing.set()
        self.updates.release_poll()
        self.feed.close()
        await self.remove_webhook()

    def _chat_with_username(self, username: str) -> Chat | None:
        named = (chat for chat in self.chats.values() if not chat.private)
        return next((chat for chat in named if chat.card.get("username") == username), None)
