"""This machine: room on the disk, who may read the files, and what it knows of time zones."""

import os
import shutil
import stat
from datetime import date
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.doctor.finding import Finding, broken, look, well

_TIGHT, _FULL = 500, 50
"""Megabytes left at which somebody should look, and at which it is too late."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OLD = 2
"""Years after which time zones have changed somewhere."""
WORKPLACE = ".endorse-"
"""How the private folders begin in which backups are packed and unpacked."""


def disk(places: dict[str, Path]) -> Finding:
    """Room where the database and the certificates are; the least of them counts."""
    free = {name: shutil.disk_usage(_existing(path)).free >> 20 for name, path in places.items()}
    if not free:
        return well("disk", "nothing is kept on this machine")
    found = ", ".join(f"{megabytes:,} MB free for the {name}" for name, megabytes in free.items())
    if min(free.values()) < _FULL:
        return broken("disk", found, "make room, or answers are lost")
    if min(free.values()) < _TIGHT:
        return look("disk", found, "make room soon")
    return well("disk", found)


def files(database: Path | None, certificates: Path | None) -> Finding:
    """Whether only this user may read what people told."""
    if os.name != "posix":
        return well("files", "modes say nothing here")
    if certificates is not None and certificates.exists() and certificates.stat().st_mode & _OTHERS:
        todo = f"the bot does not start: chmod 700 {certificates}"
        return broken("files", f"others can look into {certificates}", todo)
    beside = () if database is None else (f"{database.name}{end}" for end in ("", "-wal", "-shm", ".engine", ".seat"))
    open_ = [file for name in beside if database and _is_open(file := database.with_name(name))]
    if open_:
        names = " ".join(map(str, open_))
        return look("files", f"others can read {names}", f"chmod 600 {names}")
    left = [] if database is None or not database.parent.is_dir() else sorted(database.parent.glob(f"{WORKPLACE}*"))
    if left:
        names = " ".join(map(str, left))
        return look("files", f"a backup or a restore is under way, or was killed: {names}", f"then rm -r {names}")
    return well("files", "for this user only")


def time_zones(own: str, today: date) -> Finding:
    """Whether what is known of time zones is there, and not too old."""
    try:
        ZoneInfo(own)
    except (ZoneInfoNotFoundError, ValueError):
        return broken("time zones", f"{own} is unknown", "install the package tzdata")
    known = version("tzdata")
    if today.year - int(known.partition(".")[0]) >= _OLD:
        return look("time zones", f"as of {known}", "update the package tzdata")
    return well("time zones", f"as of {known}")


def _existing(path: Path) -> Path:
    """It, or the nearest folder above it that there is."""
    return path if path.exists() else _existing(path.absolute().parent)


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & _OTHERS)
