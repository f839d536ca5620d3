"""The whole pipeline beside JioNLP's `extract_money` on the same texts, and a report beside one ten times as long.

    make bench-peer       installs the peer (extra `bench`) and runs this

The peer finds amounts of money and nothing else; here a document is read, found, resolved and checked.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import ROOT, SEEDS, timed
from jixiao.pipeline import read_report

LEAST = 0.25  # of the peer's speed
MOST = 11.0  # times the time for ten times the length
AGAIN = 5  # the texts are short: so many times over, for a time that can be measured


def texts() -> list[Path]:
    """The seeds where they stand beside the repository, else the samples."""
    return sorted((SEEDS if SEEDS.is_dir() else ROOT / "samples").glob("*.txt"))


def beside_peer(files: list[Path]) -> None:
    """Print the peer's time and ours on the same texts."""
    try:
        import jionlp
    except ImportError:
        print("JioNLP isn't installed; `make bench-peer` installs it: python -m pip install -e '.[bench]'", file=sys.stderr)
        return
    contents = [file.read_text("utf-8") for file in files]
    read_report(files[0])
    jionlp.ner.extract_money(contents[0])  # both loaded and warm
    ours = timed(lambda: [read_report(file) for _ in range(AGAIN) for file in files]) / AGAIN
    theirs = timed(lambda: [jionlp.ner.extract_money(text) for _ in range(AGAIN) for text in contents]) / AGAIN
    amounts = sum(len(read_report(file).amounts) for file in files)
    found = sum(len(jionlp.ner.extract_money(text)) for text in contents)
    print(f"{len(files)} texts, {sum(map(len, contents)):,} characters")
    print(f"  jixiao, files to facts and checks   {ours:6.2f} s CPU   {amounts} amounts and all else")
    print(f"  JioNLP extract_money                {theirs:6.2f} s CPU   {found} amounts")
    print(f"  jixiao has {theirs / ours:.2f} × the peer's speed (at least {LEAST})")


def with_length(files: list[Path]) -> None:
    """Print how time grows with length, a text against itself ten times over."""
    with tempfile.TemporaryDirectory() as place:
        for file in files:
            text = file.read_text("utf-8")
            long = Path(place) / file.name
            long.write_text("\n\n".join([text] * 10), "utf-8")
            one = timed(lambda file=file: [read_report(file) for _ in range(AGAIN)]) / AGAIN  # type: ignore[misc]
            ten = timed(lambda long=long: read_report(long))  # type: ignore[misc]
            print(f"  {file.stem:20} {len(text):7,} characters {one:6.3f} s, ten times as long {ten / one:5.1f} × (at most {MOST:.0f})")


if __name__ == "__main__":
    beside_peer(texts())
    with_length(texts())
