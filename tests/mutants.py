"""Put every small fault into a copy of the pack and see that the tables of `tests/rules` notice it.

`python -m tests.mutants` says how many mutants there are and names each that nothing noticed (exit code 1).
`--every N` takes only each Nth of them.
"""

import os
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import as_file
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from rules.loading import PACKS
from tests.mutations import mutations
from tests.rules.under_test import NAME, pack_under_test

TABLES = tuple(
    str(Path(__file__).parent / "rules" / f"test_{name}.py")
    for name in ("assess", "assessment", "facts", "recommendation", "handoffs", "fees", "renewal")
)
VARIABLE = "ENDORSE_TEST_PACK"

Test = Callable[[], object]


@dataclass(frozen=True)
class Mutant:
    """A pack with one fault: `content` in place of what `file` held."""

    what: str
    file: str
    content: Any


@dataclass
class Tables:
    """A pytest plugin that collects the tables once, to be run against one pack after the other."""

    tests: list[Test] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running them."""
        self.tests = [partial(_call, item) for item in session.items if isinstance(item, pytest.Function)]
        return True

    def notice(self) -> bool:
        """Whether the pack that the environment names cannot be loaded, or a test fails on it."""
        for place, test in enumerate(self.tests):
            try:
                test()
            except (Exception, pytest.fail.Exception):  # noqa: BLE001  any failure is a fault noticed
                # What noticed one fault notices the next one of its kind, too.
                self.tests.insert(0, self.tests.pop(place))
                return True
        return False


def _call(item: pytest.Function) -> object:
    """Run one test without the ceremony of fixtures: the tables take nothing but their rows and the pack."""
    rows: Mapping[str, object] = item.callspec.params if hasattr(item, "callspec") else {}
    pack = {"pack": pack_under_test()} if "pack" in item.fixturenames else {}
    return item.obj(**pack, **rows)


def all_mutants() -> Iterator[Mutant]:
    """Every mutant of every file, in the order of the files."""
    with as_file(PACKS / NAME) as pack:
        for path in sorted(pack.rglob("*.yaml")):
            file = str(path.relative_to(pack))
            for what, content in mutations(file, yaml.safe_load(path.read_text("utf-8"))):
                yield Mutant(what, file, content)


def unnoticed(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """The mutants that no test notices."""
    tables = Tables()
    pytest.main(["-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:terminal", *TABLES], plugins=[tables])
    if not tables.tests or tables.notice():
        sys.exit("the tables do not pass on the pack as it is")
    for mutant in mutants:
        with TemporaryDirectory() as folder:
            _write(mutant, Path(folder) / NAME)
            if not tables.notice():
                yield mutant


def _write(mutant: Mutant, folder: Path) -> None:
    with as_file(PACKS / NAME) as pack:
        shutil.copytree(pack, folder)
    (folder / mutant.file).write_text(yaml.safe_dump(mutant.content), "utf-8")
    os.environ[VARIABLE] = str(folder)


def main() -> int:
    """Hunt, tell, and give the exit code."""
    parser = ArgumentParser(
        prog="python -m tests.mutants", description="Hunt for faults in the pack that no test notices."
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take only each Nth mutant")
    mutants = tuple(islice(all_mutants(), 0, None, parser.parse_args().every))
    missed = tuple(unnoticed(mutants))
    for mutant in missed:
        sys.stdout.write(f"nothing noticed {mutant.what}\n")
    sys.stdout.write(f"{len(mutants)} mutants, {len(mutants) - len(missed)} noticed\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
