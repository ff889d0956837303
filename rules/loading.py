"""From a folder of YAML to a checked rule pack. Everything wrong with it is told at once, each with its place."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from pydantic import ValidationError

from rules.checking import faults
from rules.complaints import each_complaint
from rules.pack import RulePack

PACKS = files("rules") / "packs"
_CATEGORIES = "categories"
_KEY = re.compile(r"(\w*)(.*)", re.DOTALL)
# The C loader reads a pack about ten times faster; wheels have it, a bare build of PyYAML may not.
FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PackFault(ValueError):
    """A pack that cannot be used. `faults` has a line for each thing at fault."""

    def __init__(self, name: str, faults_: tuple[str, ...]) -> None:
        super().__init__(f"pack {name}: {'; '.join(faults_)}")
        self.name = name
        self.faults = faults_


class _Loader(FastLoader):  # type: ignore[valid-type, misc]  # chosen at run time
    """Refuses a key that stands twice, where YAML would quietly keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"key {twice!r} stands twice", node.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def pack_names() -> tuple[str, ...]:
    """The packs that come with the program."""
    return tuple(sorted(entry.name for entry in PACKS.iterdir() if (entry / "pack.yaml").is_file()))


def frameless_names() -> tuple[str, ...]:
    """The folders beside the packs that are none, because their `pack.yaml` is missing."""
    folders = (entry.name for entry in PACKS.iterdir() if entry.is_dir() and not entry.name.startswith(("_", ".")))
    return tuple(sorted(set(folders) - set(pack_names())))


@cache
def load_pack(name: str) -> RulePack:
    """A pack that comes with the program, read and checked once.

    Raises:
        PackFault: if there is no such pack or something is wrong with it.
    """
    if name not in pack_names():
        raise PackFault(name, (f"no such pack; allowed: {', '.join(pack_names())}",))
    return read_pack(PACKS / name, name)


def read_pack(folder: Traversable, name: str) -> RulePack:
    """A pack from a folder.

    Raises:
        PackFault: with everything that is wrong, each line naming file, place, what came and what is allowed.
    """
    parts = dict(_parts(folder, name))
    try:
        pack = RulePack.model_validate_json(json.dumps(_assembled(parts, name), default=str))
    except ValidationError as error:
        lines = tuple(_with_file(line, parts) for line in each_complaint(error, RulePack))
        raise PackFault(name, lines) from None
    found = tuple(faults(pack))
    if found:
        raise PackFault(name, found)
    return pack


def _parts(folder: Traversable, name: str) -> Iterator[tuple[str, Any]]:
    for entry in _yaml_files(folder):
        yield entry.name.removesuffix(".yaml"), _yaml(entry, name, entry.name)
    for entry in _yaml_files(folder / _CATEGORIES):
        shown = f"{_CATEGORIES}/{entry.name}"
        yield shown.removesuffix(".yaml"), _yaml(entry, name, shown)


def _yaml_files(folder: Traversable) -> list[Traversable]:
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted((entry for entry in entries if entry.name.endswith(".yaml")), key=lambda entry: entry.name)


def _yaml(file: Traversable, pack: str, shown: str) -> Any:  # noqa: ANN401  YAML can hold anything until it is checked
    try:
        return yaml.load(file.read_text("utf-8"), _Loader)  # noqa: S506  a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise PackFault(pack, (f"{shown}: not YAML: {line}{error.problem}",)) from None
    except (yaml.YAMLError, ValueError) as error:  # a date such as 30 February, or bytes that are not UTF-8
        raise PackFault(pack, (f"{shown}: not YAML: {' '.join(str(error).split())}",)) from None


def _assembled(parts: Mapping[str, Any], name: str) -> dict[str, Any]:
    """`pack.yaml` gives the frame; every other file is the key it is named after."""
    frame = parts.get("pack")
    if not isinstance(frame, Mapping):
        raise PackFault(name, (f"pack.yaml: {frame!r} came; allowed is an object with named keys",))
    categories = [part for file, part in parts.items() if file.startswith(f"{_CATEGORIES}/")]
    rest = {file: part for file, part in parts.items() if file != "pack" and "/" not in file}
    return {"name": name, **frame, _CATEGORIES: categories, **rest}


def _with_file(line: str, parts: Mapping[str, Any]) -> str:
    """`categories[1].code: …` said as the file it stands in: `categories/ifs.yaml: code: …`."""
    for index, name in enumerate(name for name in parts if name.startswith(f"{_CATEGORIES}/")):
        start = f"{_CATEGORIES}[{index}]"
        if line.startswith(start):
            return f"{name}.yaml: {line.removeprefix(start).lstrip('.: ')}"
    key, rest = _KEY.match(line).groups()  # type: ignore[union-attr]  # it matches the empty text too
    return f"{key}.yaml: {rest.lstrip('.: ')}" if key in parts else f"pack.yaml: {line}"
