"""Results on stdout, refusals on stderr."""

import json
import os
import sys
from io import TextIOWrapper

from rules.complaints import BadInput


def print_json(value: object) -> None:
    """As JSON: UTF-8 whatever the locale says, indented by 2, keys in the order they come in."""
    print_text(json.dumps(value, indent=2, ensure_ascii=False))


def print_text(text: str) -> None:
    """As it is, in UTF-8.

    Raises:
        BrokenPipeError: if nobody reads any more.
        BadInput: if it cannot be written for another reason.
    """
    if sys.stdout is None:  # closed by whoever started us
        raise BadInput("stdout: closed; allowed is a stdout that can be written to")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        raise
    except OSError as error:
        _drop_output()
        raise BadInput(f"stdout: cannot be written to ({error.strerror})") from None


def print_bytes(content: bytes) -> None:
    """A file as it is.

    Raises:
        BrokenPipeError: if nobody reads any more.
        BadInput: if it cannot be written for another reason.
    """
    if sys.stdout is None:  # closed by whoever started us
        raise BadInput("stdout: closed; allowed is a stdout that can be written to")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        raise
    except OSError as error:
        _drop_output()
        raise BadInput(f"stdout: cannot be written to ({error.strerror})") from None


def print_refusal(text: str) -> None:
    """One line on stderr; anything that would break it or steer a terminal is shown escaped."""
    sys.stderr.write("".join(char if char.isprintable() else ascii(char)[1:-1] for char in text) + "\n")


def _drop_output() -> None:
    # Else Python would try once more to flush what is left when it exits, and complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
