"""Imports go one way: extract ← patterns ← normalize ← output ← jixiao; corpus uses only extract's types."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "extract": {"extract"},
    "patterns": {"extract", "patterns"},
    "normalize": {"extract", "patterns", "normalize"},
    "output": {"extract", "patterns", "normalize", "output"},
    "corpus": {"extract", "corpus"},
    "jixiao": {"extract", "patterns", "normalize", "output", "corpus", "jixiao"},
}
FILES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return {name.split(".")[0] for name in found}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_room_imports_only_what_stands_before_it(path):
    room = path.relative_to(ROOT).parts[0]
    assert not (imported(path) & set(MAY_IMPORT)) - MAY_IMPORT[room]
    assert path.stem not in {"utils", "helpers", "common", "v2"}


def test_corpus_takes_only_the_types_of_extract():
    for path in (ROOT / "corpus").glob("*.py"):
        taken = {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("extract")
        }
        assert taken <= {"extract.document"}, path
