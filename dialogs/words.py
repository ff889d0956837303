"""Words in a person's language: templates, labels, amounts and days.

A template holds a text and, below a line of three dashes, the labels of its buttons as `key: label`. Everything a
person reads goes through gettext, the pack's own sentences too.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, cached_property, lru_cache
from types import MappingProxyType, NoneType

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dialogs.catalogue import PSEUDO, SOURCE, catalogue, languages
from rules.codes import Unit, Verdict

_RULE = re.compile(r"^---$", re.MULTILINE)
_MANY_LINES = re.compile(r"\n{3,}")
_TAGS = re.compile(r"<[^>]+>")

_REMEMBERED = 4096
"""Pages kept per language. Most screens are the same for many people, and a page costs 30 to 100 microseconds."""

_PLAIN = frozenset({str, Markup, bool, int, float, date, NoneType, Unit, Verdict})
"""Values that say all about themselves; a page made of nothing else is remembered."""

_Given = tuple[tuple[str, type, object], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered template: HTML and plain labels."""

    text: str
    labels: Mapping[str, str]


class Words:
    """One language. Rendering is pure; templates are compiled once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = catalogue(language)
        # As numbers, money and days are written in the United States, whatever the language: 23.5 hours, $75.
        self._locale = Locale(SOURCE if language == PSEUDO else language, "US")
        self._templates = Environment(
            loader=PackageLoader("dialogs", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        self._templates.policies["ext.i18n.trimmed"] = True
        self._templates.install_gettext_translations(self._translations, newstyle=True)  # type: ignore[attr-defined]
        self._templates.globals["gettext"] = self._told
        self._templates.filters |= {
            "amount": self.amount,
            "money": self.money,
            "day": self.day,
            "short_day": self.short_day,
            "moment": self.moment,
            "number": self.number,
            "say": self.say,
            "bold": lambda words: Markup(f"<b>{escape(words)}</b>"),  # noqa: S704  escaped
        }
        self._labels: dict[str, Mapping[str, str]] = {}
        self._questions: dict[tuple[str, str], Page] = {}
        self._remembered = lru_cache(_REMEMBERED)(self._of_plain)

    def _told(self, message: str, /, **given: object) -> Markup:
        """A message of a template as HTML; jinja's own way to the same takes twice as long."""
        escaped = {name: escape(value) for name, value in given.items()}
        return Markup(self._translations.gettext(message) % escaped)  # noqa: S704  ours, and what is put in is escaped

    def page(self, template: str, **data: object) -> Page:
        """Render a template with what it needs; a missing name is an error, not an empty place."""
        if all(
            type(value) in _PLAIN or (type(value) is tuple and set(map(type, value)) <= {str})
            for value in data.values()
        ):
            # By type too: Python holds that 1 == True, and that a text is equal to the same text as HTML.
            return self._remembered(template, tuple((name, type(value), value) for name, value in data.items()))
        return self._rendered(template, data)

    def _of_plain(self, template: str, data: _Given) -> Page:
        return self._rendered(template, {name: value for name, _, value in data})

    def _rendered(self, template: str, data: Mapping[str, object]) -> Page:
        rendered = self._templates.get_template(f"{template}.j2").render(**data)
        text, *below = _RULE.split(rendered, maxsplit=1)
        lines = "\n".join(line.strip() for line in text.strip().splitlines())
        return Page(_MANY_LINES.sub("\n\n", lines), _as_labels("".join(below)))

    def sentence(self, template: str, **data: object) -> str:
        """A template without labels as plain text: for a picture, a PDF, a calendar, a button."""
        return plain(self.page(template, **data).text)

    def labels(self, template: str) -> Mapping[str, str]:
        """A template that is nothing but labels; rendered once."""
        if template not in self._labels:
            rendered = self._templates.get_template(f"labels/{template}.j2").render()
            self._labels[template] = MappingProxyType(dict(_as_labels(rendered)))
        return self._labels[template]

    def question(self, question_id: str, association: str) -> Page:
        """A question and the labels of its answers."""
        key = (question_id, association)
        if key not in self._questions:
            self._questions[key] = self.page(f"questions/{question_id}", association=association)
        return self._questions[key]

    @cached_property
    def buttons(self) -> Mapping[str, str]:
        """Labels of the buttons that stand on many screens."""
        return self.labels("buttons")

    def say(self, sentence: str) -> str:
        """A sentence of the pack in this language, as plain text."""
        return str(self._translations.gettext(sentence))

    def number(self, value: float) -> str:
        """A number as it is written here, with at most two decimals."""
        return _written(value, self._locale)

    def amount(self, value: float, unit: Unit | str) -> str:
        """A number with its unit: "23.5 hours", "1 year"."""
        number = self.number(value)
        one, many = _UNITS[Unit(unit)]
        # Half an hour is plural in English; gettext wants a whole number to choose by.
        count = int(value) if value == int(value) else 2
        return str(self._translations.ngettext(one, many, count)) % {"number": number}

    def money(self, value: int, currency: str) -> str:
        """An amount of money without cents."""
        return _priced(value, currency, self._locale)

    def month(self, value: date) -> str:
        """A month's short name, without the year."""
        return str(format_date(value, format="LLL", locale=self._locale))

    def month_of_year(self, value: date) -> str:
        """A month with its year: "May 2025"."""
        return str(format_skeleton("yMMMM", value, locale=self._locale))

    def hour(self, hour: int) -> str:
        """A full hour of the day: "8 PM"."""
        return str(format_time(time(hour), format="h a" if self._is_twelve_hour else "HH:mm", locale=self._locale))

    @cached_property
    def _is_twelve_hour(self) -> bool:
        return "a" in self._locale.time_formats["short"].pattern

    def short_day(self, value: date) -> str:
        """A day on a button: "Dec 31, 2027"."""
        return str(format_date(value, format="medium", locale=self._locale))

    def moment(self, value: datetime) -> str:
        """A day and the time of day, as `value` has them: "Dec 31, 2027, 9:30 AM"."""
        return f"{self.short_day(value.date())}, {format_time(value.time(), format='short', locale=self._locale)}"

    def day(self, value: date) -> str:
        """A day in full: "31 December 2027" as the language writes it."""
        return _in_full(value, self._locale)


