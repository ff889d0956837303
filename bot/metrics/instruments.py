"""The numbers, in a registry of their own. No label holds an id, a name or a text: only kinds, states and outcomes."""

from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from typing_extensions import override

from bot.meter import Meter

_REPLY = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_CALL = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)
_TRANSACTION = (0.0002, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5)
_LAG = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
"""Upper bounds in seconds."""


class Instruments(Meter):
    """One per process. What is counted on the way of every update takes its child from a cache: `labels` is slow."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(namespace="endorse", registry=registry)
        updates = Counter("endorse_updates", "Updates by kind and outcome", ["kind", "outcome"], registry=registry)
        replies = Counter("endorse_replies", "Screens by what became of them", ["outcome"], registry=registry)
        calls = Histogram(
            "endorse_telegram_call_seconds",
            "Calls to Telegram",
            ["method", "outcome"],
            buckets=_CALL,
            registry=registry,
        )
        transactions = Histogram(
            "endorse_transaction_seconds",
            "Transactions of the database, waiting for their turn included",
            ["outcome"],
            buckets=_TRANSACTION,
            registry=registry,
        )
        nudges = Counter("endorse_nudges", "Reminders by the state they came into", ["state"], registry=registry)
        copies = Counter("endorse_copies", "Copies of announcements by state", ["state"], registry=registry)
        errors = Counter("endorse_errors", "Unforeseen errors by class", ["error"], registry=registry)
        self._reply_seconds = Histogram(
            "endorse_reply_seconds", "From an update to the reply's first attempt", buckets=_REPLY, registry=registry
        )
        self._lag = Histogram(
            "endorse_event_loop_lag_seconds",
            "How late the event loop comes to what is due, a few times a second",
            buckets=_LAG,
            registry=registry,
        )
        self._updates = lru_cache(64)(updates.labels)
        self._replies = lru_cache(16)(replies.labels)
        self._calls = lru_cache(512)(calls.labels)
        self._transactions = lru_cache(4)(transactions.labels)
        self._nudges = lru_cache(16)(nudges.labels)
        self._copies = lru_cache(16)(copies.labels)
        self._errors = lru_cache(256)(errors.labels)

    def gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        """A number that goes up and down; `name` begins with endorse_ and ends with its unit, where it has one."""
        return Gauge(name, meaning, labels, registry=self.registry)

    def lagged(self, seconds: float) -> None:
        """The loop came so late."""
        self._lag.observe(seconds)

    def failed(self, _event: str, error: BaseException) -> None:
        """An unforeseen error was recorded."""
        self._errors(type(error).__name__).inc()

    @override
    def update_taken(self, kind: str, outcome: str) -> None:
        self._updates(kind, outcome).inc()

    @override
    def replied(self, seconds: float) -> None:
        self._reply_seconds.observe(seconds)

    @override
    def reply(self, outcome: str) -> None:
        self._replies(outcome).inc()

    @override
    def called(self, method: str, outcome: str, seconds: float) -> None:
        self._calls(method, outcome).observe(seconds)

    @override
    def nudged(self, state: str, nudges: int = 1) -> None:
        self._nudges(state).inc(nudges)

    @override
    def copied(self, state: str, copies: int = 1) -> None:
        self._copies(state).inc(copies)

    @override
    def transacted(self, outcome: str, seconds: float) -> None:
        self._transactions(outcome).observe(seconds)
