"""Lists in which one verb serves several names and figures: A、B和C分别为1、2和3万元."""

from __future__ import annotations

import re

from patterns import phrases
from patterns.label import listed_names
from patterns.reading import Reading

_RATIO = re.compile(r"(?P<names>[^，。]+?(?:与|和|及|、)[^，。]+?)(?:之比|的?比例|[两二三四五]项|各项)(?:[约为是][^，。]*)?$")


def distribute(readings: list[Reading], first: int, intro: str = "") -> None:
    """Gives the names, years or subjects of a list to its figures: A、B和C的得分分别为96分、94分和91分.

    `intro`: the clause before, which may name them: 甲与乙之比约为3:1，金额分别是18元和6元.
    """
    run = [readings[first]]
    for reading in readings[first + 1 :]:
        if reading.figure.kind != run[0].figure.kind or reading.figure.start - run[-1].figure.outer_end > 4:
            break
        run.append(reading)
    label, periods = run[0].label, run[0].words.pop("periods", "").split()
    if len(periods) == len(run):
        for reading, period in zip(run, periods, strict=True):
            reading.words["period"] = period
    if {"share", "change"} & run[0].words.keys():
        _of_levels(run, readings[:first])
        return
    label = re.sub(r"(?:分别|依次)[\u4e00-\u9fff]{0,3}$|各$", "", label)
    names = listed_names(phrases.EACH_TAIL.sub("", label), len(run))
    levels = [reading for reading in readings[:first] if reading.is_level][-len(run) :]
    if len(names) != len(run) and (before := _RATIO.match(intro)):
        names = listed_names(before["names"], len(run))
    if len(names) != len(run) and len(levels) == len(run):
        shared = next((at for at in range(len(label), 1, -1) if levels[0].label.endswith(label[:at])), 0)
        said = label[shared:] or label
        if phrases.GENERIC.match(said) or said == "率":
            names = [level.label + said for level in levels]  # A 15万元、B 8万元，分别执行14万元和7万元
    for at, reading in enumerate(run):
        reading.words["label"] = names[at] if len(names) == len(run) else label
        reading.words["of_many"] = "分别"
    shares = readings[first + len(run) : first + 2 * len(run)]
    if len(shares) == len(run) and all("share" in reading.words for reading in shares):
        for reading, level in zip(shares, run, strict=True):  # …分别为3和6万元，占33%和67%
            reading.words["label"] = level.label + reading.words["share"].rstrip("的为达到是约")
            reading.statement = level.statement


def _of_levels(run: list[Reading], before: list[Reading]) -> None:
    """Gives shares and changes the things they are of: those that their own words list, else the levels before them."""
    levels = [reading for reading in before if reading.level]
    if levels and levels[-1].figure.kind == "money":  # 低保21,508户4.83万人，标准5,868元: the standards rise
        levels = [reading for reading in levels if reading.figure.kind == "money"]
    own = listed_names(phrases.SHARE.sub("", run[0].label), len(run))
    if len(own) == len(run):  # 人员类、公用类、项目类占比分别为…
        for reading, name in zip(run, own, strict=True):
            reading.words["label"] = name + "占比"
        return
    for reading, subject in zip(run, levels[-len(run) :], strict=False):
        reading.words["label"] = subject.label + re.sub("(?:分别|依次)", "", reading.words.get("share", "")).rstrip("的为达到是约")
        reading.statement = subject.statement