def plain(text: str) -> str:
    """HTML of ours as plain text: for the PDF, an e-mail, a button."""
    return html.unescape(_TAGS.sub("", text))


@cache
def words(language: str) -> Words:
    """The words of a language, made once."""
    return Words(language)


def words_for(language: str | None) -> Words:
    """The words for somebody who chose a language, or whose language nobody knows: then those of the source."""
    return words(language if language in languages() else SOURCE)


@lru_cache(4096)
def _written(value: float, locale: Locale) -> str:
    # A screen has a dozen numbers, mostly the same ones; each costs as much as a template.
    return str(format_decimal(value, format="#,##0.##", locale=locale))


@lru_cache(1024)
def _priced(value: int, currency: str, locale: Locale) -> str:
    return str(format_currency(value, currency, format="¤#,##0", locale=locale, currency_digits=False))


@lru_cache(1024)
def _in_full(value: date, locale: Locale) -> str:
    return str(format_date(value, format="long", locale=locale))


def _as_labels(lines: str) -> Mapping[str, str]:
    pairs = (line.partition(":") for line in lines.splitlines() if line.strip())
    return {key.strip(): plain(label.strip()) for key, _, label in pairs}


def N_(one: str, many: str) -> tuple[str, str]:  # noqa: N802  the name that gettext's tools look for
    """Mark a pair for translation."""
    return one, many


_UNITS = {
    Unit.HOURS: N_("%(number)s hour", "%(number)s hours"),
    Unit.YEARS: N_("%(number)s year", "%(number)s years"),
    Unit.FAMILIES: N_("%(number)s family", "%(number)s families"),
    Unit.PEOPLE: N_("%(number)s person", "%(number)s people"),
}
