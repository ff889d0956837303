"""Which cells of an XLSX file show a day: their numbers count days, and only their format says so."""

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from bot.roster.package import Package


def day_styles(package: Package, path: str) -> frozenset[int]:
    """The numbers of the cell styles that show a day; `path` is the part with the styles."""
    formats = dict(BUILTIN_FORMATS)
    used: list[int] = []
    for name, around, attributes in package.elements(path):
        if name == "numFmt" and around == "numFmts":
            formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and around == "cellXfs":
            used.append(_number(attributes.get("numFmtId")))
    return frozenset(style for style, number in enumerate(used) if _shows_day(formats.get(number)))


def _shows_day(code: str | None) -> bool:
    # Years or days; a format of hours alone counts time.
    return code is not None and bool(is_date_format(code)) and any(letter in code.casefold() for letter in "yd")


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004  a style's number
