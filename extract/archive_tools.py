"""Archives that take more than Python has: 7z by py7zr (extra `archives`), 7z and rar by a program on the PATH."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extract.archive import Bomb, Budget
from extract.document import ReadingError

if TYPE_CHECKING:
    from py7zr.io import Py7zIO

_SECONDS = 120
_PROGRAMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "rar": (
        ("unrar", "x", "-inul", "-p-", "-y", "{file}", "{folder}/"),
        ("unar", "-quiet", "-no-directory", "-password", "", "-output-directory", "{folder}", "{file}"),
        ("7zz", "x", "-y", "-p-", "-o{folder}", "{file}"),
        ("bsdtar", "-xf", "{file}", "-C", "{folder}"),
    ),
    "7z": (
        ("7zz", "x", "-y", "-p-", "-o{folder}", "{file}"),
        ("7z", "x", "-y", "-p-", "-o{folder}", "{file}"),
        ("bsdtar", "-xf", "{file}", "-C", "{folder}"),
    ),
}
_ASKED = {
    "rar": "Install unrar, unar or 7zz, or unpack it yourself.",
    "7z": "pip install 'jixiao[archives]', or unpack it yourself.",
}


def unpacked(stream: IO[bytes], kind: str, shown: str, budget: Budget) -> Iterator[tuple[str, bytes | None]]:
    """The files of a 7z or rar archive; raises ReadingError where nothing is installed that opens it."""
    with tempfile.TemporaryDirectory(prefix="jixiao-") as place:
        folder, file = Path(place, "out"), Path(place, f"in.{kind}")
        folder.mkdir()
        with file.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        if kind == "7z" and (names := _by_py7zr(file, folder, shown, budget)) is not None:
            pairs = [(name, folder / str(number)) for number, name in enumerate(names)]
        else:
            _by_program(file, folder, kind, shown, budget)
            pairs = [(path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*"))]
        for name, path in pairs:
            if path.is_symlink() or path.is_dir():
                continue
            if not path.exists():
                yield name, None
                continue
            budget.member(path.stat().st_size)
            yield name, path.read_bytes()


def _by_py7zr(file: Path, folder: Path, shown: str, budget: Budget) -> list[str] | None:
    """Write a 7z's files into a folder as 0, 1, 2 …; gives their names, None where py7zr isn't installed."""
    try:
        import py7zr
        from py7zr.io import WriterFactory
    except ImportError:
        return None

    class Numbered(WriterFactory):
        """Files by number: the names an archive gives touch no disk."""

        def __init__(self) -> None:
            self.names: list[str] = []

        def create(self, filename: str) -> Py7zIO:
            self.names.append(filename)
            return _file(folder / str(len(self.names) - 1))

    numbered = Numbered()
    try:
        with py7zr.SevenZipFile(file) as archive:
            if archive.needs_password():
                message = f"{shown}: protected by a password. Unpack it yourself."
                raise ReadingError("encrypted", message)
            _weigh(((entry.uncompressed or 0) for entry in archive.list()), budget)
            archive.extractall(factory=numbered)
    except (ReadingError, Bomb, MemoryError):
        raise
    except Exception as error:  # py7zr and what it unpacks with fail in their own ways
        raise ValueError("7z") from error
    return numbered.names


def _file(path: Path) -> Py7zIO:
    from py7zr.io import Py7zIO

    class Written(Py7zIO):
        """A file that py7zr writes into."""

        def __init__(self) -> None:
            path.touch()

        def write(self, s: bytes | bytearray) -> int:
            with path.open("ab") as file:
                return file.write(s)

        def read(self, size: int | None = None) -> bytes:
            return path.read_bytes()[:size]

        def seek(self, offset: int, whence: int = 0) -> int:
            return offset

        def flush(self) -> None:
            pass

        def size(self) -> int:
            return path.stat().st_size

    return Written()


def _weigh(sizes: Iterator[int], budget: Budget) -> None:
    """Raise Bomb where what an archive says it holds passes the limits."""
    trial = Budget(budget.packed, budget.members, budget.unpacked)
    for size in sizes:
        trial.member(size)


def _by_program(file: Path, folder: Path, kind: str, shown: str, budget: Budget) -> None:
    """Unpack by the first program that is there; ends it where it takes too long or writes too much."""
    found = next((command for command in _PROGRAMS[kind] if shutil.which(command[0])), None)
    if found is None:
        raise ReadingError("tool_missing", f"{shown}: nothing is installed that opens {kind} archives. {_ASKED[kind]}")
    command = [piece.format(file=file, folder=folder) for piece in found]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + _SECONDS
    try:
        while process.poll() is None:
            if time.monotonic() > end:
                raise ReadingError("archive_too_big", f"{shown}: unpacking takes over two minutes. Unpack it yourself.")
            _weigh((path.lstat().st_size for path in folder.rglob("*")), budget)
            time.sleep(0.05)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode and not any(folder.iterdir()):
        raise ValueError(kind)
