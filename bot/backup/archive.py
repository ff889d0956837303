"""The file of a backup: a tar with the database, the tombstones, the certificates, and last a manifest with checksums.

The manifest comes last, so that a file that was cut off has none.
"""

import hashlib
import io
import json
import os
import secrets
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

from rules.complaints import BadInput

FORMAT = "endorse backup 1"
DATABASE = "database"
TOMBSTONES = "tombstones.json"
CERTIFICATES = "certificates/"
WORKPLACE = ".endorse-"
"""How the private folders begin in which a backup is packed and unpacked."""
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 2**26
_PIECE = 2**20

Kind = Literal["sqlite", "postgresql"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of: the kind and the migration of the database, our version, and when it was begun."""

    kind: Kind
    revision: str
    version: str
    made_at: datetime


class Packing:
    """A backup that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._sums: dict[str, str] = {}

    def add(self, name: str, file: Path) -> None:
        """Add a file.

        Raises:
            OSError: if it cannot be read, or changes meanwhile.
        """
        with file.open("rb") as content:
            size = os.fstat(content.fileno()).st_size
            summing = _Summing(content)
            self._tar.addfile(_member(name, size), cast("io.BufferedReader", summing))
        self._sums[name] = summing.digest()

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add what is at hand."""
        self._tar.addfile(_member(name, len(content)), io.BytesIO(content))
        self._sums[name] = hashlib.sha256(content).hexdigest()

    def seal(self, manifest: Manifest) -> None:
        """Add the manifest, after everything else."""
        told = {**asdict(manifest), "made_at": manifest.made_at.isoformat()}
        written = json.dumps({"format": FORMAT, **told, "sha256": self._sums}, indent=1).encode()
        self._tar.addfile(_member(_MANIFEST, len(written)), io.BytesIO(written))


@contextmanager
def packed(path: Path) -> Iterator[Packing]:
    """A new backup at `path`, for this user only; there whole once the block ends, and not at all if it fails."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        try:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Packing(tar)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


class Unpacking:
    """A backup that is being read."""

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self._path = path
        self._tar = tar
        self._members = {member.name: member for member in tar.getmembers() if member.isfile()}
        told = self._told()
        self._sums: Mapping[str, str] = told["sha256"]
        self.manifest = Manifest(
            told["kind"], told["revision"], told["version"], datetime.fromisoformat(told["made_at"])
        )

    @property
    def certificates(self) -> tuple[str, ...]:
        """The names of the copies in it, without their folder."""
        return tuple(name.removeprefix(CERTIFICATES) for name in sorted(self._sums) if name.startswith(CERTIFICATES))

    def extract(self, name: str, target: Path) -> None:
        """Write a member to a new private file.

        Raises:
            BadInput: if it is not there, or is not what was packed.
        """
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, closing(self._open(name)) as content:
            summing = _Summing(content)
            while piece := summing.read(_PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        self._check(name, summing.digest())

    def read(self, name: str) -> bytes:
        """A small member as a whole; fails as `extract` does."""
        with closing(self._open(name)) as content:
            read = content.read()
        self._check(name, hashlib.sha256(read).hexdigest())
        return read

    def _open(self, name: str) -> io.BufferedReader:
        opened = self._tar.extractfile(self._members[name]) if name in self._members and name in self._sums else None
        if opened is None:
            raise BadInput(f"FILE: {str(self._path)!r} came; {name} is missing in it")
        return cast("io.BufferedReader", opened)

    def _check(self, name: str, digest: str) -> None:
        if self._sums[name] != digest:
            raise BadInput(f"FILE: {str(self._path)!r} came; {name} in it is damaged, its checksum differs")

    def _told(self) -> Any:  # noqa: ANN401  read from a file; whoever takes it apart finds out
        member = self._members.get(_MANIFEST)
        content = self._tar.extractfile(member) if member and member.size <= _LARGEST_MANIFEST else None
        told = json.loads(content.read()) if content else None
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise ValueError
        return told


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacking]:
    """An existing backup.

    Raises:
        BadInput: if it cannot be read, is no backup, or was cut off.
    """
    try:
        tar = tarfile.open(path, mode="r:")  # noqa: SIM115  closed below; what follows must not be taken for its fault
    except OSError as error:
        raise BadInput(f"FILE: {str(path)!r} came; it cannot be read ({error.strerror})") from None
    except tarfile.TarError:
        raise _no_backup(path) from None
    with tar:
        try:
            opened = Unpacking(path, tar)
        except (tarfile.TarError, ValueError, KeyError, TypeError, OSError):
            raise _no_backup(path) from None
        try:
            yield opened
        except tarfile.TarError:
            raise _no_backup(path) from None


def _no_backup(path: Path) -> BadInput:
    return BadInput(f"FILE: {str(path)!r} came; allowed is a whole file that `endorse backup` made")


def _member(name: str, size: int) -> tarfile.TarInfo:
    """Nothing of the machine it was made on: no owner, no times."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


class _Summing:
    """Reads, and adds up a checksum of what was read."""

    def __init__(self, content: io.BufferedReader) -> None:
        self._content = content
        self._sum = hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._content.read(size)
        self._sum.update(piece)
        return piece

    def digest(self) -> str:
        return self._sum.hexdigest()
