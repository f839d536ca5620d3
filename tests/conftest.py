"""Modules beside the tests (makers of samples, drawn tables) are imported by their own name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
