"""What every bot of this contest is told: `serve URL FOLDER`, or `clone FOLDER LIKE FIRST PEOPLE`. Standard library
only."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bot works: the root of a Bot API server, its token there, and a folder of its own to keep things in."""

    url: str
    token: str
    folder: Path


def run_as(serve: Callable[[Place], None], clone: Callable[[Path, int, int, int], None]) -> int:
    """Do what the command line says: `serve` until SIGTERM, or enter people who have come as far as another one."""
    match sys.argv[1:]:
        case ["serve", url, token, folder]:
            serve(Place(url, token, Path(folder)))
        case ["clone", folder, *numbers]:
            like, first, people = map(int, numbers)
            clone(Path(folder), like, first, people)
        case given:
            sys.stderr.write(f"allowed is serve URL TOKEN FOLDER or clone FOLDER LIKE FIRST PEOPLE; came {given}\n")
            return 2
    return 0
