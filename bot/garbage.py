"""The search for garbage: counting frees most at once, and only rings of objects have to be searched for.

A search goes through all objects that are in use, and everybody waits for it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (5_000, 2, 50)
"""How many objects more than before until a search among the newest, how many of those until one among newer ones, and
how many of these until one among all. Usual is (700, 10, 10), and an update makes some hundreds: the searches took a
sixth of its time. With still larger numbers one search takes so long that people would notice."""

_puts_off = 0


@contextmanager
def put_off() -> Iterator[None]:
    """No search during the block, of however many that run beside each other on one loop.

    What was made has to be gone when it ends, or the next search stumbles over all of it at once.
    """
    global _puts_off  # noqa: PLW0603  there is one collector in a process, too
    _puts_off += 1
    gc.disable()
    try:
        yield
    finally:
        _puts_off -= 1
        if not _puts_off:
            gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """For whoever serves: what is there by now stays and is not searched, what comes is searched seldom.

    A process has one of them at a time: the first to end ends it for all.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
