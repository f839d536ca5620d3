"""A quick reader for tests: a document says what happens to its reader, or holds one figure a line."""

import contextlib
import ctypes
import hashlib
import os
import time
from decimal import Decimal

from corpus.identity import text_hash
from corpus.outcome import Outcome
from jixiao.corpus_work import Hands as RealHands
from normalize.checks.last_year import with_figures
from normalize.rows import Amount, DocumentRow, PartRow, Report, TextRow
from output.batch import failed
from output.figures import pack_figures
from output.parts import pack


def segfault():
    ctypes.string_at(0)


def hang():
    ctypes.PyDLL(None).pause()  # in native code, holding the interpreter's lock


def bloat():
    held = []
    while True:
        held.append(bytearray(20 << 20))


def fork_and_stay():
    if os.fork() == 0:
        while True:
            time.sleep(60)


def fork_and_come_back():
    os.fork()


def fork_far():
    """A grandchild in a session of its own, and a child that ends at once."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                time.sleep(60)
        os._exit(0)


def leave():
    os._exit(7)


def leave_politely():
    raise SystemExit(3)


def scribble():
    """Rubbish into every open pipe."""
    for fd in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(fd, b"\x00\x00\x00\x02no")


def deadly_members(path):
    leave()
    yield path, b""


POISONS = {
    made.__name__: made
    for made in (segfault, hang, bloat, fork_and_stay, fork_and_come_back, fork_far, leave, leave_politely, scribble)
}


def report(name, data):
    identity = hashlib.sha256(data).hexdigest()
    text = data.decode("utf-8", "replace")
    if text.startswith("unreadable"):
        return failed(identity, name, len(data), "damaged", f"{name}: damaged")
    amounts = []
    said = dict(line.split("=") for line in text.splitlines() if line.startswith(("年=", "单位=")))
    year = int(said.get("年", 2023))
    for number, line in enumerate(text.splitlines()):
        label, _, value = line.partition("=")
        if not value or label in said:
            continue
        label, _, of = label.partition("@")
        own = {"concept": "expenditure.basic", "stage": "outturn", "fiscal_year": int(of)} if of else {"fiscal_year": year}
        at = text.index(line) + line.index("=") + 1
        amounts.append(Amount(
            document_id=identity, part_id=f"{identity[:16]}-p1", fact_id=f"{identity[:12]}-{number}", quote=value,
            char_start=at, char_end=at + len(value), label=label, domain="budget", value=Decimal(value),
            unit="元", unit_source="inline", value_yuan=Decimal(value), rule="test", **own,
        ))  # fmt: skip
    row = DocumentRow(
        document_id=identity, source=name, media_type="text/plain", bytes=len(data), county="青禾县",
        province="云岭省", agency=said.get("单位", text.split("\n", 1)[0]), fiscal_year=year, division_code="530999",
    )
    part = PartRow(
        part_id=f"{identity[:16]}-p1", document_id=identity, kind="overall_report", char_start=0, char_end=len(text)
    )
    body = TextRow(document_id=identity, text=text)
    return Report(document=row, parts=(part,), amounts=tuple(amounts), text=body)


def read(name, data):
    word = data.decode("utf-8", "replace").split("\n", 1)[0]
    if word in POISONS:
        POISONS[word]()
    if word.startswith("slow "):
        time.sleep(float(word.split()[1]))
    made, figures = with_figures(report(name, data))
    made, rows = pack(made)
    row = made.document
    return Outcome(
        sha256=row.document_id, size=len(data), status=row.status, rows=rows, code=row.error_code, reason=row.error,
        text_hash=text_hash(made.text.text) if made.text else None,
        said={"format": row.media_type, "county": row.county, "province": row.province, "agency": row.agency,
              "year": row.fiscal_year, "kind": "overall_report", "filer": figures.filer if figures else None},
        figures=pack_figures(figures) if figures else None,
    )  # fmt: skip


class Hands(RealHands):
    """The real keeping of rows, the quick reader."""

    def __init__(self, version="1", **_):
        self.reader, self.version = "corpora.reader:read", version
