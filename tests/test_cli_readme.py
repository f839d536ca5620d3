"""The outputs in README.md are what the commands print; `make golden` writes them anew."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import jixiao

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=```console\n)\$ (?P<command>.+)\n(?P<said>(?:(?!```).*\n)*)")
PYTHON = re.compile(r"(?<=```python\n)(?:(?!```).*\n)+")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readme")
    (folder / "samples").symlink_to(ROOT / "samples")
    return folder


def say(command, folder):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    ended = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, f"{command}: {ended.stderr}"
    return ended.stdout


def known_fact(command, folder):
    """The command with an id that is there: ids change with every version of a rule or a sample."""
    facts = pd.read_parquet(folder / "out/amounts")
    documents = pd.read_parquet(folder / "out/documents")
    facts = facts.merge(documents[documents.source.str.contains("taihe")], on="document_id")
    chosen = facts[(facts.concept == "funds.total") & (facts.stage == "outturn")].iloc[0]
    return re.sub(r"why \w+", f"why {chosen.fact_id[:10]}", command)


def test_outputs_are_what_the_commands_print(place, request):
    def said_now(match):
        command = match["command"]
        if " why " in command and request.config.getoption("--golden"):
            command = known_fact(command, place)
        return f"$ {command}\n{say(command, place)}"

    text = README.read_text("utf-8")
    now = CONSOLE.sub(said_now, text)
    if request.config.getoption("--golden"):
        README.write_text(now, "utf-8")
        text = now
    assert len(CONSOLE.findall(text)) >= 4
    assert now == text, "read the difference; if it is right: make golden"


def test_python_examples_run(place, monkeypatch, capsys):
    monkeypatch.chdir(place)
    jixiao.write([jixiao.read_report(path) for path in sorted(Path("samples").glob("*.txt"))], Path("out"))
    examples = PYTHON.findall(README.read_text("utf-8"))
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})
    assert "县" in capsys.readouterr().out
