"""Reading a list of 100,000 endorsees, from the file to what each row says: seconds of processor time."""

import argparse
import json
import time
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from bot.roster.reading import read
from rules.loading import load_pack
from tests.benchmarks.contest import Contender, Contest, Measure
from tests.benchmarks.databases import kept_folder

_HEAD = ("E-mail", "Category", "Date earned", "Tags")
_ON = date(2026, 11, 21)

CONTEST = Contest(
    name="roster",
    title="Reading a list of 100,000 endorsees (a tenth in quick runs)",
    contenders=[
        Contender(kind, ("-m", "tests.benchmarks.roster", "--kind", kind.casefold())) for kind in ("CSV", "XLSX")
    ],
    measures=[Measure("processor time", "s", "low"), Measure("rows a second", "", "high")],
    note="One thread, beside the conversations. XLSX is XML in an archive, read in one pass over it.",
)


def rows(count: int) -> list[tuple[str, str, date, str]]:
    """Everybody has an Endorsement and a tag."""
    return [(f"p{n}@example.org", "IFS", date(2020, 1, 1) + timedelta(n % 2000), "a") for n in range(count)]


def csv_file(count: int) -> bytes:
    """As a program exports it in the United States."""
    lines = (f"{email},{category},{earned:%m/%d/%Y},{tag}" for email, category, earned, tag in rows(count))
    return "\n".join((",".join(_HEAD), *lines)).encode()


def xlsx_file(count: int) -> bytes:
    """As a spreadsheet saves it; made once, since writing takes longer than reading."""
    path = _kept(count)
    if not path.exists():
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in (_HEAD, *rows(count)):
            sheet.append(row)
        book.save(path)
    return path.read_bytes()


def _kept(count: int) -> Path:
    return kept_folder("roster") / f"{count}.xlsx"


def main() -> None:
    """Read once, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.roster", description=__doc__)
    parser.add_argument("--kind", choices=("csv", "xlsx"), default="csv")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    count = 10_000 if given.quick else 100_000
    content = csv_file(count) if given.kind == "csv" else xlsx_file(count)
    pack = load_pack("infancy-onward")
    began = time.process_time()
    found = read(content, f"roster.{given.kind}", pack, _ON)
    took = time.process_time() - began
    if found.rows != count:
        raise SystemExit(f"{found.rows} rows were read; there are {count}")
    print(json.dumps({"processor time": took, "rows a second": count / took}))  # noqa: T201  the result


if __name__ == "__main__":
    main()
