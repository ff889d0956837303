"""The XML of one sheet as rows of cells, in one pass and without ever holding more than a piece of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from xml.parsers.expat import XMLParserType

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from bot.roster.package import Package, fed, xml_parser
from bot.roster.table import LAST_ROW, MOST_COLUMNS, BadFile, Cell, Unread

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LONGEST = 32_767
"""Characters that a cell can have."""

Row = tuple[int, list[Cell]]


def rows_of(
    package: Package, path: str, strings: list[str], days: frozenset[int], day_of: Callable[[float], date | None]
) -> Iterator[Row]:
    """Every row that the sheet has, empty ones left out.

    `days` are the styles that show a day.
    """
    reader = _Reader(strings, days, day_of)
    parser = xml_parser()
    reader.attach(parser)
    for _ in fed(parser, package.chunks(path)):
        rows, reader.rows = reader.rows, []
        yield from rows


def strings_of(package: Package, path: str) -> list[str]:
    """The texts that cells share."""
    reader = _Strings()
    parser = xml_parser()
    reader.attach(parser)
    for _ in fed(parser, package.chunks(path)):
        pass
    return reader.found


class _Heard:
    """The text of the elements that hold one; how a word is pronounced (rPh) is no part of it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._hears = False
        self._aside = False

    def listen(self, _attributes: dict[str, str]) -> None:
        self._hears = not self._aside

    def hear(self, text: str) -> None:
        if self._hears:
            self.parts.append(text)

    def stop(self) -> None:
        self._hears = False

    def turn_aside(self, _attributes: dict[str, str]) -> None:
        self._aside = True

    def come_back(self) -> None:
        self._aside = False

    def taken(self) -> str:
        """All since the last time."""
        text = "".join(self.parts)
        self.parts.clear()
        return text


class _Strings:
    """Texts, each the sum of its runs."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._heard = _Heard()

    def attach(self, parser: XMLParserType) -> None:
        begin = {"t": self._heard.listen, "rPh": self._heard.turn_aside}
        end = {"si": self._keep, "t": self._heard.stop, "rPh": self._heard.come_back}
        _dispatch(parser, begin, end, self._heard.hear)

    def _keep(self) -> None:
        self.found.append(_text(self._heard.taken()))


class _Reader:
    """Cells as they come by; `rows` is emptied by whoever reads."""

    def __init__(self, strings: list[str], days: frozenset[int], day_of: Callable[[float], date | None]) -> None:
        self.rows: list[Row] = []
        self._strings = strings
        self._days = days
        self._day_of = day_of
        self._number = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._attributes: dict[str, str] = {}
        self._heard = _Heard()
        self._formula = False
        self._valued = False

    def attach(self, parser: XMLParserType) -> None:
        begin = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "f": self._begin_formula,
            "v": self._begin_value,
            "t": self._begin_value,
            "rPh": self._heard.turn_aside,
        }
        end = {
            "row": self._end_row,
            "c": self._end_cell,
            "v": self._heard.stop,
            "t": self._heard.stop,
            "rPh": self._heard.come_back,
        }
        _dispatch(parser, begin, end, self._heard.hear)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r", "")
        number = int(told) if told.isdecimal() and len(told) <= len(str(LAST_ROW)) else self._number + 1
        if not self._number < number <= LAST_ROW or (told and not told.isdecimal()):
            raise BadFile("too_long" if number > LAST_ROW else "broken")
        self._number, self._cells, self._column = number, [], 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._formula = self._valued = False
        place = attributes.get("r")
        self._column = self._column + 1 if place is None else _column(place)

    def _begin_formula(self, _attributes: dict[str, str]) -> None:
        self._formula = True

    def _begin_value(self, attributes: dict[str, str]) -> None:
        self._valued = True
        self._heard.listen(attributes)

    def _end_cell(self) -> None:
        value = self._value(self._heard.taken())
        if value is None or self._column > MOST_COLUMNS:
            return
        missing = self._column - 1 - len(self._cells)
        if missing < 0:
            raise BadFile("broken")  # a cell twice, or to the left of the one before
        self._cells.extend([None] * missing)
        self._cells.append(value)

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append((self._number, self._cells))

    def _value(self, text: str) -> Cell:
        kind = self._attributes.get("t", "n")
        if not text:
            computed = not self._formula or (kind == "str" and self._valued)
            return None if computed else Unread("", self._place, "formula")
        if len(text) > _LONGEST:
            raise BadFile("broken")
        match kind:
            case "s":
                return self._shared(text)
            case "n":
                return self._numbered(text)
            case "b":
                return text.strip() in {"1", "true"}
            case "e":
                return Unread(text[:20], self._place, "failed")
        return _text(text)

    def _shared(self, text: str) -> str:
        if not text.strip().isdecimal() or int(text) >= len(self._strings):
            raise BadFile("broken")
        return self._strings[int(text)]

    def _numbered(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            raise BadFile("broken") from None
        style = self._attributes.get("s", "0")
        if style.isdecimal() and int(style) in self._days:
            return self._day_of(number) or number
        return int(number) if number.is_integer() else number

    @property
    def _place(self) -> str:
        return f"{get_column_letter(min(self._column, 18_278))}{self._number}"


def _dispatch(
    parser: XMLParserType,
    begin: Mapping[str, Callable[[dict[str, str]], None]],
    end: Mapping[str, Callable[[], None]],
    hear: Callable[[str], None],
) -> None:
    """Call by the names of elements, in either of the namespaces that spreadsheets have."""
    begins = {f"{space} {name}": act for space in _SPACES for name, act in begin.items()}
    ends = {f"{space} {name}": act for space in _SPACES for name, act in end.items()}

    def begun(tag: str, attributes: dict[str, str]) -> None:
        act = begins.get(tag)
        if act is not None:
            act(attributes)

    def ended(tag: str) -> None:
        act = ends.get(tag)
        if act is not None:
            act()

    parser.StartElementHandler = begun
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = hear


def _column(place: str) -> int:
    return _numbered_column(place.rstrip("0123456789"))


@lru_cache(1024)
def _numbered_column(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isupper():  # noqa: PLR2004  "XFD"
        raise BadFile("broken")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _text(text: str) -> str:
    return unescape(text) if "_x" in text else text
