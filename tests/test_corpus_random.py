"""Whatever happens to a folder between runs, every place has its rows once, and nothing else has."""

import os
import random

import pandas as pd
import pytest
from corpora.kill import check
from corpora.make import corpus, filed, run, tables, text

SEEDS = range(100 if os.environ.get("JIXIAO_HEAVY") else 8)


def change(inside, dice):
    """Something that people and scrapers do to files."""
    names = sorted(path.name for path in inside.iterdir())
    name = dice.choice(names) if names else "0.txt"
    content = dice.choice([text(dice.randrange(6)), text(dice.randrange(6), dice.randrange(3)), "unreadable", ""])
    if dice.random() < 0.5:
        content = filed(dice.randrange(2), dice.randrange(2021, 2024), dice.randrange(2), dice.randrange(2))
    if dice.random() < 0.3:
        content = content.replace("\n", "\n \n")  # re-saved: other bytes, the same text
    what = dice.choice(["write", "write", "new", "new", "delete", "swap"])
    if what == "new":
        name = f"{dice.randrange(12)}.txt"
    if what == "delete":
        (inside / name).unlink(missing_ok=True)
    elif what == "swap" and len(names) > 1:
        one, other = (inside / found for found in dice.sample(names, 2))
        held = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(held)
    else:
        (inside / name).write_text(content, "utf-8")


def faults(amounts):
    """The documents whose figure of the year before is in no report of that year and unit, though there are some."""
    said = {(row["document_id"], row["fiscal_year"]): row["value"] for row in amounts if row["concept"]}
    units = {row["document_id"]: (row["label"][0], row["fiscal_year"]) for row in amounts if row["label"].endswith("之0")}
    for document, (unit, year) in units.items():
        earlier = {said[other, year - 1] for other, filed in units.items() if filed == (unit, year - 1) and (other, year - 1) in said}
        if (document, year - 1) in said and earlier and said[document, year - 1] not in earlier:
            yield document


@pytest.mark.parametrize("seed", SEEDS)
def test_any_history_of_a_folder_leaves_each_report_once(tmp_path, seed, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    dice = random.Random(seed)
    folder = corpus(tmp_path, range(4), batch=dice.choice((1, 2, 50)), overhead=100)
    for number in range(6):
        said = (number % 2, 2021 + number // 2, dice.randrange(2), dice.randrange(2))
        (folder / f"in/{number + 4}.txt").write_text(filed(*said), "utf-8")
    for night in range(6):
        mode = dice.choice(("new", "new", "all", "failed", "stale"))
        run(folder, version=str(night // 3), mode=mode)
        for _ in range(dice.randrange(5)):
            change(folder / "in", dice)
    run(folder, version="2")
    report = run(folder, version="2")
    assert (report.read, report.waiting) == (0, 0)
    check(folder)
    held, history = tables(folder), tables(folder, "history")
    documents = {row["document_id"]: row for row in held["documents"]}
    assert len(documents) == len(held["documents"])
    assert {row["document_id"] for row in held["amounts"]} <= documents.keys()
    for row in documents.values():
        count = sum(amount["document_id"] == row["document_id"] for amount in held["amounts"])
        assert count == ((11 if row["agency"][-1] == "位" else 10) if row["status"] == "ok" and row["bytes"] else 0)
    assert [row["document_id"] for row in held["checks"]] == sorted(faults(held["amounts"]))
    places = pd.read_parquet(folder / "tables/sources").to_dict("records")
    wanted = {row["duplicate_of"] if row["state"] == "duplicate" else row["document_id"] for row in places}
    wanted = {document for document in wanted if isinstance(document, str)}  # some were gone before they were read
    assert wanted == documents.keys()
    old = [row["document_id"] for row in history["documents"]]
    assert len(old) == len(set(old))
