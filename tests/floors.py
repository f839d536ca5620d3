"""Score the tables of known reports and fail where a score is below its floor.

    python tests/floors.py            compare with tests/floors.json
    python tests/floors.py --raise    lift the floors to what is reached; they never go down

The reports and their scorer are no part of this repository: they stand in `shared/` beside it. Where
that folder is missing the scores are skipped, except under CI=true, where that is a failure.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).parent
SHARED = HOME.parent.parent / "shared"
FLOORS = HOME / "floors.json"
LEVELS = ("found", "value", "strict")

Scores = dict[str, dict[str, dict[str, float]]]
"""set of reports → table → level → score"""


def _sets() -> dict[str, tuple[Path, Path, Path]]:
    """Sets by name: the folder of reports, of their gold, and of the texts that the gold counts lines in."""
    dev = SHARED / "dev"
    sets = {
        "seeds": (SHARED / "seeds", SHARED / "gold", SHARED / "seeds"),
        "narrative": (dev / "narrative/texts", dev / "narrative/gold", dev / "narrative/texts"),
    }
    for kind in ("docx", "pdf", "txt"):
        sets[f"forms-{kind}"] = (dev / "forms" / kind, dev / "forms/gold", dev / "forms/texts")
    return sets


def _score(reports: Path, gold: Path, texts: Path, place: Path) -> dict[str, dict[str, float]]:
    """Extract a folder of reports and give its scores by table."""
    from jixiao.cli import cli

    cli.main(["extract", str(reports), "-o", str(place / "out"), "--quiet"], standalone_mode=False)
    # A form that wasn't printed in a format isn't missed in it.
    names = {path.stem for path in reports.iterdir()}
    kept = place / "gold"
    kept.mkdir()
    for path in gold.glob("*.json"):
        if path.stem in names:
            (kept / path.name).symlink_to(path)
    command = [sys.executable, str(SHARED / "score.py"), str(place / "out"), "--gold", str(kept)]
    command += ["--texts", str(texts), "--json", str(place / "scores.json")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    scored = json.loads((place / "scores.json").read_text("utf-8"))
    return {table: {level: row[level] for level in LEVELS} for table, row in scored.items()}


def scores() -> Scores:
    """The scores of every set."""
    reached = {}
    for name, folders in _sets().items():
        with tempfile.TemporaryDirectory() as place:
            reached[name] = _score(*folders, Path(place))
    return reached


def below(reached: Scores, floors: Scores) -> list[str]:
    """A line for each score that is below its floor; a table that is no longer scored counts as 0."""
    return [
        f"{name} {table} {level}: {score:.4f}, floor {floor:.4f}"
        for name, tables in floors.items()
        for table, levels in tables.items()
        for level, floor in levels.items()
        if (score := reached.get(name, {}).get(table, {}).get(level, 0.0)) < floor
    ]


def raised(reached: Scores, floors: Scores) -> Scores:
    """The floors lifted to what is reached, never lowered."""
    lifted: Scores = {}
    for name in {**floors, **reached}:
        old, new = floors.get(name, {}), reached.get(name, {})
        lifted[name] = {
            table: {
                level: max(old.get(table, {}).get(level, 0.0), new.get(table, {}).get(level, 0.0))
                for level in LEVELS
            }
            for table in {**old, **new}
        }
    return lifted


def _line(name: str, tables: dict[str, dict[str, float]]) -> str:
    lines = [name, f"  {'':12}{'found':>8}{'value':>8}{'strict':>8}"]
    for table, levels in tables.items():
        lines.append(f"  {table:12}" + "".join(f"{levels[level]:8.3f}" for level in LEVELS))
    return "\n".join(lines)


def main() -> int:
    """0 where every score holds, 1 where one doesn't."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    options = asked.parse_args()
    if not SHARED.is_dir():
        strict = os.environ.get("CI") == "true"
        print(f"{SHARED} is not there: the scores are {'needed here' if strict else 'skipped'}")
        return int(strict)
    floors: Scores = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    reached = scores()
    for name, tables in reached.items():
        print(_line(name, tables))
    if options.lift:
        FLOORS.write_text(json.dumps(raised(reached, floors), indent=1) + "\n", "utf-8")
        floors = json.loads(FLOORS.read_text("utf-8"))
    fallen = below(reached, floors)
    print("\n".join(fallen) if fallen else "Every score is at or above its floor.")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
