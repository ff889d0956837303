"""Message catalogues: the languages we speak, and a pseudo-language that shows what was forgotten."""

import gettext
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from babel.messages import Catalog
from babel.messages.pofile import read_po
from typing_extensions import override

SOURCE = "en"
PSEUDO = "en-XA"
_LOCALES = files("dialogs") / "locales"
_KEEP = re.compile(r"(%\([a-z_]+\)[sd]|%%|\{[a-z_]+\}|<[^>]+>|&[a-z]+;|https?://\S+|\S+@\S+)")
_ACCENTS = str.maketrans("aceinorsuyzACEINORSUYZ", "áçéíñóŕšúýžÁÇÉÍÑÓŔŠÚÝŽ")


@cache
def languages() -> tuple[str, ...]:
    """The languages a person can choose, the source language first."""
    return (SOURCE, *sorted(entry.name for entry in _LOCALES.iterdir() if (entry / "endorse.po").is_file()))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language.

    Raises:
        LookupError: if we do not speak it.
    """
    if language == SOURCE:
        return gettext.NullTranslations()
    if language == PSEUDO:
        return _Pseudo()
    if language not in languages():
        raise LookupError(f"language: {language!r} came; allowed: {', '.join(languages())}")
    with (_LOCALES / language / "endorse.po").open("rb") as file:
        return _Translated(read_po(file, locale=language))


class _Translated(gettext.NullTranslations):
    """What a catalogue says; gettext's own class wants it compiled first, which takes as long as reading it."""

    def __init__(self, messages: Catalog) -> None:
        super().__init__()
        self._form = gettext.c2py(messages.plural_expr)
        self._said = dict(_translated(messages))

    @override
    def gettext(self, message: str) -> str:
        return self._said.get(message, (message,))[0]

    @override
    def ngettext(self, one: str, many: str, n: int) -> str:
        forms = self._said.get(one)
        return forms[self._form(n)] if forms else super().ngettext(one, many, n)


def _translated(messages: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each message in the singular, with its translation in every form; without what is missing or in doubt."""
    for message in messages:
        one, *_ = (message.id,) if isinstance(message.id, str) else message.id
        said = message.string or ""
        forms = (said,) if isinstance(said, str) else tuple(said)
        if one and all(forms) and not message.fuzzy:
            yield one, forms


class _Pseudo(gettext.NullTranslations):
    """Accents on every message and a third more length; placeholders, tags and addresses stay as they are."""

    @override
    def gettext(self, message: str) -> str:
        return pseudo(message)

    @override
    def ngettext(self, one: str, many: str, n: int) -> str:
        return pseudo(one if n == 1 else many)


def pseudo(message: str) -> str:
    """The message as the pseudo-language says it."""
    parts = _KEEP.split(message)
    said = "".join(part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts))
    return f"⟦{said}{'~' * (len(message) // 3)}⟧" if message.strip() else message
