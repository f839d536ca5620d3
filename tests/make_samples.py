"""Write the sample reports: samples/<name>.txt, .docx, .pdf and samples/truth/<name>.json."""

from __future__ import annotations

from pathlib import Path

from sampling.as_docx import as_docx
from sampling.as_pdf import as_pdf
from sampling.as_text import dump
from sampling.content import Report
from sampling.reports import all_reports
from sampling.truth import as_json, truth

HOME = Path(__file__).parent.parent / "samples"


def files_of(report: Report) -> dict[str, bytes]:
    """What one report becomes: bytes by path below the samples' folder."""
    text = dump(report)
    return {
        f"{report.name}.txt": text.text.encode(),
        f"{report.name}.docx": as_docx(report),
        f"{report.name}.pdf": as_pdf(report),
        f"truth/{report.name}.json": as_json(truth(report, text)).encode(),
    }


def main() -> None:
    """Write every file."""
    (HOME / "truth").mkdir(parents=True, exist_ok=True)
    for report in all_reports():
        for path, content in files_of(report).items():
            (HOME / path).write_bytes(content)


if __name__ == "__main__":
    main()
