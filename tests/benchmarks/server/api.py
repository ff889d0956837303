"""The methods of the Bot API, and the load behind them."""

import asyncio
from collections import deque
from collections.abc import Iterator

import orjson

from tests.benchmarks.server.fields import Fields, fields_of
from tests.benchmarks.server.figures import Figures
from tests.benchmarks.server.http import Reply
from tests.benchmarks.server.load import Load, Plan
from tests.benchmarks.server.person import Person, Stuck

_TRUE = b'{"ok":true,"result":true}'
_ME = (
    b'{"ok":true,"result":{"id":1234,"is_bot":true,"first_name":"Endorse","username":"endorse_bot",'
    b'"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}}'
)
_WEBHOOK = b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}'
_AT_MOST = 100
_FIRST_PERSON = 100_000


class Api:
    """One bot's server. What benchmarks ask of it has names beginning with an underscore."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._figures = Figures(loop.time())
        self._load: Load | None = None
        self._everybody: dict[int, Person] = {}
        self._next_person = _FIRST_PERSON
        self._next_update = 1
        self._pending: deque[tuple[int, Person, bytes]] = deque()
        self._poll: tuple[int, Reply] | None = None
        self._stuck: str | None = None
        self._delay = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def answer(self, method: bytes, body: bytes, reply: Reply) -> None:
        """Answer one call."""
        name = method.decode()
        if name.startswith("_"):
            reply(self._control(name, body))
            return
        self._figures.calls[name] += 1
        match name:
            case "getUpdates":
                self._get_updates(fields_of(body), reply)
            case "sendMessage" | "editMessageText":
                self._show(fields_of(body), reply, sent=name == "sendMessage")
            case "answerCallbackQuery":
                reply(_TRUE)
            case "getMe":
                reply(_ME)
            case "getWebhookInfo":
                reply(_WEBHOOK)
            case _:
                reply(_TRUE)

    def _show(self, fields: Fields, reply: Reply, *, sent: bool) -> None:
        now = self._loop.time()
        if sent:
            self._figures.sends.append(now)
        chat = fields.number("chat_id")
        person = self._person(chat)
        message_id = 0 if sent else fields.number("message_id")
        message = person.sees(fields.text("text"), fields.raw("reply_markup"), message_id)
        answer = b'{"ok":true,"result":%b}' % message
        if self._delay:
            self._loop.call_later(self._delay, reply, answer)
        else:
            reply(answer)
        self._replied(person, now)

    def _person(self, chat: int) -> Person:
        """Whoever is of the load, else somebody who is only written to, and is not remembered."""
        known = self._load.people.get(chat) if self._load else None
        return known or self._everybody.get(chat) or Person(chat, ())

    def _replied(self, person: Person, now: float) -> None:
        if not person.waits:
            self._figures.extra += 1
            return
        person.waits = False
        self._figures.replies += 1
        self._figures.last = now
        self._figures.whole.append(now - person.made)
        self._figures.waits.append(now - person.handed)
        if self._load is not None and person.id in self._load.people:
            self._load.replied(person, now)
            if self._timer is None:
                self._act()

    def _make(self, person: Person) -> None:
        try:
            update = person.next_update(self._next_update, self._loop.time())
        except Stuck as stuck:
            self._stuck = str(stuck)
            return
        self._figures.made += 1
        self._figures.taps += person.taps
        self._pending.append((self._next_update, person, update))
        self._next_update += 1
        if self._poll is not None and len(self._pending) == 1:
            self._loop.call_soon(self._hand_out)

    def _get_updates(self, fields: Fields, reply: Reply) -> None:
        offset = fields.number("offset")
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        self._poll = (fields.number("limit") or _AT_MOST, reply)
        if self._pending or not fields.number("timeout"):
            self._hand_out()
        else:
            self._loop.call_later(fields.number("timeout"), self._let_go, self._poll)

    def _hand_out(self) -> None:
        if self._poll is None:
            return
        (limit, reply), self._poll = self._poll, None
        reply(b'{"ok":true,"result":[%b]}' % b",".join(self._handed(min(limit, _AT_MOST))))

    def _handed(self, limit: int) -> Iterator[bytes]:
        now = self._loop.time()
        for _, person, update in list(self._pending)[:limit]:
            person.handed = person.handed or now
            yield update

    def _let_go(self, poll: tuple[int, Reply]) -> None:
        """A long poll has lasted long enough."""
        if self._poll is poll:
            self._hand_out()

    def _control(self, name: str, body: bytes) -> bytes:
        told = orjson.loads(body) if body else {}
        match name:
            case "_begin":
                self._begin(Plan(**told))
            case "_end":
                self._end()
            case "_reset":
                self._figures = Figures(self._loop.time())
            case "_delay":
                self._delay = told["seconds"]
            case "_figures":
                return orjson.dumps(self._figures.told(self._loop.time()))
        load = self._load
        return orjson.dumps(
            {
                "done": load is not None and load.is_done,
                "through": 0 if load is None else load.through,
                "next_id": self._next_person if load is None else load.next_id,
                "stuck": self._stuck,
            }
        )

    def _begin(self, plan: Plan) -> None:
        like = None if plan.like is None else self._person(plan.like)
        self._end()
        self._figures = Figures(self._loop.time())
        self._load = Load(plan, plan.first_id or self._next_person, like, self._make)
        self._act()

    def _end(self) -> None:
        """Nobody does anything more; what is under way is replied to in vain."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._load is not None:
            self._everybody |= {who: person for who, person in self._load.people.items() if not person.is_through}
            self._next_person = max(self._next_person, self._load.next_id)
            self._load = None

    def _act(self) -> None:
        """Let the load go on, now and whenever it says."""
        self._timer = None
        if self._load is not None and (again := self._load.act(self._loop.time())) is not None:
            self._timer = self._loop.call_at(again, self._act)
