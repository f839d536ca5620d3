"""Every sample as a person reads it, compared exactly; `make golden` writes the files anew."""

import re
from pathlib import Path

import pytest

from jixiao import read_report
from output.show import show

HOME = Path(__file__).parent
SAMPLES = sorted((HOME.parent / "samples").glob("*.txt"))
# Ids change with every version, sources with the folder: neither is what is read.
_ID = re.compile(r"^  [0-9a-f]{10}  ", re.MULTILINE)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_reads_as_its_golden(path, request):
    seen = "\n".join(show(read_report(path), everything=True)) + "\n"
    seen = _ID.sub("  ", seen).replace(str(path), path.name)
    golden = HOME / "golden" / path.name
    if request.config.getoption("--golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(seen, "utf-8")
    assert seen == golden.read_text("utf-8"), "read the difference; if it is right: make golden"


def test_every_golden_has_its_sample():
    assert {path.name for path in (HOME / "golden").glob("*.txt")} == {path.name for path in SAMPLES}
