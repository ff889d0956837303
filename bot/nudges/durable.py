"""DBOS, which remembers what runs: its start, its end, its runs, and those that a dead worker left behind.

A process has one, by DBOS's own design. This module is imported only when something is due: it takes 0.4 s.
"""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.clock import SystemClock
from bot.gateway.bug import record
from bot.storage.address import Address, SqliteAddress
from bot.storage.sqlite import create_private

Step = Callable[[], Coroutine[Any, Any, int]]
Begin = Callable[[], tuple[Step, Step]]

_VERSION = "1"
"""Raised only when the shape of the run changes. By default it is a hash of the code, and after a deploy nobody would
take up what the version before had left."""

_KEPT = timedelta(days=7)
_PAGE = 500
_DRAIN = 10.0
"""Seconds that runs under way get to end."""


class Durable:
    """Each run takes the two steps that `begin` gives: decides until nothing is left, then delivers until nothing is.

    Only counts are stored of it. A run that a dead worker left goes on where it was, with the steps of whoever took it.
    """

    def __init__(self, address: Address, worker: str, begin: Begin) -> None:
        self._worker = worker
        self._handles: set[asyncio.Task[Any]] = set()
        _keep_quiet()
        DBOS(config=_config(address, worker))
        self._run = _registered(begin)

    @classmethod
    async def launched(cls, address: Address, worker: str, begin: Begin) -> Self:
        """Open it; the first time, its tables are made.

        Raises:
            RuntimeError: if this process has one already.
        """
        if cls._taken:
            raise RuntimeError("this process has an engine already")
        cls._taken = True
        try:
            if isinstance(address, SqliteAddress):
                await asyncio.to_thread(_prepare, engine_file(address.path))
            durable = cls(address, worker, begin)
            # On the loop's own thread: by that DBOS knows where our coroutines belong.
            DBOS.launch()
        except BaseException:
            cls._taken = False
            raise
        return durable

    _taken: ClassVar[bool] = False

    @property
    def is_busy(self) -> bool:
        """Whether a run that was begun here has not ended."""
        return bool(self._handles)

    async def start(self, run_id: str) -> None:
        """Begin a run, unless one of that id was begun by anybody before."""
        with SetWorkflowID(run_id):
            handle = await DBOS.start_workflow_async(self._run)
        status = await handle.get_status()
        if status.executor_id == self._worker:
            task = asyncio.create_task(_ended(handle.get_result()))
            self._handles.add(task)
            task.add_done_callback(self._handles.discard)

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
        if self._handles:
            await asyncio.wait(self._handles, timeout=_DRAIN)
        for task in self._handles:
            task.cancel()
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as thread:
            await loop.run_in_executor(thread, _destroy)
        # DBOS had put its own threads under the loop, and they are gone now.
        loop.set_default_executor(ThreadPoolExecutor())
        Durable._taken = False


def _registered(begin: Begin) -> Callable[[], Coroutine[Any, Any, None]]:
    """The run, as DBOS knows it. A function, since DBOS cannot mark methods; made anew for each launch."""

    @DBOS.workflow(name="nudges")
    async def nudges() -> None:
        decide, deliver = begin()
        for name, step in (("decide", decide), ("deliver", deliver)):
            while await DBOS.run_step_async({"name": name}, step) > 0:
                pass

    return nudges


def engine_file(path: Path) -> Path:
    """Beside the database, not in it: neither ever waits for the other's write lock."""
    return path.with_name(f"{path.name}.engine")


def _config(address: Address, worker: str) -> DBOSConfig:
    return {
        "name": "endorse",
        "system_database_url": _url(address),
        "executor_id": worker,
        "application_version": _VERSION,
        "log_level": "WARNING",
        "max_executor_threads": 16,
        "sys_db_pool_size": 4,
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": 1.0,
    }


def _url(address: Address) -> str:
    if isinstance(address, SqliteAddress):
        return sa.URL.create("sqlite", database=str(engine_file(address.path))).render_as_string()
    scheme, _, rest = address.dsn.partition("://")
    return f"{'postgresql' if scheme == 'postgres' else scheme}://{rest}"


def _prepare(path: Path) -> None:
    """For its owner only, and with a write-ahead log: two to three times as fast."""
    create_private(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _keep_quiet() -> None:
    """Through our own logs, and warnings only."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _destroy() -> None:
    DBOS.destroy(destroy_registry=True)


async def _ended(result: Awaitable[object]) -> None:
    """Wait for the end of a run; what it leaves undone, the next one does."""
    try:
        await result
    except Exception as error:  # noqa: BLE001  whatever it was, the ledger knows how far it came
        record("a run of the nudges broke off", error)
