"""People: each stands for a Telegram user with the chat open on their phone."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from typing_extensions import override

from bot.simulator.accounts import Account
from bot.simulator.buttons import NoSuchButton, labels, tappable
from bot.simulator.chats import Chat, Toast
from bot.simulator.errors import Json
from bot.simulator.files import FileKind
from bot.simulator.groups import Group
from bot.simulator.markup import parse_html
from bot.simulator.messages import Content, Draft, Message, origin_of
from bot.simulator.parameters import Upload
from bot.simulator.texts import NO_TEXT, Text, typed_text
from bot.simulator.updates import Update
from bot.simulator.world import World

WAIT = 20.0  # seconds that a person waits for a text unless told otherwise
LAST_MESSAGE_ID = 2**31 - 1
_SHOWN = 5


class NotSeen(AssertionError):
    """What was waited for did not come: says what came last."""


class Person:
    """One Telegram user. What they do returns the update it made; the bot's answer comes later (`waits_for`)."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self.account = account
        card: Json = {"id": account.id, "type": "private", "first_name": account.first_name}
        if account.username:
            card["username"] = account.username
        self.chat = world.open_chat(card)
        self.chat.standing = "not_started"
        self.chat.members[account.id] = account
        self._acted_at = 0
        self._toasts_before = 0

    @override
    def __repr__(self) -> str:
        return f"Person({self.id}, {self.account.first_name!r})"

    @property
    def id(self) -> int:
        return self.account.id

    # What they see.

    @property
    def messages(self) -> tuple[Message, ...]:
        """Their own and the bot's, oldest first, as they stand now."""
        return tuple(self.chat.messages.values())

    @property
    def last(self) -> Message:
        """The bot's newest message.

        Raises:
            NotSeen: when the bot has not written.
        """
        newest = next(_newest_first(self.chat, from_bot=True), None)
        if newest is None:
            raise NotSeen(f"{self!r} has no message from the bot")
        return newest

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels under the bot's newest message."""
        newest = next(_newest_first(self.chat, from_bot=True), None)
        return labels([newest] if newest else [])

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """The answers to their taps, oldest first; an answer without words is there too."""
        return tuple(self.chat.toasts)

    def sees(self, part: str) -> bool:
        """Whether any message of the bot that is still there has this in its text or caption."""
        return any(part in message.text for message in _newest_first(self.chat, from_bot=True))

    async def waits_for(self, part: str = "", *, timeout: float = WAIT, ever: bool = False) -> Message:  # noqa: ASYNC109
        """The newest message of the bot that has `part` and was sent or edited since this person last acted.

        `timeout` is in seconds. With `ever`, messages from before count too.

        Raises:
            NotSeen: when none came in time.
        """
        since = -1 if ever else self._acted_at
        try:
            async with asyncio.timeout(timeout):
                while (found := self._newest_with(part, since)) is None:
                    await self.chat.changes()
        except TimeoutError:
            raise NotSeen(f"{self!r} waited {timeout} s for {part!r} and saw {self._recent_texts()}") from None
        return found

    async def waits_for_toast(self, part: str = "", *, timeout: float = WAIT) -> Toast:  # noqa: ASYNC109
        """The newest answer since this person last acted, once it has `part`."""
        try:
            async with asyncio.timeout(timeout):
                while not (new := self.chat.toasts[self._toasts_before :]) or part not in new[-1].text:
                    await self.chat.changes()
        except TimeoutError:
            raise NotSeen(f"{self!r} waited {timeout} s for a toast {part!r} and saw {self.toasts}") from None
        return new[-1]

    # What they do.

    async def sends(
        self, text: str, *, group: Group | None = None, thread: int | None = None, reply_to: Message | None = None
    ) -> Update:
        """Sends a text, into a group (and its topic `thread`) if given; `/commands` are marked as such."""
        return self._posts(Draft(Content(typed_text(text)), thread_id=thread, reply_to=reply_to), group)

    async def sends_document(
        self,
        content: bytes,
        name: str = "document.pdf",
        *,
        caption: str = "",
        mime: str = "application/pdf",
        reply_to: Message | None = None,
    ) -> Update:
        file = self._world.files.keep("document", Upload(name, content, mime))
        return self._posts(Draft(Content(Text(caption), file), reply_to=reply_to))

    async def sends_photo(
        self,
        content: bytes,
        *,
        caption: str = "",
        group: Group | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Update:
        """`content` is a PNG or JPEG; into a group, and its topic, as `sends` does."""
        file = self._world.files.keep("photo", Upload("photo.jpg", content, "image/jpeg"))
        return self._posts(Draft(Content(Text(caption), file), thread_id=thread, reply_to=reply_to), group)

    async def sends_video(self, content: bytes, *, caption: str = "") -> Update:
        """`content` is not looked into."""
        file = self._world.files.keep("video", Upload("video.mp4", content, "video/mp4"))
        return self._posts(Draft(Content(Text(caption), file)))

    async def sends_formatted(self, html: str) -> Update:
        """Sends a text as somebody formats it on their phone, given as HTML."""
        plain, entities = parse_html(html)
        return self._posts(Draft(Content(Text(plain, tuple(entities)))))

    async def sends_album(
        self, contents: Sequence[bytes], *, kind: FileKind = "photo", caption: str = ""
    ) -> list[Update]:
        """Sends files together: an update for each, tied by one id; the first has the caption."""
        album = self._world.serial()
        files = [self._world.files.keep(kind, Upload(f"{kind}-{at}", one, "")) for at, one in enumerate(contents)]
        texts = (Text(caption), *(NO_TEXT for _ in files[1:]))
        return [self._posts(Draft(Content(text, file), album=album)) for file, text in zip(files, texts, strict=True)]

    async def forwards(self, message: Message) -> Update:
        """Forwards a message of any chat to the bot."""
        return self._posts(Draft(message.content, origin=origin_of(message)))

    async def edits(self, message: Message, text: str) -> Update:
        """Changes one of their own messages."""
        content = replace(message.content, text=typed_text(text))
        return self._pushes("edited_message", self._world.amend(message, content, message.keyboard).as_json())

    async def taps(self, label: str, *, message: Message | int | None = None, group: Group | None = None) -> Update:
        """Taps the button with this label, or with this in its label, in the newest message that has one.

        With `group`, in that group; the toast comes to this person all the same. A choice of a reply keyboard sends
        itself as text.

        Raises:
            NoSuchButton: when there is none, more than one fits, or it is a link.
        """
        chat = group.chat if group else self.chat
        looked_at = [_still_there(chat, message)] if message is not None else list(_newest_first(chat))
        for candidate in looked_at:
            button = tappable(candidate, label)
            if isinstance(button, str):
                return await self.sends(button, group=group)
            if button is not None:
                if button.data is None:
                    raise NoSuchButton(f"{button.label!r} makes no callback: {button}")
                return self._presses(button.data, candidate.as_json(), chat)
        raise NoSuchButton(f"no button {label!r}; there is {', '.join(map(repr, labels(looked_at))) or 'none'}")

    async def forges(self, data: str, *, message: Message | int | None = None, group: Group | None = None) -> Update:
        """Sends callback data that no button carries; of a deleted message Telegram shows only the id.

        With `group`, in that group; then `message` has to be given.

        Raises:
            ValueError: if no message can have such an id.
        """
        shown = self.last if message is None else message
        message_id = shown.id if isinstance(shown, Message) else shown
        if not 1 <= message_id <= LAST_MESSAGE_ID:
            raise ValueError(f"message id: {message_id} came; allowed is 1 to {LAST_MESSAGE_ID}")
        chat = group.chat if group else self.chat
        there = chat.messages.get(message_id)
        card = {"chat": chat.card, "message_id": message_id, "date": 0}
        return self._presses(data, there.as_json() if there else card, chat)

    async def blocks(self) -> Update:
        """The bot may not write until they unblock it."""
        self.chat.standing = "blocked"
        return self._tells_membership("member", "kicked")

    async def unblocks(self) -> Update:
        self.chat.standing = "open"
        return self._tells_membership("kicked", "member")

    async def deletes_account(self) -> None:
        """Nobody tells the bot; its next message is refused."""
        self.chat.standing = "gone"

    async def repeats(self, update: Update) -> None:
        """Lets Telegram deliver an update again, with the same id."""
        self._world.updates.repeat(update)

    def _posts(self, draft: Draft, group: Group | None = None) -> Update:
        if group is not None:
            group.chat.members[self.id] = self.account
        elif self.chat.standing == "not_started":
            self.chat.standing = "open"
        chat = group.chat if group else self.chat
        self._acts(chat)
        message = self._world.post(chat, self.account, draft)
        return self._pushes("message", message.as_json(), chat)

    def _presses(self, data: str, message: Json, chat: Chat) -> Update:
        self._acts(chat)
        query_id = self._world.serial()
        self._world.queries[query_id] = self.id
        query: Json = {
            "id": query_id,
            "from": self.account.as_json(),
            "message": message,
            "chat_instance": str(chat.id),
            "data": data,
        }
        return self._pushes("callback_query", query, chat)

    def _tells_membership(self, old: str, new: str) -> Update:
        bot = self._world.bot.as_json()
        change: Json = {
            "chat": self.chat.card,
            "from": self.account.as_json(),
            "date": int(self._world.now().timestamp()),
            "old_chat_member": _membership(bot, old),
            "new_chat_member": _membership(bot, new),
        }
        return self._pushes("my_chat_member", change)

    def _pushes(self, kind: str, payload: Json, chat: Chat | None = None) -> Update:
        return self._world.updates.push(kind, payload, (chat or self.chat).id)

    def _acts(self, chat: Chat) -> None:
        if self.chat.standing in {"blocked", "gone"}:
            raise RuntimeError(f"{self!r} cannot write: {self.chat.standing}")
        self._toasts_before = len(self.chat.toasts)
        if chat is self.chat:
            self._acted_at = chat.version

    def _newest_with(self, part: str, since: int) -> Message | None:
        fitting = (
            message
            for message in _newest_first(self.chat, from_bot=True)
            if message.version > since and part in message.text
        )
        return max(fitting, key=lambda message: message.version, default=None)

    def _recent_texts(self) -> list[str]:
        newest = [message.text for message in _newest_first(self.chat)][:_SHOWN]
        return newest[::-1]


def _newest_first(chat: Chat, *, from_bot: bool | None = None) -> Iterator[Message]:
    return (one for one in reversed(chat.messages.values()) if from_bot is None or one.from_bot == from_bot)


def _still_there(chat: Chat, message: Message | int) -> Message:
    message_id = message.id if isinstance(message, Message) else message
    there = chat.messages.get(message_id)
    if there is None:
        raise NoSuchButton(f"message {message_id} is not there any more")
    return there


def _membership(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
