"""Telegram in a process of its own: a Bot API server, the people behind it, and webhooks through a load balancer.

The balancer goes round the web processes. As Telegram does, it brings an update again until somebody answers 200, and a
person's next one only then; an impatient second tap comes beside the first.
"""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from urllib.parse import parse_qsl

import orjson

from tests.benchmarks.server.http import Connection as Caller
from tests.benchmarks.server.http import Reply
from tests.machines.interviewee import OUTCOME, Interviewee
from tests.machines.wire import Target

SECRET = "hook-secret"  # noqa: S105  opens nothing
PATH = "/telegram"
LETTER = "An announcement to everybody"
FIRST = 1_000_001

_CONNECTIONS = 100
"""Webhooks under way at once: the most that Telegram can be asked for."""

_PATIENCE = 8.0
"""Seconds without an answer after which people begin anew with /start."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`together` people are interviewed at once; `impatient` is the share of taps that are made twice; `answer`:
    seconds that a call of the Bot API takes at least and at most."""

    people: int
    ports: Sequence[int]
    together: int
    impatient: float
    answer: tuple[float, float]


@dataclass(slots=True)
class Record:
    """What happened. `did`: the updates of each person, each of which was answered by 200.

    `again`: deliveries that were not, by their status, 0 where nobody was there; the update came again then.
    `letters`: when and to whom copies of the announcement went.
    """

    updates: int = 0
    again: Counter[int] = field(default_factory=Counter)
    replies: int = 0
    began_anew: int = 0
    out_of_order: int = 0
    finished: int = 0
    longest_wait: float = 0.0
    seconds: float = 0.0
    did: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    letters: list[tuple[float, int]] = field(default_factory=list)
    replied: Counter[int] = field(default_factory=Counter)


class Telegram:
    """Everything that lives on the other side of the bot."""

    def __init__(self, plan: Plan) -> None:
        self.record = Record()
        self._plan = plan
        self._people = {number: Interviewee(number, random.Random(number)) for number in _ids(plan.people)}  # noqa: S311  a test's
        self._targets = itertools.cycle([Target(port, PATH, SECRET) for port in plan.ports])
        self._processes = len(plan.ports)
        self._numbers = itertools.count(1)
        self._places = asyncio.Semaphore(_CONNECTIONS)
        self._wakes: dict[int, asyncio.Event] = {}
        self._seen: dict[int, tuple[int, list[str]]] = {}
        self._dice = random.Random(1)  # noqa: S311  a test's
        self._beside: set[asyncio.Task[None]] = set()

    def answer(self, method: bytes, body: bytes, reply: Reply) -> None:
        """The Bot API, as far as this bot needs it; messages take their time."""
        match method:
            case b"getMe":
                reply(_ok({"id": 1, "is_bot": True, "first_name": "Endorse", "username": "endorse_bot"}))
            case b"sendMessage" | b"editMessageText":
                fields = dict(parse_qsl(body.decode()))
                chat = int(fields["chat_id"])
                message = self._shown(chat, fields)
                told = _ok({"message_id": message, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "…"})
                asyncio.get_running_loop().call_later(self._dice.uniform(*self._plan.answer), reply, told)
            case _:
                reply(_TRUE)

    def _shown(self, chat: int, fields: Mapping[str, str]) -> int:
        """A message as it arrives at a person; its id."""
        person, now = self._people[chat], asyncio.get_running_loop().time()
        if "message_id" in fields:
            message = int(fields["message_id"])
        else:
            person.messages += 1
            message = person.messages
        if fields["text"].startswith(LETTER):
            self.record.letters.append((now, chat))
            return message
        self.record.replies += 1
        self.record.replied[int(now)] += 1
        rows = orjson.loads(fields.get("reply_markup", '{"inline_keyboard":[]}'))["inline_keyboard"]
        keyboard = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        person.looks(keyboard)
        self._seen[chat] = message, keyboard
        if chat in self._wakes:
            self._wakes[chat].set()
        return message

    async def interviews(self) -> None:
        """Everybody from /start to the outcome, so many at once."""
        loop = asyncio.get_running_loop()
        began, waiting = loop.time(), iter(self._people.values())

        async def one_after_another() -> None:
            for person in waiting:
                await self._interviewed(person)

        async with asyncio.TaskGroup() as group:
            for _ in range(self._plan.together):
                group.create_task(one_after_another())
        self.record.seconds = loop.time() - began
        if self._beside:
            await asyncio.wait(self._beside)

    async def _interviewed(self, person: Interviewee) -> None:
        woken = self._wakes[person.id] = asyncio.Event()
        step: tuple[str, str] | None = ("typed", "/start")
        while step is not None:
            woken.clear()
            began = asyncio.get_running_loop().time()
            await self._does(person, step)
            step = await self._next(person, woken, began)
        self.record.finished += 1
        del self._wakes[person.id]

    async def _next(self, person: Interviewee, woken: asyncio.Event, began: float) -> tuple[str, str] | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await woken.wait()
        except TimeoutError:
            self.record.began_anew += 1
            return "typed", "/start"
        self.record.longest_wait = max(self.record.longest_wait, asyncio.get_running_loop().time() - began)
        return person.next_step(self._seen[person.id][1])

    async def _does(self, person: Interviewee, step: tuple[str, str]) -> None:
        on = self._seen[person.id][0] if person.id in self._seen else 0
        person.did.append(step)
        if step[0] == "tapped" and self._dice.random() < self._plan.impatient:
            twice = asyncio.create_task(self._delivered(person.update(next(self._numbers), step, on)))
            self._beside.add(twice)
            twice.add_done_callback(self._beside.discard)
        await self._delivered(person.update(next(self._numbers), step, on))

    async def _delivered(self, update: bytes) -> None:
        """Until it was answered by 200: at once to the next process, and after a round of them with a pause."""
        for attempt in itertools.count(1):
            async with self._places:
                status = await next(self._targets).post(update)
            if status == 200:
                self.record.updates += 1
                return
            self.record.again[status] += 1
            if attempt % self._processes == 0:
                await asyncio.sleep(min(0.1 * attempt, 2.0))

    def summary(self) -> Record:
        """The record, with what people remember."""
        self.record.did = {person.id: tuple(person.did) for person in self._people.values() if person.did}
        self.record.out_of_order = sum(person.out_of_order for person in self._people.values())
        return self.record


def serve(there: Connection, plan: Plan) -> None:
    """A process: says its port; "go" has people interviewed; "how" asks for figures, "end" for everything."""
    asyncio.run(_serve(there, plan))


async def _serve(there: Connection, plan: Plan) -> None:
    telegram = Telegram(plan)
    server = await asyncio.get_running_loop().create_server(lambda: Caller(telegram.answer), "127.0.0.1", 0)
    there.send(server.sockets[0].getsockname()[1])
    going: asyncio.Task[None] | None = None
    while (word := await asyncio.to_thread(there.recv)) != "end":
        if word == "go":
            going = asyncio.create_task(telegram.interviews())
        record = telegram.record
        there.send((record.updates, record.finished, len(record.letters), going is not None and going.done()))
    if going is not None and not going.done():
        going.cancel()
    there.send(telegram.summary())
    server.close()


def _ids(people: int) -> range:
    return range(FIRST, FIRST + people)


def _ok(result: object) -> bytes:
    return orjson.dumps({"ok": True, "result": result})


_TRUE = _ok(result=True)

__all__ = ["FIRST", "LETTER", "OUTCOME", "PATH", "SECRET", "Plan", "Record", "serve"]
