"""County governments' performance and budget reports as typed, traceable tables.

    >>> import jixiao
    >>> report = jixiao.read_report("samples/yilong-2023.txt")      # one file → its rows
    >>> jixiao.write([report], "out")                               # rows → folders of Parquet
    >>> next(jixiao.read_reports("out")) == report                  # and back

Names are loaded when they are first used, so that `import jixiao` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.pipeline import read_report as read_report
    from normalize.rows import Report as Report
    from output.read import read_reports as read_reports
    from output.write import write as write

    __version__: str

_HOMES = {
    "read_report": "jixiao.pipeline",
    "read_reports": "output.read",
    "write": "output.write",
    "Report": "normalize.rows",
}
__all__ = ["Report", "__version__", "read_report", "read_reports", "write"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("jixiao")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'jixiao' has no attribute {name!r}")
