"""The words of the pack: what people read, and what they may type."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from pydantic import BaseModel

from rules.codes import Category
from rules.pack import RulePack
from rules.sources import Source


def texts_of(value: object) -> Iterator[str]:
    """Every text of the pack but the locators of sources."""
    match value:
        case Source():
            return
        case str():
            yield value
        case BaseModel():
            yield from chain.from_iterable(texts_of(getattr(value, name)) for name in type(value).model_fields)
        case tuple():
            yield from chain.from_iterable(texts_of(part) for part in value)


@pytest.mark.parametrize(
    ("code", "hours"), [("IFA", 40), ("IFS", 50), ("IMHS", 75), ("IMHM-C", 75), ("IMHM-P", 75), ("IMHM-R/F", 75)]
)
def test_typical_training_is_told_as_no_minimum(pack: RulePack, code: str, hours: int) -> None:
    typical = pack.by_code[Category(code)].typical_training

    assert typical is not None
    assert f"{hours} hours" in typical.text
    assert "not the minimum" in typical.text


BANNED = re.compile(
    r"\b(not eligible|ineligible|you (?:now )?qualify|you're eligible|you are eligible|approved|you can'?t)\b",
    re.IGNORECASE,
)


def test_nobody_is_judged(pack: RulePack) -> None:
    assert [text for text in texts_of(pack) if BANNED.search(text)] == []


def test_texts_fit_on_a_phone(pack: RulePack) -> None:
    assert [term.id for term in pack.terms if len(term.text) > 700] == []
    assert [note.id for note in pack.notes if note.told is not None and len(note.told) > 300] == []
    assert [step.id for step in pack.steps if len(step.text) > 300 or len(step.title) > 40] == []
    assert [provider.id for provider in pack.providers if len(provider.text) > 400] == []


def test_told_notes_speak_in_a_few_sentences(pack: RulePack) -> None:
    assert [note.id for note in pack.notes if note.told == ""] == []
    assert {note.id for note in pack.notes if note.told is None} == {"C05", "C25", "C27", "C29"}


def test_what_people_type_finds_one_term(pack: RulePack) -> None:
    typed = [alias for term in pack.terms for alias in {*term.aliases, term.term.lower()}]

    assert sorted(typed) == sorted(set(typed))
    assert all(alias == alias.lower().strip() for term in pack.terms for alias in term.aliases)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("rs/c", "rsc"),
        ("reflective supervision", "rsc"),
        ("iechm", "iecmh"),
        ("echms", "imhs"),
        ("level i", "ifa"),
        ("level ii", "ifs"),
        ("level iii", "imhs"),
        ("level iv", "imhm"),
        ("ifrs", "ers"),
        ("ecfrs", "ers"),
    ],
)
def test_old_names_and_slips_are_understood(pack: RulePack, typed: str, term: str) -> None:
    assert [one.id for one in pack.terms if typed in one.aliases] == [term]


def test_links_are_those_of_the_booklet(pack: RulePack) -> None:
    links = {link for text in texts_of(pack) for link in re.findall(r"https?://\S+", text)}

    assert links == {
        "https://988lifeline.org/",
        "https://infancy-onward.myeasy.org/",
        "https://infancy-onward.myeasy.org/competency-guidelines",
    }


def test_registered_marks_carry_their_sign(pack: RulePack) -> None:
    told = (
        *(term.text for term in pack.terms),
        *(step.text for step in pack.steps),
        *(n.told or "" for n in pack.notes),
    )

    assert [text for text in told if re.search(r"\b(?:IMH|ECMH)-E\b(?!®)", text)] == []


def test_amounts_live_in_the_data_and_not_in_the_words(pack: RulePack) -> None:
    told = (
        *(note.told or "" for note in pack.notes),
        *(text for part in (pack.terms, pack.steps, pack.providers) for text in texts_of(part)),
        *(text for category in pack.categories for text in (category.about.text, category.work.text)),
        *(pack.add_on.about.text, pack.add_on.emerging.text),
    )
    amounts = {amount for text in told for amount in re.findall(r"\d+ (?:hours|years|families|references)|\$\d+", text)}

    assert amounts == {"30 hours", "6 years"}  # what older papers say (C01), and an age
