"""What people at the page do: say, tap, add a person, move the clock."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.demo.calendar import Calendar, Step
from bot.demo.news import News
from bot.demo.people import People
from bot.simulator import Person
from bot.simulator.people import LAST_MESSAGE_ID

_Handler = Callable[[web.Request], Awaitable[web.Response]]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Say(_Body):
    """A typed text; Telegram's own bounds."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)]


class Tap(_Body):
    """A tapped button, by the message it stands under and the data it carries."""

    message: Annotated[int, Field(ge=1, le=LAST_MESSAGE_ID)]
    data: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Move(_Body):
    """A move of the clock: one step on, to a day, or back to now."""

    to: Step | Literal["now"] | date = Field(union_mode="left_to_right")


Read = TypeVar("Read", bound=_Body)


class Actions:
    """The routes that change something; `guard` has checked that the page itself asks."""

    def __init__(self, people: People, calendar: Calendar, news: News) -> None:
        self._people = people
        self._calendar = calendar
        self._news = news

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/people", _plainly(self.add_person)),
            web.post(r"/people/{id:\d{1,3}}/say", _plainly(self.say)),
            web.post(r"/people/{id:\d{1,3}}/tap", _plainly(self.tap)),
            web.post("/clock", _plainly(self.move_clock)),
        ]

    async def add_person(self, _request: web.Request) -> web.Response:
        self._news.tell_person(self._people.add())
        return web.Response(status=204)

    async def say(self, request: web.Request) -> web.Response:
        person, said = self._person(request), await _read(request, Say)
        await person.sends(said.text)
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
        except ValueError as error:
            raise web.HTTPBadRequest(text=f"{error}\n") from None

    return plain
