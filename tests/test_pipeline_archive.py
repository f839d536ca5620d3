"""An archive's reports: one for each file in it, a row for what can't be taken out, each found again by its name."""

import zipfile
from pathlib import Path

from click.testing import CliRunner

from jixiao.cli import cli
from jixiao.pipeline import read_all

SAMPLES = Path(__file__).parent.parent / "samples"


def made(folder: Path) -> Path:
    path = folder / "附件.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(SAMPLES / "taihe-2021.docx", "表/泰和.docx")
        archive.writestr("坏.docx", b"PK\x03\x04")
        archive.write(SAMPLES / "longxi-2023.txt", "龙溪.txt")
    return path


def test_each_file_of_an_archive_is_a_document(tmp_path):
    path = made(tmp_path)
    rows = [report.document for report in read_all(path)]
    assert [(row.source, row.status) for row in rows] == [
        (f"{path}!/表/泰和.docx", "ok"),
        (f"{path}!/坏.docx", "failed"),
        (f"{path}!/龙溪.txt", "ok"),
    ]
    (alone,) = read_all(SAMPLES / "taihe-2021.docx")
    assert alone.document.document_id == rows[0].document_id


def test_broken_archive_is_one_failed_row(tmp_path):
    path = made(tmp_path)
    path.write_bytes(path.read_bytes()[:-500])
    (report,) = read_all(path)
    assert (report.document.status, report.document.error_code) == ("failed", "archive_damaged")


def test_command_reads_archives_and_shows_where_a_figure_stands(tmp_path):
    out = tmp_path / "out"
    result = CliRunner().invoke(cli, ["extract", str(made(tmp_path)), "-o", str(out)])
    assert result.exit_code == 3
    assert "3 documents: 2 ok, 1 failed" in result.output
    shown = CliRunner().invoke(cli, ["show", str(out), "--document", "泰和"]).output
    fact = next(line.split()[0] for line in shown.splitlines() if "funds.total" in line)
    receipt = CliRunner().invoke(cli, ["why", fact, "-o", str(out)]).output
    assert "附件.zip!/表/泰和.docx" in receipt
    assert "【3846.20】" in receipt
