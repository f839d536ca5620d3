"""Sentences with numbers that are neither money, people, rates nor scores: rules, dates, names, things counted."""

from __future__ import annotations

from sampling.content import Line

from generator.prose import Pen

SAYINGS = (
    "全年办结12345热线工单{}件，办理人大代表建议{}件、政协提案{}件。",
    "<召开|组织召开>党组会{}次，专题研究绩效管理工作{}次。",
    "<辖区|全域>面积{}平方公里，下辖{}个行政村、{}个社区。",
    "根据《预算法》第五十七条和国发〔2014〕45号文件<规定|精神>，健全内控制度{}项。",
    "评分规则：预算完成率每低于1个百分点扣0.2分，扣完为止；三公经费超预算的不得分。",
    "项目实施周期为2020年1月至2022年12月，<分3期|分三期>实施。",
    "累计<整理|归档>档案{}卷，印发简报{}期、宣传资料{}份。",
    "完成G318线等{}条道路沿线整治，清理垃圾{}吨，栽植苗木{}株。",
    "<联系|咨询>电话：0731-8{}456，办公时间为周一至周五8:30—17:30。",
    "办公用房面积{}平方米，<现有|保有>公务用车{}辆、单价在规定标准以内的设备{}台。",
)


def paragraph(pen: Pen) -> Line:
    """One or several such sentences."""
    draw = pen.draw
    said = [draw.word(one) for one in draw.some(SAYINGS, 1, 3)]
    return Line("".join(one.replace("{}", "%d") % tuple(draw.whole(2, 800) for _ in range(one.count("{}"))) for one in said))
