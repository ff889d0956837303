"""Files kept by Telegram: uploaded once, sent again by `file_id`, fetched by path."""

import hashlib
import io
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image, UnidentifiedImageError

from bot.simulator.errors import ApiError, Json, bad_request
from bot.simulator.parameters import Parameters, Upload

FileKind = Literal["document", "photo", "video"]

_FOLDERS: dict[FileKind, str] = {"document": "documents", "photo": "photos", "video": "videos"}
_PREFIXES: dict[FileKind, str] = {"document": "BQAC", "photo": "AgAC", "video": "BAAC"}
_VIDEO = {"width": 640, "height": 360, "duration": 1}  # nobody looks into a video here

LARGEST_UPLOAD = 50 * 2**20
LARGEST_PHOTO = 10 * 2**20
LARGEST_DOWNLOAD = 20 * 2**20
_WIDEST_PHOTO = 10_000  # width and height together
_LONGEST_SIDE_RATIO = 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`path` is what getFile answers; `width` and `height` are pixels, 0 for what is no photo."""

    kind: FileKind
    file_id: str
    unique_id: str
    name: str
    mime: str
    path: str
    content: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    def fields(self) -> Json:
        """The part of a message's JSON that shows this file."""
        base: Json = {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            return {"photo": [{**base, "width": self.width, "height": self.height}]}
        if self.kind == "video":
            return {"video": {**base, **_VIDEO, "file_name": self.name, "mime_type": self.mime}}
        return {"document": {**base, "file_name": self.name, "mime_type": self.mime}}


class Files:
    """All files; the same content under the same name and kind is kept once."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: FileKind, upload: Upload) -> StoredFile:
        """Stores an upload.

        Raises:
            ApiError: when it is empty, too large, or no picture although sent as a photo.
        """
        _check_size(kind, upload)
        digest = hashlib.blake2b(upload.content, digest_size=12, key=f"{kind}/{upload.name}".encode()[:64])
        unique_id = digest.hexdigest()
        file_id = f"{_PREFIXES[kind]}{unique_id}"
        known = self._by_id.get(file_id)
        if known is not None:
            return known
        # What a picture is, its bytes say; programs that upload it often do not.
        width, height, mime = _pictured(upload.content) if kind == "photo" else (0, 0, upload.mime)
        path = f"{_FOLDERS[kind]}/{unique_id}{_suffix(kind, upload.name)}"
        stored = StoredFile(kind, file_id, unique_id, upload.name, mime, path, upload.content, width, height)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored

    def with_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def named_in(self, parameters: Parameters, name: str, kind: FileKind) -> StoredFile:
        """The file a call means by its parameter `name`: an upload, or one sent before."""
        upload = parameters.upload(name)
        if upload is not None:
            return self.keep(kind, upload)
        given = parameters.text(name)
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        return self._sent_before(given, kind)

    def _sent_before(self, file_id: str, kind: FileKind) -> StoredFile:
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        known = self._by_id.get(file_id)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
        return known


def _check_size(kind: FileKind, upload: Upload) -> None:
    size = len(upload.content)
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and size > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )


def _pictured(content: bytes) -> tuple[int, int, str]:
    """Width, height and media type."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            mime = Image.MIME.get(picture.format or "", "application/octet-stream")
    except UnidentifiedImageError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > _WIDEST_PHOTO or max(width, height) > _LONGEST_SIDE_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height, mime


def _suffix(kind: FileKind, name: str) -> str:
    if kind == "photo":
        return ".jpg"
    _, dot, suffix = name.rpartition(".")
    return f".{suffix}" if dot and suffix.isalnum() else ""
