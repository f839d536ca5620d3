"""A department's year in figures that add up: revenue, expenditure by every split, staff, three public expenses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.draw import Draw


@dataclass(frozen=True, slots=True)
class Books:
    """Amounts in 万元."""

    revenue: dict[str, Decimal]  # by source
    opening: Decimal
    closing: Decimal
    initial: Decimal
    adjusted: Decimal
    personnel: Decimal
    public: Decimal
    superior: Decimal  # projects of the levels above
    own: Decimal
    economic: dict[str, Decimal]  # of the total, by class
    functions: dict[str, Decimal]
    before: Decimal  # last year's expenditure
    basic_before: Decimal
    vehicles: tuple[Decimal, Decimal]  # purchase, operation
    reception: Decimal
    overseas: Decimal
    three_planned: Decimal
    three_before: Decimal
    procured: dict[str, Decimal]
    procurement_planned: Decimal
    operating: Decimal
    operating_before: Decimal

    @property
    def income(self) -> Decimal:
        """All revenue of the year."""
        return sum(self.revenue.values(), Decimal(0))

    @property
    def basic(self) -> Decimal:
        """基本支出."""
        return self.personnel + self.public

    @property
    def project(self) -> Decimal:
        """项目支出."""
        return self.superior + self.own

    @property
    def spent(self) -> Decimal:
        """总支出."""
        return self.basic + self.project

    @property
    def three(self) -> Decimal:
        """“三公”经费."""
        return sum(self.vehicles, self.reception + self.overseas)

    @property
    def procurement(self) -> Decimal:
        """政府采购."""
        return sum(self.procured.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Staff:
    """Posts and people by establishment: administrative, public_institution, worker."""

    posts: dict[str, int]
    people: dict[str, int]
    retired: int
    contract: int
    leaders: int


def books(draw: Draw, function: str) -> Books:
    """A department of any size; `function` is its own functional class."""
    size = draw.one([300, 900, 2500, 8000, 30000])
    spent = draw.number(size * 0.7, size * 1.9)
    personnel, public, superior, own = draw.parts(spent, [5, 1, draw.one([1, 4]), 4])
    opening = draw.number(0, size * 0.05) if draw.chance(0.5) else Decimal("0.00")
    closing = draw.number(0, size * 0.05) if draw.chance(0.6) else Decimal("0.00")
    sources = ["general", *draw.some(["fund", "capital", "special", "service", "other"], 1, 4)]
    revenue = draw.parts(spent + closing - opening, [30, *[draw.one([1, 4]) for _ in sources[1:]]])
    by_source = dict(zip(sources, revenue, strict=True))
    if "capital" in by_source:
        by_source["general"] += by_source["capital"]
        by_source["capital"] = Decimal("0.00")
    economic = draw.parts(spent, [6, 5, 1, 2])
    functions = {function: 8.0, "208": 1.0, "210": 0.6, "221": 0.6}
    adjusted = max(spent, (spent * Decimal(draw.random.uniform(1.0, 1.15))).quantize(spent))
    initial = (adjusted * Decimal(draw.random.uniform(0.75, 1.05))).quantize(spent)
    three = draw.number(2, 60)
    purchase = draw.number(10, 25) if draw.chance(0.15) else Decimal("0.00")
    operation, reception = draw.parts(three, [3, 1])
    planned = draw.number(20, 900)
    goods, works, services = draw.parts((planned * Decimal(draw.random.uniform(0.7, 1))).quantize(planned), [2, 3, 3])
    operating = draw.number(10, 300)
    return Books(
        revenue=by_source, opening=opening, closing=closing, initial=initial, adjusted=adjusted,
        personnel=personnel, public=public, superior=superior, own=own,
        economic=dict(zip(("301", "302", "303", "310"), economic, strict=True)),
        functions=dict(zip(functions, draw.parts(spent, list(functions.values())), strict=True)),
        before=(spent * Decimal(draw.random.uniform(0.7, 1.3))).quantize(spent),
        basic_before=((personnel + public) * Decimal(draw.random.uniform(0.8, 1.2))).quantize(spent),
        vehicles=(purchase, operation), reception=reception, overseas=Decimal("0.00"),
        three_planned=(three + purchase) + draw.number(0, 9), three_before=draw.number(2, 60),
        procured={"goods": goods, "works": works, "services": services}, procurement_planned=planned,
        operating=operating, operating_before=(operating * Decimal(draw.random.uniform(0.7, 1.3))).quantize(operating),
    )  # fmt: skip


def people(draw: Draw) -> Staff:
    """The staff of an agency: no kind has more people than posts."""
    kinds = ["administrative", *draw.some(["public_institution", "worker"], 1, 2)]
    tops = {"administrative": 60, "public_institution": 140, "worker": 12}
    posts = {kind: draw.whole(3, tops[kind]) for kind in kinds}
    filled = {kind: max(2, count - draw.whole(0, count // 5)) for kind, count in posts.items()}
    return Staff(posts, filled, draw.whole(3, 80), draw.whole(2, 40), draw.whole(3, 9))
