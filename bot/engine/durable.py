"""DBOS, which remembers what runs: its start, its end, its runs, and those that a dead worker left behind.

A process has one, by DBOS's own design. This module is imported only when something is due: it takes 0.4 s.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, Self

from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.clock import SystemClock
from bot.engine.database import prepare, url_of
from bot.engine.job import Steps
from bot.gateway.bug import record
from bot.storage.address import Address

Begin = Callable[[], Steps]
Run = Callable[[], Coroutine[Any, Any, None]]

_VERSION = "1"
"""Raised only when the shape of a run changes. By default it is a hash of the code, and after a deploy nobody would
take up what the version before had left."""

_KEPT = timedelta(days=7)
_PAGE = 500
_DRAIN = 10.0
"""Seconds that runs under way get to end."""


class Durable:
    """Each run of a job takes the steps that its `begin` gives, each again and again until it finds nothing to do.

    Only counts are stored of it. A run that a dead worker left goes on where it was, with the steps of whoever took it.
    """

    def __init__(self, address: Address, worker: str, begins: Mapping[str, Begin]) -> None:
        self._worker = worker
        self._under_way: dict[str, tuple[str, asyncio.Future[Any]]] = {}
        _keep_quiet()
        self._dbos = DBOS(config=_config(address, worker))
        self._runs = {name: _registered(name, partial(self._begun, name, begin)) for name, begin in begins.items()}

    @classmethod
    async def launched(cls, address: Address, worker: str, begins: Mapping[str, Begin]) -> Self:
        """Open it, with how a run of each job begins; the first time, its tables are made.

        Raises:
            RuntimeError: if this process has one already.
        """
        if cls._taken:
            raise RuntimeError("this process has an engine already")
        cls._taken = True
        try:
            await asyncio.to_thread(prepare, address)
            durable = cls(address, worker, begins)
            await durable._launch()
        except BaseException:
            # What is half launched, DBOS would take for launched at the next attempt.
            await asyncio.to_thread(_destroy)
            cls._taken = False
            raise
        return durable

    _taken: ClassVar[bool] = False

    def is_busy(self, job: str) -> bool:
        """Whether a run of that job that was begun or taken over here has not ended."""
        return any(name == job for name, _ in self._under_way.values())

    async def start(self, job: str, run_id: str) -> None:
        """Begin a run of a job, unless one of that id was begun by anybody before."""
        with SetWorkflowID(run_id):
            handle = await DBOS.start_workflow_async(self._runs[job])
        status = await handle.get_status()
        if status.executor_id == self._worker:
            self._follow(job, run_id, asyncio.ensure_future(handle.get_result()))

    async def left_behind(self) -> Mapping[str, list[str]]:
        """Runs that have not ended, by the worker that has or had them; those of this one are left out."""
        found = defaultdict(list)
        for one in await DBOS.list_workflows_async(status="PENDING", load_input=False, load_output=False):
            if one.executor_id is not None and one.executor_id != self._worker:
                found[one.executor_id].append(one.workflow_id)
        return found

    async def take_over(self, run_ids: list[str]) -> None:
        """Go on with runs of a worker that is dead: here, or at any other that is alive."""
        await DBOS.resume_workflows_async(run_ids)

    async def tidy(self) -> None:
        """Forget runs that ended long ago."""
        before = (SystemClock().now() - _KEPT).isoformat()
        ended = await DBOS.list_workflows_async(
            completed_before=before, limit=_PAGE, load_input=False, load_output=False
        )
        if ended:
            await DBOS.delete_workflows_async([one.workflow_id for one in ended])

    async def close(self) -> None:
        """Let runs under way end, for ten seconds at most, and shut it down."""
        if self._under_way:
            await asyncio.wait([run for _, run in self._under_way.values()], timeout=_DRAIN)
        # DBOS has put threads of its own under the loop, for everybody in this process, and they go first.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        await asyncio.to_thread(_destroy)
        Durable._taken = False

    async def _launch(self) -> None:
        """Launch DBOS on a thread.

        Building its indexes, PostgreSQL waits for every transaction that is open in the database, and those of this
        process end only if the loop goes on.
        """
        # On a thread it finds no loop, and runs that are taken over would be on another than everything they use.
        self._dbos._background_event_loop.set_main_loop()  # noqa: SLF001  there is no public way
        launching = asyncio.ensure_future(asyncio.to_thread(DBOS.launch))
        try:
            await asyncio.shield(launching)
        finally:
            await asyncio.wait((launching,))  # a thread cannot be cancelled

    def _begun(self, job: str, begin: Begin) -> Steps:
        """The steps of a run, at its beginning. Those that are taken over, DBOS begins by itself."""
        run_id, run = DBOS.workflow_id, asyncio.current_task()
        if run_id is not None and run is not None:
            self._follow(job, run_id, run)
        return begin()

    def _follow(self, job: str, run_id: str, run: asyncio.Future[Any]) -> None:
        self._under_way[run_id] = job, run
        run.add_done_callback(partial(self._ended, job, run_id))

    def _ended(self, job: str, run_id: str, run: asyncio.Future[Any]) -> None:
        """What it leaves undone, the next one does."""
        error = None if run.cancelled() else run.exception()
        if self._under_way.pop(run_id, None) is not None and error is not None:
            record("a run broke off", error, job=job)


def _registered(job: str, begin: Begin) -> Run:
    """A job's run, as DBOS knows it. A function, since DBOS cannot mark methods; made anew for each launch."""

    @DBOS.workflow(name=job)
    async def run() -> None:
        for name, step in begin():
            while await DBOS.run_step_async({"name": name}, step) > 0:
                pass

    return run


def _config(address: Address, worker: str) -> DBOSConfig:
    return {
        "name": "endorse",
        "system_database_url": url_of(address),
        "executor_id": worker,
        "application_version": _VERSION,
        "log_level": "WARNING",
        "max_executor_threads": 16,
        "sys_db_pool_size": 4,
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": 1.0,
    }


def _keep_quiet() -> None:
    """Through our own logs, and warnings only."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _destroy() -> None:
    DBOS.destroy(destroy_registry=True)
