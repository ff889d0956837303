"""Which processor core does what: contenders have one to themselves, the servers they talk to have another."""

import os


def _cores() -> list[int]:
    """Those that the frame found: a contender, which is kept to one of them, would see only that one."""
    if told := os.environ.get("BENCH_CORES"):
        return [int(core) for core in told.split(",")]
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


_CORES = _cores()
CAN_PIN = len(_CORES) > 1
CONTENDER_CORE = _CORES[0] if _CORES else 0
SERVER_CORE = _CORES[1] if CAN_PIN else CONTENDER_CORE

TOLD = ",".join(map(str, _CORES))
"""For BENCH_CORES, in the environment of contenders."""

NOTE = (
    "Contenders run on one core, servers on another."
    if CAN_PIN
    else "Nothing is pinned to a core here: there is only one, or the system has no way to."
)


def pin(process_id: int, core: int) -> None:
    """Keep a process that has only just started to one core; nothing happens where that cannot be done."""
    if CAN_PIN:
        os.sched_setaffinity(process_id, {core})
