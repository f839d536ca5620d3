"""Near copies keep their rows and are told of."""

import pandas as pd
import pytest
from corpora.make import corpus, here_with, set_options, tables

from corpus import config
from corpus.update import Orders, update
from jixiao.corpus_work import Hands, read_and_sketch

pytest.importorskip("datasketch")
LINES = [
    f"{n}.本年度完成第{n}项工作，支出{n * 37 % 911}.{n:02}万元，涉及{n * 13 % 97}个乡镇，惠及群众{n * 71 % 983}人次。"
    for n in range(1, 90)
]


def run(folder):
    options = config.load(folder).options
    return update(config.load(folder), Hands(near=options.near), Orders(runner=here_with(read_and_sketch)))


def test_near_copy_is_told_of_and_stands(tmp_path):
    folder = corpus(tmp_path)
    set_options(folder, near=True)
    whole = "青禾县档案馆2023年度部门整体支出绩效自评报告\n" + "\n".join(LINES)
    (folder / "in/a.txt").write_text(whole, "utf-8")
    (folder / "in/b.txt").write_text(whole.replace("第7项工作", "第七项工作"), "utf-8")
    (folder / "in/c.txt").write_text("云岭县水务局2022年度绩效自评报告\n" + "\n".join(reversed(LINES[:40])).replace("乡镇", "村"), "utf-8")
    assert run(folder).read == 3
    rows = pd.read_parquet(folder / "tables/sources").set_index("place")
    assert rows.loc["in/b.txt", "near_copy_of"] == rows.loc["in/a.txt", "document_id"]
    assert rows.loc["in/b.txt", "similarity"] >= 0.9
    assert rows.near_copy_of.notna().sum() == 1
    assert len(tables(folder)["documents"]) == 3
    (folder / "in/a.txt").write_text("云岭县\n" + "\n".join(LINES[60:]), "utf-8")
    run(folder)
    assert pd.read_parquet(folder / "tables/sources").near_copy_of.notna().sum() == 0
