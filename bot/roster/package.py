"""An XLSX file as the ZIP archive it is: refused before anything of it is unpacked, if it is not harmless."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat

from bot.roster.table import BadFile

_MOST_PARTS = 2_000
_MOST_UNPACKED = 120 * 2**20
_MOST_STRINGS = 40 * 2**20
"""Bytes of the texts that cells share, which have to be held all at once."""

_MOST_RATIO = 150
"""How much smaller a part may have been made. A sheet of 100,000 equal rows comes to some 60."""

_SMALL = 2**20
"""Bytes of a part whose ratio nobody needs to look at."""

_OLD = b"\xd0\xcf\x11\xe0"
"""How a file begins that an old Excel wrote, or that has a password."""

_CHUNK = 2**16
_FAILURES = (
    zipfile.BadZipFile,  # no archive, or one whose checksums are wrong
    zlib.error,  # what is packed is broken
    OSError,  # a place in the archive that lies before its beginning
    EOFError,  # cut short
    NotImplementedError,  # packed in a way, or split into disks, that nobody reads
    RuntimeError,  # it has a password
    ValueError,  # a number in the archive's list that makes no sense
    KeyError,  # a part that the list does not have
)
"""Everything that zipfile raises, as far as files by strangers have shown, where an archive is not sound."""

_MACROS = ("xl/vbaproject.bin", "xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
_LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/")


class Package:
    """The parts of an XLSX file, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {info.filename.lstrip("/"): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece; no more of it than it said it has.

        Raises:
            BadFile: if it is not there or broken.
        """
        if name not in self._names:
            raise BadFile("broken")
        try:
            with self._archive.open(self._names[name]) as part:
                yield from iter(lambda: part.read(_CHUNK), b"")
        except _FAILURES as error:
            raise BadFile("broken") from error

    def elements(self, name: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
        """The elements of a small part, without namespaces: name, the name of the one around it, attributes."""
        found: list[tuple[str, str, Mapping[str, str]]] = []
        around = [""]

        def begun(tag: str, attributes: dict[str, str]) -> None:
            local = _local(tag)
            found.append((local, around[-1], {_local(key): value for key, value in attributes.items()}))
            around.append(local)

        parser = xml_parser()
        parser.StartElementHandler = begun
        parser.EndElementHandler = lambda _: around.pop()
        for _ in fed(parser, self.chunks(name)):
            yield from found
            found.clear()


@contextmanager
def opened(content: bytes, file_name: str) -> Iterator[Package]:
    """An XLSX file.

    Raises:
        BadFile: if it is none, holds macros or links to other files, or would become too large.
    """
    if content.startswith(_OLD):
        raise BadFile("old_excel")
    if file_name.casefold().endswith((".xlsm", ".xltm", ".xlsb")):
        raise BadFile("macros")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _FAILURES as error:
        raise BadFile("broken") from error
    with archive:
        _check(archive)
        yield Package(archive)


def xml_parser() -> "expat.XMLParserType":
    """One that takes no document type, and with it no entities that grow.

    Names come as "namespace name".
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refused
    return parser


def fed(parser: "expat.XMLParserType", chunks: Iterator[bytes]) -> Iterator[None]:
    """Hand chunks to a parser; a turn after each.

    Raises:
        BadFile: if it is not XML.
    """
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise BadFile("broken") from error


def _refused(*_: object) -> None:
    raise BadFile("broken")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _check(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = [info.filename.lstrip("/").casefold() for info in infos]
    if any(name.startswith(_MACROS) for name in names):
        raise BadFile("macros")
    if any(name.startswith(_LINKS) for name in names):
        raise BadFile("links")
    if len(infos) > _MOST_PARTS or len(set(names)) != len(names) or any(info.flag_bits & 1 for info in infos):
        raise BadFile("broken")
    if sum(info.file_size for info in infos) > _MOST_UNPACKED or any(_bursts(info) for info in infos):
        raise BadFile("bomb")
    if "xl/workbook.xml" not in {info.filename.lstrip("/") for info in infos}:
        raise BadFile("xlsb" if "xl/workbook.bin" in names else "not_a_sheet")
    if b"macroEnabled" in _type_list(archive):
        raise BadFile("macros")


def _bursts(info: zipfile.ZipInfo) -> bool:
    held = not info.filename.casefold().startswith("xl/worksheets/")
    return (held and info.file_size > _MOST_STRINGS) or (
        info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(1, info.compress_size)
    )


def _type_list(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open("[Content_Types].xml") as types:
            return types.read(_SMALL)
    except _FAILURES as error:
        raise BadFile("broken") from error
