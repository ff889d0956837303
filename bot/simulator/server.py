"""The simulator as a whole: started on a port of its own, or mounted in another application."""

from types import TracebackType
from typing import Self

from aiohttp import web

import bot.simulator.methods  # noqa: F401  # registers the methods
from bot.simulator.accounts import Account
from bot.simulator.calls import Calls
from bot.simulator.control import control_routes
from bot.simulator.events import Subscription
from bot.simulator.faults import Faults
from bot.simulator.gateway import LARGEST_REQUEST, Gateway
from bot.simulator.groups import Group
from bot.simulator.messages import Message
from bot.simulator.moments import fresh_start, wall_clock
from bot.simulator.people import Person
from bot.simulator.updates import Updates
from bot.simulator.world import Clock, Settings, World

_LAST_PERSON_ID = 2**52 - 1
"""Telegram promises that its ids have at most 52 significant bits."""


class Simulator:
    """A Telegram of one bot and any number of people.

        async with Simulator(token="1234:TEST") as simulator:
            bot = telegram.Bot("1234:TEST", base_url=f"{simulator.url}/bot", base_file_url=f"{simulator.url}/file/bot")
            ada = simulator.person(7, first_name="Ada")
            await ada.sends("/start")

    `port` 0 takes any free one. `clock` dates messages. `start` is the first update id (by default the wall clock's
    milliseconds, so that no run repeats the ids of an earlier one). `calls_kept` bounds the record of calls, 0 turns it
    off. `history` is the number of messages kept per chat. `conflict_pause` and `webhook_retry_base` are seconds.
    """

    def __init__(  # noqa: PLR0913  # each is a keyword with a sensible default
        self,
        *,
        token: str = "1234:TEST",  # noqa: S107  # opens nothing but this simulator
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = wall_clock,
        start: int | None = None,
        calls_kept: int = 10_000,
        history: int = 1_000,
        conflict_pause: float = 3.0,
        webhook_retry_base: float = 1.0,
    ) -> None:
        settings = Settings(
            token=token,
            start=fresh_start() if start is None else start,
            now=clock,
            calls_kept=calls_kept,
            history=history,
            conflict_pause=conflict_pause,
            webhook_retry_base=webhook_retry_base,
        )
        self.world = World(settings)
        self._people: dict[int, Person] = {}
        self._groups: dict[int, Group] = {}
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    # The people in it.

    def person(
        self,
        person_id: int,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> Person:
        """The person with this id; made at the first mention (`first_name` is then "Person <id>" unless given).

        Raises:
            ValueError: if nobody can have such an id.
        """
        known = self._people.get(person_id)
        if known is not None:
            return known
        if not 1 <= person_id <= _LAST_PERSON_ID:
            raise ValueError(f"person id: {person_id} came; allowed is 1 to {_LAST_PERSON_ID}")
        account = Account(
            person_id,
            first_name or f"Person {person_id}",
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        self._people[person_id] = person = Person(self.world, account)
        return person

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(self._people.values())

    def known_person(self, person_id: int) -> Person | None:
        return self._people.get(person_id)

    def group(self, group_id: int, *, title: str = "Group", forum: bool = False) -> Group:
        """The group with this (negative) id; made at the first mention."""
        if group_id not in self._groups:
            self._groups[group_id] = Group(self.world, group_id, title, forum=forum)
        return self._groups[group_id]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        chat = self.world.chats.get(chat_id)
        return chat.messages.get(message_id) if chat else None

    # What tests and pages look at.

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def calls(self) -> Calls:
        return self.world.calls

    @property
    def updates(self) -> Updates:
        return self.world.updates

    def subscribe(self, *, kept: int = 10_000) -> Subscription:
        """Follows everything that happens from now on; a reader more than `kept` events behind loses the oldest."""
        return self.world.feed.subscribe(kept=kept)

    # Serving.

    def application(self) -> web.Application:
        """The Bot API and `/simulator/…`, to be served alone or with pages added beside it."""
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.add_routes(Gateway(self.world).routes())
        application.add_routes(control_routes(self))
        application.on_shutdown.append(self._close)
        return application

    @property
    def url(self) -> str:
        """The root, without a slash at the end.

        Raises:
            RuntimeError: when it is not started.
        """
        if self._runner is None or not self._runner.addresses:
            raise RuntimeError("the simulator is not started")
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self.application(), access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _close(self, _application: web.Application) -> None:
        await self.world.close()
