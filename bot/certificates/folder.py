"""The folder of the copies: for this user only, written whole or not at all."""

import hashlib
import os
import re
import secrets
import stat
from pathlib import Path

from dialogs.endorsement import Credit
from rules.complaints import BadInput

_SUFFIXES = frozenset(
    {"bmp", "csv", "doc", "docx", "gif", "heic", "heif", "jpeg", "jpg", "odt", "pages", "pdf", "png", "rtf", "tif"}
    | {"tiff", "txt", "webp", "xls", "xlsx", "zip"}
)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_PART = ".part"
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z]+")


def name_of(person_id: int, credit: Credit) -> str:
    """The name of a certificate's copy.

    A hash of Telegram's long random id, so that it tells nothing, nobody can choose it, and no two people share a copy
    that one of them may delete. Of what a person called the file only a well-known ending is used.
    """
    digest = hashlib.sha256(f"{person_id}:{credit.evidence}".encode()).hexdigest()
    ending = "jpg" if credit.is_photo else credit.evidence_name.rpartition(".")[2].lower()
    return f"{digest}.{ending if ending in _SUFFIXES else 'bin'}"


def copies_in(path: Path) -> list[Path]:
    """Every copy in a folder, by its name; what somebody else put there is none."""
    return sorted(file for file in path.iterdir() if _NAME.fullmatch(file.name)) if path.is_dir() else []


class Folder:
    """Files by name. Names come from `name_of` alone, so none leads out of the folder."""

    def __init__(self, path: Path) -> None:
        """Make the folder if it is not there, and clear away what a crash left half written.

        Raises:
            BadInput: if it cannot be made or written to, or others can look into it.
        """
        self._path = path
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Elsewhere modes say nothing.
            if os.name == "posix" and path.stat().st_mode & _OTHERS:
                raise BadInput(f"CERTIFICATE_FOLDER: {str(path)!r} came; it must be open to this user only (chmod 700)")
            # A process beside this one that loses a part tries again at the person's next look.
            for part in path.glob(f"*{_PART}"):
                part.unlink(missing_ok=True)
            self.set_down(b"").unlink()
        except OSError as error:
            raise BadInput(
                f"CERTIFICATE_FOLDER: {str(path)!r} came; allowed is a folder to write to ({error.strerror})"
            ) from None

    def set_down(self, content: bytes) -> Path:
        """Write a part, which is yet to be put in its place; safely on the disk when this returns."""
        part = self._path / f"{secrets.token_hex(16)}{_PART}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return part

    def put(self, part: Path, name: str) -> None:
        """Give a part its name, all at once."""
        part.replace(self._path / name)

    def drop(self, name: str) -> None:
        """Delete a copy; one that is not there is as good as deleted."""
        (self._path / name).unlink(missing_ok=True)

    def names(self) -> frozenset[str]:
        """Every copy there is."""
        return frozenset(file.name for file in copies_in(self._path))

    def size(self, name: str) -> int | None:
        """Bytes of a copy; None where there is none."""
        try:
            return (self._path / name).stat().st_size
        except OSError:
            return None

    def read(self, name: str) -> bytes | None:
        """A copy; None where there is none."""
        try:
            return (self._path / name).read_bytes()
        except OSError:
            return None
