"""Typed amounts: "2 and a half", "18 months", "1,5", "24h", "none"."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from dialogs.flow import Kind

_WORDS = {
    word: Decimal(value)
    for value, words in {
        "0": "none zero no nothing nil never ninguno ninguna nada cero",
        "0.25": "quarter cuarto",
        "0.5": "half medio media",
        "1": "a an one un uno una",
        "2": "two dos couple par",
        "3": "three tres",
        "4": "four cuatro",
        "5": "five cinco",
        "6": "six seis",
        "7": "seven siete",
        "8": "eight ocho",
        "9": "nine nueve",
        "10": "ten diez",
        "11": "eleven once",
        "12": "twelve doce dozen docena",
        "13": "thirteen trece",
        "14": "fourteen catorce",
        "15": "fifteen quince",
        "16": "sixteen dieciseis",
        "17": "seventeen diecisiete",
        "18": "eighteen dieciocho",
        "19": "nineteen diecinueve",
        "20": "twenty veinte",
        "30": "thirty treinta",
        "40": "forty cuarenta",
        "50": "fifty cincuenta",
        "60": "sixty sesenta",
        "70": "seventy setenta",
        "80": "eighty ochenta",
        "90": "ninety noventa",
        "100": "hundred cien ciento",
    }.items()
    for word in words.split()
}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".333333", "⅔": ".666667"}
_FILLERS = frozenset(
    [
        "and",
        "y",
        "of",
        "de",
        "about",
        "around",
        "approximately",
        "roughly",
        "over",
        "more",
        "than",
        "plus",
        "like",
        "i",
        "have",
        "had",
        "ca",
        "circa",
        "the",
        "total",
        "yet",
        "so",
        "far",
        "now",
        "rsc",
        "training",
        "work",
        "in",
        "my",
        "aun",
        "mas",
        "unas",
        "unos",
        "ish",
        "maybe",
        "perhaps",
        "probably",
        "quiza",
        "quizas",
    ]
)
_PER_YEAR = {
    "year": 1,
    "yr": 1,
    "ano": 1,
    "month": 12,
    "mo": 12,
    "mth": 12,
    "m": 12,
    "mes": 12,
    "week": 52,
    "wk": 52,
    "semana": 52,
}
_PER_HOUR = {"hour": 1, "hr": 1, "h": 1, "hora": 1, "clock": 1, "minute": 60, "min": 60, "m": 60, "minuto": 60}
_PER_ONE = {
    "family": 1,
    "families": 1,
    "familia": 1,
    "people": 1,
    "person": 1,
    "staff": 1,
    "reference": 1,
    "rater": 1,
    "persona": 1,
}
_SMALLER = {Kind.YEARS: 12, Kind.HOURS: 60}
"""How many of the next smaller unit make one: months, minutes."""

_UNITS = {Kind.YEARS: _PER_YEAR, Kind.HOURS: _PER_HOUR, Kind.COUNT: _PER_ONE}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:/\d+)?|[a-z]+|[^\sa-z\d]")
_TIME = re.compile(r"\b(\d{1,3}):([0-5]\d)\b")
_LONGEST = 80
_LARGEST = 1_000_000_000
_IGNORED = frozenset(".,;:!~+-'\"()*")


@dataclass(slots=True)
class _Sum:
    """Read so far: `total` in the unit of the question, what is `waiting` for a unit of its own, `per` of the last."""

    total: Decimal = Decimal(0)
    waiting: Decimal | None = None
    per: int | None = None

    def settle(self, per: int) -> None:
        if self.waiting is not None:
            self.total += self.waiting / per
            self.waiting, self.per = None, per

    def whole(self, smaller: int | None) -> Decimal | None:
        """All of it. What follows a unit without one of its own is a part of that unit, or of the next smaller one."""
        if self.waiting is None or self.per is None:
            return self.total + (self.waiting or 0)
        if 0 < self.waiting < 1:
            return self.total + self.waiting / self.per
        are_whole = self.total == int(self.total) and self.waiting == int(self.waiting)
        if self.per == 1 and smaller is not None and are_whole and self.waiting < smaller:
            return self.total + self.waiting / smaller
        return None


def parse_amount(text: str, kind: Kind) -> int | float | None:
    """The amount meant, in years, hours or a count; None where the text is not one amount in that unit.

    Two numbers are added where a unit or an "and" joins them ("1 year 6 months", "1h 45", "2 and a half", "2 1/2");
    hours may be told as on a clock ("1:45"). A range ("10-12"), a negative number, and what falls short of a number
    ("almost 24") are not amounts. A comma before three digits marks thousands, else decimals.
    """
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if kind is Kind.HOURS:
        plain = _TIME.sub(r"\1h \2min", plain)
    if re.search(r"[-–−]\s*\d|\d\s*to\s*\d", plain):
        return None
    total = _total(_TOKEN.findall(plain), kind)
    # No question has room for as much; and a number of thirty digits is more than a Decimal rounds.
    if total is None or total > _LARGEST or (kind is Kind.COUNT and total != int(total)):
        return None
    number = float(round(total, 4))
    return int(number) if number == int(number) else number


def _plain(text: str) -> str:
    for sign, digits in _FRACTIONS.items():
        text = re.sub(rf"(\d)\s*{sign}", rf"\g<1>{digits}", text).replace(sign, f"0{digits}")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    bare = re.sub(r"(?<![\w.,])[.,](?=\d)", "0.", bare)  # ".5" is half of one, not five
    # "a half" is half of one, not one and a half; "1 000" is one number.
    bare = re.sub(r"\b(?:an?|una?) (?=half|quarter|dozen|couple|hundred|docena|par)", "", bare)
    bare = re.sub(r"\bhalf an?\b", "half", bare)
    bare = re.sub(r"\b(?:at least|or so|more or less|al menos|por lo menos|mas o menos|tal vez)\b", "", bare)
    # The Spanish "and" is a year only where it stands right after digits, or before months.
    bare = re.sub(r"(?<=\d)y(?![a-z])|(?<=\d) y(?= \d+ ?m)", " yr", bare)
    return re.sub(r"(?<=\d) (?=\d{3}\b)", "", bare)


def _total(tokens: list[str], kind: Kind) -> Decimal | None:
    units, read, seen = _UNITS[kind], _Sum(), False
    for token in tokens:
        unit = units.get(token) or units.get(token.removesuffix("s")) or units.get(token.removesuffix("es"))
        number = _number(token)
        if unit is not None and seen:
            read.settle(unit)
        elif number is not None:
            read.waiting = number if read.waiting is None else _joined(read.waiting, number)
            if read.waiting is None:
                return None
            seen = True
        elif token not in _FILLERS and token not in _IGNORED:
            return None
    return read.whole(_SMALLER.get(kind)) if seen else None


def _joined(before: Decimal, number: Decimal) -> Decimal | None:
    """Two numbers beside each other: "2" + "half", "twenty" + "five", "two" + "hundred", "half" + "a"."""
    if before < 1:
        return before * number if number == 1 else None
    if 0 < number < 1:
        return before + number if before == int(before) else None
    if before == 1 and number in {Decimal(12), Decimal(2), Decimal(100)}:
        return number
    if number == 100:  # noqa: PLR2004  "two hundred"
        return before * number
    if before == 100 or (before >= 20 and before % 10 == 0 and number < 10):  # noqa: PLR2004  "twenty five"
        return before + number
    return None


def _number(token: str) -> Decimal | None:
    if token in _WORDS:
        return _WORDS[token]
    if not token[0].isdigit():
        return None
    if "/" in token:
        top, bottom = token.split("/")
        return Decimal(top) / Decimal(bottom) if top.isdigit() and bottom.strip("0") else None
    return _decimal(token)


def _decimal(token: str) -> Decimal | None:
    parts = re.split(r"[.,]", token)
    marks = re.findall(r"[.,]", token)
    if len(parts) == 1:
        return Decimal(token)
    if len(parts) == 2 and not (marks == [","] and len(parts[1]) == 3):  # noqa: PLR2004  a thousands mark
        return Decimal(f"{parts[0]}.{parts[1]}")
    grouped = all(len(part) == 3 for part in parts[1:]) and len(set(marks)) == 1  # noqa: PLR2004
    return Decimal("".join(parts)) if grouped and marks[0] == "," else None
