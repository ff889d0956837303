"""From a folder of YAML to a checked rule pack. Everything wrong with it is told at once, each with its place."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from pydantic import ValidationError

from rules.checking import faults
from rules.complaints import complaints
from rules.pack import RulePack

PACKS = files("rules") / "packs"
_CATEGORIES = "categories"
# The C loader reads a pack about ten times faster; wheels have it, a bare build of PyYAML may not.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PackFault(ValueError):
    """A pack that cannot be used. `faults` has a line for each thing at fault."""

    def __init__(self, name: str, faults_: tuple[str, ...]) -> None:
        super().__init__(f"pack {name}: {'; '.join(faults_)}")
        self.name = name
        self.faults = faults_


class _Loader(_Base):  # type: ignore[valid-type, misc]  # chosen at run time
    """Refuses a key that stands twice, where YAML would quietly keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {twice!r} stands twice", node.start_mark
            )
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def pack_names() -> tuple[str, ...]:
    """The packs that come with the program."""
    return tuple(sorted(entry.name for entry in PACKS.iterdir() if (entry / "pack.yaml").is_file()))


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
        pack = RulePack.model_validate_json(json.dumps({"name": name, **_assembled(parts)}, default=str))
    except ValidationError as error:
        raise PackFault(name, tuple(_with_file(complaints(error, RulePack), parts).split("; "))) from None
    found = tuple(faults(pack))
    if found:
        raise PackFault(name, found)
    return pack


def _parts(folder: Traversable, name: str) -> Iterator[tuple[str, Any]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            yield entry.name.removesuffix(".yaml"), _yaml(entry, name, entry.name)
    for entry in sorted((folder / _CATEGORIES).iterdir(), key=lambda entry: entry.name):
        yield (
            f"{_CATEGORIES}/{entry.name.removesuffix('.yaml')}",
            _yaml(entry, name, f"{_CATEGORIES}/{entry.name}"),
        )


def _yaml(file: Traversable, pack: str, shown: str) -> Any:  # noqa: ANN401  YAML can hold anything until it is checked
    try:
        return yaml.load(file.read_text("utf-8"), _Loader)  # noqa: S506  a SafeLoader
    except yaml.YAMLError as error:
        raise PackFault(pack, (f"{shown}: not YAML: {' '.join(str(error).split())}",)) from None


def _assembled(parts: Mapping[str, Any]) -> dict[str, Any]:
    """`pack.yaml` gives the frame; every other file is the key it is named after."""
    frame = dict(parts.get("pack") or {})
    frame[_CATEGORIES] = [part for name, part in parts.items() if name.startswith(f"{_CATEGORIES}/")]
    rest = {name: part for name, part in parts.items() if name != "pack" and "/" not in name}
    return {**frame, **rest}


def _with_file(text: str, parts: Mapping[str, Any]) -> str:
    """`categories[1].…` said as the file it stands in."""
    names = [name for name in parts if name.startswith(f"{_CATEGORIES}/")]
    for index, name in enumerate(names):
        text = text.replace(f"{_CATEGORIES}[{index}].", f"{name}.yaml: ")
    return text
