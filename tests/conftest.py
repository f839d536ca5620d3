"""Modules beside the tests (makers of samples, drawn tables) are imported by their own name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="write tests/golden anew")
