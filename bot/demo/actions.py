"""What people at the page do: say, edit, send a file, tap, add somebody, move the clock."""

import mimetypes
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.demo.calendar import Calendar, Step
from bot.demo.links import start_command
from bot.demo.news import News
from bot.demo.people import Kind, People
from bot.simulator import Message, Person
from bot.simulator.errors import ApiError
from bot.simulator.files import FileKind
from bot.simulator.people import LAST_MESSAGE_ID

MessageId = Annotated[int, Field(ge=1, le=LAST_MESSAGE_ID)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)]
"""Telegram's own bounds; and so for captions."""
Caption = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1024)]

_Handler = Callable[[web.Request], Awaitable[web.Response]]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Add(_Body):
    """Somebody more."""

    kind: Kind = "person"


class Say(_Body):
    """A typed text, perhaps in reply to a message."""

    text: Text
    reply_to: MessageId | None = None


class Edit(_Body):
    """Another text for one of their own messages."""

    message: MessageId
    text: Text


class File(_Body):
    """What is said of a file in the address; its bytes are the body."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    kind: FileKind = "document"
    caption: Caption = ""
    reply_to: MessageId | None = None


class Tap(_Body):
    """A tapped button, by the message it stands under and the data it carries."""

    message: MessageId
    data: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Move(_Body):
    """A move of the clock: one step on, to a day, or back to now."""

    to: Step | Literal["now"] | date = Field(union_mode="left_to_right")


Read = TypeVar("Read", bound=_Body)


class Actions:
    """The routes that change something; `guard` has checked that the page itself asks."""

    def __init__(self, people: People, calendar: Calendar, news: News, username: str) -> None:
        self._people = people
        self._calendar = calendar
        self._news = news
        self._username = username

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/people", _plainly(self.add_person)),
            web.post(r"/people/{id:\d{1,3}}/say", _plainly(self.say)),
            web.post(r"/people/{id:\d{1,3}}/edit", _plainly(self.edit)),
            web.post(r"/people/{id:\d{1,3}}/file", _plainly(self.send_file)),
            web.post(r"/people/{id:\d{1,3}}/tap", _plainly(self.tap)),
            web.post("/clock", _plainly(self.move_clock)),
        ]

    async def add_person(self, request: web.Request) -> web.Response:
        self._news.tell_person(self._people.add((await _read(request, Add)).kind))
        return web.Response(status=204)

    async def say(self, request: web.Request) -> web.Response:
        """A link of the bot, pasted, is opened as a tap on it does."""
        person, said = self._person(request), await _read(request, Say)
        text = start_command(said.text, self._username) or said.text
        await person.sends(text, reply_to=_replied_to(person, said.reply_to))
        return web.Response(status=204)

    async def edit(self, request: web.Request) -> web.Response:
        person, edit = self._person(request), await _read(request, Edit)
        message = _there(person, edit.message)
        if message.from_bot:
            raise ValueError("message: it is not theirs")
        await person.edits(message, edit.text)
        return web.Response(status=204)

    async def send_file(self, request: web.Request) -> web.Response:
        person, file = self._person(request), File.model_validate(dict(request.query))
        content, reply_to = await request.read(), _replied_to(person, file.reply_to)
        match file.kind:
            case "photo":
                await person.sends_photo(content, caption=file.caption, reply_to=reply_to)
            case "video":
                await person.sends_video(content, caption=file.caption)
            case "document":
                mime = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                await person.sends_document(content, file.name, caption=file.caption, mime=mime, reply_to=reply_to)
        return web.Response(status=204)

    async def tap(self, request: web.Request) -> web.Response:
        # By data and not by label: an old message may be tapped while its edit is on the way.
        person, tap = self._person(request), await _read(request, Tap)
        await person.forges(tap.data, message=tap.message)
        return web.Response(status=204)

    async def move_clock(self, request: web.Request) -> web.Response:
        match (await _read(request, Move)).to:
            case "now":
                self._calendar.return_to_now()
            case date() as day:
                self._calendar.turn_to(day)
            case step:
                self._calendar.step(step)
        self._news.tell_clock()
        return web.Response(status=204)

    def _person(self, request: web.Request) -> Person:
        person = self._people.known(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound(text="person: not here\n")
        return person


def _there(person: Person, message_id: int) -> Message:
    message = person.chat.messages.get(message_id)
    if message is None:
        raise ValueError("message: it is not there any more")
    return message


def _replied_to(person: Person, message_id: int | None) -> Message | None:
    return None if message_id is None else _there(person, message_id)


async def _read(request: web.Request, kind: type[Read]) -> Read:
    return kind.model_validate_json(await request.read())


def _plainly(handler: _Handler) -> _Handler:
    """Answers a mistake with 400 and one line."""

    async def plain(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except ValidationError as error:
            fault = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(str(part) for part in fault["loc"]) or "body"
            raise web.HTTPBadRequest(text=f"{place}: {fault['msg']}\n") from None
        except (ApiError, ValueError) as error:
            raise web.HTTPBadRequest(text=f"{error}\n") from None

    return plain
