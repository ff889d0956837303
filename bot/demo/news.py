"""What changes, told to every open page; a page that comes or comes back is first told what it missed."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

from aiohttp import web

from bot.demo.broadcast import Broadcast, frame
from bot.demo.people import People
from bot.demo.views import Views
from bot.simulator import (
    ActionShown,
    CallbackAnswered,
    Event,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    Person,
    Simulator,
    UpdateConfirmed,
)


class News:
    """Follows the simulator and puts each change into a frame."""

    def __init__(self, simulator: Simulator, people: People, broadcast: Broadcast, views: Views) -> None:
        self._simulator = simulator
        self._people = people
        self._broadcast = broadcast
        self._views = views

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/events", self.events)]

    async def follow(self, _application: web.Application) -> AsyncIterator[None]:
        """Tells what happens while the application runs."""
        with self._simulator.subscribe() as subscription:

            async def telling() -> None:
                async for event in subscription:
                    self._tell(event)

            # It ends with the simulator's feed, which closes before the server waits for open pages.
            task = asyncio.create_task(telling())
            task.add_done_callback(lambda _: self._broadcast.release())
            yield
        await task

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events; `?seen=1.12-2.30` says up to which version a page shows each person's chat."""
        seen = {int(chat): int(version) for chat, version in re.findall(r"(\d+)\.(\d+)", request.query.get("seen", ""))}
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        # Listening begins before the state is read, so nothing falls between; doubles are known by their version.
        with self._broadcast.listening() as frames, suppress(ConnectionResetError):
            state = frame("state", self._state(seen))
            await response.prepare(request)
            await response.write(state)
            async for one in frames:
                await response.write(one)
        return response

    def tell_clock(self) -> None:
        self._broadcast.send("clock", self._views.clock())

    def tell_person(self, person: Person) -> None:
        self._broadcast.send("chat", self._chat(person, None))

    def _state(self, seen: Mapping[int, int]) -> object:
        chats = [self._chat(person, seen.get(person.id)) for person in self._people.all]
        return {"page": self._views.page_token, "chats": chats, "clock": self._views.clock()}

    def _chat(self, person: Person, seen: int | None) -> Mapping[str, object]:
        """A chat that a page does not show yet comes whole; else what is new in it, and what still stands."""
        return {
            "id": person.id,
            "wanted": self._people.wanted,
            "html": self._views.chat(person) if seen is None else "",
            "messages": [] if seen is None else self._views.messages(person, seen),
            "standing": [message.id for message in person.messages],
        }

    def _tell(self, event: Event) -> None:
        match event:
            case MessageSent(message) | MessageEdited(message):
                person = self._people.known(message.chat_id)
                if person is not None:
                    self._broadcast.send("message", {"html": self._views.message(person, message)})
            case MessageDeleted(chat_id, message_id):
                self._broadcast.send("deleted", {"chat": chat_id, "message": message_id})
            case ActionShown(chat_id, _):
                self._broadcast.send("typing", {"chat": chat_id})
            case CallbackAnswered(chat_id, _, toast):
                self._broadcast.send("toast", {"chat": chat_id, "text": toast.text, "alert": toast.alert})
            case UpdateConfirmed():
                pass
