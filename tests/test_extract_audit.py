"""The count of characters: nothing lost or doubled in any report of ours, and a loss is seen; pictures of pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.audit import audit
from extract.document import ReadingError
from extract.picture import picture
from extract.reader import read
from jixiao.cli import cli

ROOT = Path(__file__).parent.parent
REPORTS = [
    path
    for folder in ("samples", "tests/reports/forms/pdf", "tests/reports/forms/docx")
    for path in sorted((ROOT / folder).glob("*.*"))
    if path.suffix in (".pdf", ".docx", ".txt")
]
BUNDLE = ROOT / "samples/pingjiang-2022.pdf"


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_report_keeps_every_character_once(path: Path) -> None:
    found = audit(path.read_bytes(), read(path))
    assert found.clean, list(found.lines())
    assert found.other is not None
    assert found.total > 200


def test_lost_block_and_doubled_cell_are_seen() -> None:
    data, document = BUNDLE.read_bytes(), read(BUNDLE)
    block, table = document.blocks[0], document.tables[0]
    less = audit(data, replace(document, blocks=document.blocks[1:]))
    assert less.loose.total() == len("".join(block.text.split())) > 0
    said = next(cell for cell in table.cells if cell.text)
    twice = replace(document, tables=(replace(table, cells=(*table.cells, said)), *document.tables[1:]))
    assert audit(data, twice).doubled.total() == len("".join(said.text.split()))


def test_character_that_the_text_lacks_is_seen() -> None:
    data, document = BUNDLE.read_bytes(), read(BUNDLE)
    at = document.text.index("平江县")
    found = audit(data, replace(document, text=f"{document.text[:at]} {document.text[at + 1 :]}"))
    assert found.missing == {"平": 1}
    assert not found.clean
    assert "missing: 1  (平×1)" in "\n".join(found.lines())


def test_picture_shows_blocks_cells_and_tables() -> None:
    image = picture(BUNDLE.read_bytes(), read(BUNDLE), 2)
    colours = {colour for _, colour in image.getcolors(1 << 24)}
    assert {(40, 110, 220), (20, 150, 70), (220, 60, 40)} <= colours


@pytest.mark.parametrize(("name", "page", "code"), [("pingjiang-2022.pdf", 99, "no_page"), ("pingjiang-2022.txt", 1, "no_picture")])
def test_picture_that_cannot_be_is_refused(name: str, page: int, code: str) -> None:
    path = ROOT / "samples" / name
    with pytest.raises(ReadingError) as refusal:
        picture(path.read_bytes(), read(path), page)
    assert refusal.value.code == code


def test_command_counts_and_draws(tmp_path: Path) -> None:
    run = CliRunner().invoke
    counted = run(cli, ["text", "--audit", str(BUNDLE)])
    assert counted.exit_code == 0
    assert "missing: 0" in counted.output
    image = tmp_path / "page.png"
    drawn = run(cli, ["text", "--picture", "2", "-o", str(image), str(BUNDLE)])
    assert drawn.exit_code == 0
    assert image.read_bytes().startswith(b"\x89PNG")
    assert run(cli, ["text", "--picture", "2", str(BUNDLE)]).exit_code == 2
    assert run(cli, ["text", "--picture", "2", "-o", str(tmp_path / "page.xyz"), str(BUNDLE)]).exit_code == 2
    assert run(cli, ["text", "--picture", "99", "-o", str(image), str(BUNDLE)]).exit_code == 3
