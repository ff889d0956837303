"""`python -m tests.catalogues`: collects every sentence for translators and brings the catalogues up to date.

Sentences come from three places: the templates, the few in dialogs/*.py, and the fields of the rule packs that people
read. New ones arrive in each `dialogs/locales/<language>/endorse.po` without a translation; a test wants them all done.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "dialogs" / "locales"

_READ_BY_PEOPLE = frozenset(
    {"text", "told", "title", "name", "early_childhood_name", "who", "term", "examples", "items", "note", "locator"}
)
_NOT_SAID = frozenset({"association"})
"""Parts of a pack whose strings are names and addresses."""

_KEYWORDS = {"N_": (1, 2), "_": None, "gettext": None, "ngettext": (1, 2)}


def collected() -> Catalog:
    """Every sentence a person can read, with the places it stands in."""
    catalogue = Catalog(project="endorse", charset="utf-8", copyright_holder="The endorse authors")
    for path, found in (*_in_templates(), *_in_code(), *_in_packs()):
        catalogue.add(found, locations=[(path, 0)])
    return catalogue


def updated(language: str) -> Catalog:
    """The catalogue of a language with every sentence of today, and none of yesterday."""
    file = LOCALES / language / "endorse.po"
    catalogue = read_po(BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog(locale=language)
    made = catalogue.creation_date
    catalogue.update(collected(), no_fuzzy_matching=True)
    catalogue.creation_date = made  # else every run would change the file
    catalogue.obsolete.clear()
    return catalogue


def _in_templates() -> Iterator[tuple[str, Any]]:
    for file in sorted((ROOT / "dialogs" / "templates").rglob("*.j2")):
        with file.open("rb") as opened:
            for _, message, _, _ in extract("jinja2", opened, options={"trimmed": "true", "trim_blocks": "true"}):
                yield _path(file), message


def _in_code() -> Iterator[tuple[str, Any]]:
    for file in sorted((ROOT / "dialogs").rglob("*.py")):
        with file.open("rb") as opened:
            for _, message, _, _ in extract("python", opened, keywords=_KEYWORDS):
                yield _path(file), message


def _in_packs() -> Iterator[tuple[str, Any]]:
    for file in sorted((ROOT / "rules" / "packs").rglob("*.yaml")):
        for sentence in dict.fromkeys(_sentences(yaml.safe_load(file.read_text("utf-8")))):
            yield _path(file), sentence


def _sentences(part: object, *, said: bool = False) -> Iterator[str]:
    match part:
        case str() if said and part.strip():
            yield part
        case dict():
            for key, value in part.items():
                if key not in _NOT_SAID:
                    yield from _sentences(value, said=key in _READ_BY_PEOPLE)
        case list():
            for value in part:
                yield from _sentences(value, said=said)


def _path(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def main() -> int:
    """Write every catalogue anew; the languages are those that have a folder."""
    for folder in sorted(path for path in LOCALES.iterdir() if path.is_dir()):
        catalogue = updated(folder.name)
        with (folder / "endorse.po").open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=False, omit_header=False)
        missing = sum(1 for message in catalogue if message.id and not message.string)
        print(f"{folder.name}: {len(catalogue)} sentences, {missing} to translate")  # noqa: T201  this is a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
