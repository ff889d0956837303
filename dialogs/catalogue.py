"""Message catalogues: the languages we speak, and a pseudo-language that shows what was forgotten."""

import gettext
import re
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
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
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


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
