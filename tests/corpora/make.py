"""Corpora made of quick documents, and what their tables hold."""

import pyarrow.dataset as ds

from corpora.reader import Hands, read
from corpus import config
from corpus.update import Orders, update
from corpus.worker import read_task
from output.schema import TABLES


def text(number, value=None):
    """A document of its own: long enough that its text tells it from others."""
    lines = [f"第{number}号单位二〇二三年度部门整体支出绩效自评报告", *(f"项目{number}之{item}={item}.5" for item in range(9))]
    return "\n".join([*lines, f"合计={value if value is not None else 60}"]) + "\n"


def filed(unit, year, own, before):
    """A unit's report of a year: what it spent, and what it says that it spent the year before."""
    head = f"第{unit}号单位{year}年度部门整体支出绩效自评报告"
    body = [f"基本支出@{year}={own}.00", f"基本支出@{year - 1}={before}.00", *(f"{unit}之{item}={year}" for item in range(9))]
    return "\n".join([head, f"单位=第{unit}号单位", f"年={year}", *body]) + "\n"


def corpus(folder, documents=(), **options):
    """A new corpus over folder/in, which holds numbered documents."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for number in documents:
        (folder / f"in/{number:05}.txt").write_text(text(number), "utf-8")
    config.init(folder, [config.Source("path", "in")])
    set_options(folder, **options)
    return folder


def set_options(folder, **options):
    file = folder / "corpus.toml"
    head = file.read_text("utf-8").split("[run]")[0]
    said = "\n".join(f"{name} = {str(value).lower()}" for name, value in options.items())
    file.write_text(f"{head}[run]\n{said}\n", "utf-8")


def here_with(reads):
    """A runner that reads in this process: quick, for documents that are no poison."""
    return lambda tasks: ((task, read_task(reads, task)) for task in tasks)


def run(folder, version="1", workers=False, **orders):
    """One run with the quick reader, in this process or in workers."""
    if not workers:
        orders.setdefault("runner", here_with(read))
    return update(config.load(folder), Hands(version), Orders(**orders))


def tables(folder, view="tables"):
    """All rows of all tables, in an order that doesn't depend on the parts they are in."""
    held = {}
    for name in TABLES:
        rows = ds.dataset(folder / view / name, format="parquet").to_table().to_pylist()
        held[name] = sorted(rows, key=repr)
    return held
