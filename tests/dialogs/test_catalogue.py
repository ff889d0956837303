"""Catalogues say what gettext's own reader of their compiled form says, and fall back to the source language."""

import gettext
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dialogs.catalogue import catalogue


@pytest.fixture(scope="module")
def messages() -> Catalog:
    with (files("dialogs") / "locales" / "es" / "endorse.po").open("rb") as file:
        return read_po(file, locale="es")


@pytest.fixture(scope="module")
def compiled(messages: Catalog) -> gettext.GNUTranslations:
    content = BytesIO()
    write_mo(content, messages)
    content.seek(0)
    return gettext.GNUTranslations(content)


def test_every_sentence_is_the_one_that_gettext_reads(messages: Catalog, compiled: gettext.GNUTranslations) -> None:
    spanish = catalogue("es")
    for message in messages:
        if isinstance(message.id, str):
            if message.id:
                assert spanish.gettext(message.id) == compiled.gettext(message.id)
            continue
        one, many = message.id
        for count in (0, 1, 2, 5, 21, 100):
            assert spanish.ngettext(one, many, count) == compiled.ngettext(one, many, count)


def test_what_is_not_translated_is_said_as_it_stands() -> None:
    spanish = catalogue("es")
    assert spanish.gettext("Nobody says this.") == "Nobody says this."
    assert [spanish.ngettext("an owl", "owls", count) for count in (1, 2)] == ["an owl", "owls"]


def test_a_language_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(LookupError, match="'tlh' came; allowed: en, es"):
        catalogue("tlh")
