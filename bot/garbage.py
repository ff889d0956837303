"""The search for garbage, put off while very many objects are made that are no garbage.

With a large file at hand, every full search goes through millions of objects that are all in use, and everybody waits
for it. What is freed by counting is freed all the same.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

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
