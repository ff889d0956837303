"""The hunt for faults in the pack, on a few of them; `python -m tests.mutants` takes them all."""

import re
import subprocess
import sys

from tests.mutants import all_mutants


def test_a_sample_of_the_faults_is_noticed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--every", "25"],
        capture_output=True,
        check=False,
        text=True,
        timeout=100,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"(\d+) mutants, \1 noticed\n", done.stdout)


def test_every_part_of_the_pack_that_decides_has_mutants() -> None:
    files = {mutant.file for mutant in all_mutants()}
    assert {"add_on.yaml", "counted.yaml", "fees.yaml", "pack.yaml", "renewal.yaml"} < files
    assert len([file for file in files if file.startswith("categories/")]) == 6
    assert len({mutant.what for mutant in all_mutants()}) == len(list(all_mutants()))
