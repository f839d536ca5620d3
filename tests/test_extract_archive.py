"""Archives: names as given, nested ones opened, junk and escapes left out, bombs stopped."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.archive import is_archive, member, members
from extract.document import ReadingError

HELLO = Path(__file__).parent / "hello"


def zipped(files: dict[str, bytes], *, level: int = 6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def given(folder: Path, data: bytes, name: str = "a.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def codes(path: Path) -> list[tuple[str, str]]:
    return [(name, data.code if isinstance(data, ReadingError) else "") for name, data in members(path)]


def gbk_zip() -> bytes:
    """A zip as made on a Chinese Windows: names in GBK, no word of it."""
    data = zipped({"AAAAAAAA/BBBBBBBBBB.txt": b"x"})
    return data.replace(b"AAAAAAAA", "二零二三".encode("gbk")).replace(b"BBBBBBBBBB", "绩效自评表".encode("gbk"))


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (zipped({"报告/一.txt": b"1", "二.txt": b"2"}), ["报告/一.txt", "二.txt"]),
        (gbk_zip(), ["二零二三/绩效自评表.txt"]),
        (tarred({"报告/一.txt": b"1"}), ["报告/一.txt"]),
        (tarred({"一.txt": b"1"}, "w:gz"), ["一.txt"]),
        (tarred({"一.txt": b"1"}, "w:bz2"), ["一.txt"]),
        (tarred({"一.txt": b"1"}, "w:xz"), ["一.txt"]),
        (gzip.compress("概况".encode()), ["报告.txt"]),
        (zipped({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "~$a.docx": b"x", "Thumbs.db": b"x", "a.txt": b"1"}), ["a.txt"]),
        (zipped({"../../etc/passwd": b"x", "/abs.txt": b"x", "C:\\a\\..\\b.txt": b"x"}), ["etc/passwd", "abs.txt", "C:/a/b.txt"]),
        (zipped({}), []),
    ],
    ids=["zip", "gbk", "tar", "tgz", "tbz", "txz", "gz", "junk", "escapes", "nothing"],
)
def test_members_have_the_names_that_were_given(tmp_path: Path, data: bytes, names: list[str]) -> None:
    path = given(tmp_path, data, "报告.txt.gz")
    assert is_archive(path)
    assert [name for name, _ in members(path)] == names
    assert all(isinstance(content, bytes) for _, content in members(path))


def test_nested_archives_are_opened_to_a_depth_of_three(tmp_path: Path) -> None:
    data = b"deepest"
    for depth in range(4, 0, -1):
        data = zipped({f"{depth}.zip" if depth < 4 else "4.txt": data})
    one = given(tmp_path, zipped({"附件.zip": zipped({"表.txt": b"7"}), "a.txt": b"1"}))
    assert codes(one) == [("附件.zip!/表.txt", ""), ("a.txt", "")]
    assert member(one, "附件.zip!/表.txt") == b"7"
    assert codes(given(tmp_path, data, "deep.zip")) == [("1.zip!/2.zip!/3.zip", "archive_too_deep")]


def test_documents_that_are_zips_are_members_and_no_archives(tmp_path: Path) -> None:
    files = {f"hello.{form}": (HELLO / f"hello.{form}").read_bytes() for form in ("docx", "xlsx", "ofd", "pdf")}
    assert [name for name, _ in members(given(tmp_path, zipped(files, level=0)))] == list(files)
    assert not any(is_archive(path) for path in HELLO.glob("hello.*"))
    assert is_archive(tmp_path / "a.zip")
    assert not is_archive(tmp_path / "none.zip")


def test_7z_is_read_with_its_extra(tmp_path: Path) -> None:
    py7zr = pytest.importorskip("py7zr")
    path = tmp_path / "a.7z"
    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writestr(b"1", "报告/一.txt")
        archive.writestr(zipped({"二.txt": b"2"}), "附件.zip")
        archive.writestr(b"", "空.txt")
    found = dict(members(path))
    assert found == {"报告/一.txt": b"1", "附件.zip!/二.txt": b"2", "空.txt": b""}
    with py7zr.SevenZipFile(tmp_path / "b.7z", "w", password="x") as archive:
        archive.writestr(b"1", "a.txt")
    with pytest.raises(ReadingError, match="password"):
        list(members(tmp_path / "b.7z"))


def test_rar_without_a_tool_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match="unrar") as refusal:
        list(members(given(tmp_path, b"Rar!\x1a\x07\x01\x00" + bytes(100))))
    assert refusal.value.code == "tool_missing"


def test_rar_is_unpacked_by_the_tool_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "bin" / "unrar"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nfor last; do :; done\necho 1 > \"$last/一.txt\"\n/bin/ln -s /etc/passwd \"$last/link\"\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent))
    assert list(members(given(tmp_path, b"Rar!\x1a\x07\x01\x00" + bytes(100)))) == [("一.txt", b"1\n")]


def test_member_with_a_password_leaves_the_others(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"1", "b.txt": b"2"}))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    assert codes(given(tmp_path, bytes(data))) == [("a.txt", "member_unreadable"), ("b.txt", "")]


BIG = bytes(2 << 20)


@pytest.mark.parametrize("make", [
    lambda: zipped({f"{at}.txt": BIG for at in range(2)}),
    lambda: gzip.compress(BIG + BIG),
    lambda: tarred({"a.txt": BIG, "b.txt": BIG}, "w:gz"),
    lambda: zipped({"in.zip": zipped({"a.txt": BIG, "b.txt": BIG})}),
    lambda: zipped({f"{at}": b"" for at in range(10_001)}),
], ids=["zip", "gz", "tgz", "nested", "many"])  # fmt: skip
def test_bombs_stop_with_an_error_as_the_last_member(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes]
) -> None:
    monkeypatch.setattr("extract.archive._FREE_BYTES", 3 << 20)
    path = given(tmp_path, make())
    begun = time.monotonic()
    assert codes(path)[-1][1] == "archive_too_big"
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("form", ["zip", "tgz", "7z"])
def test_archives_cut_off_anywhere_are_refused_or_read_in_part(tmp_path: Path, form: str) -> None:
    if form == "7z":
        py7zr = pytest.importorskip("py7zr")
        with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
            archive.writestr(b"1" * 500, "a.txt")
        whole = (tmp_path / "a.7z").read_bytes()
    else:
        files = {"a.txt": bytes(range(256)) * 4, "b.docx": (HELLO / "hello.docx").read_bytes()}
        whole = zipped(files) if form == "zip" else tarred(files, "w:gz")
    for tenth in range(1, 10):
        path = given(tmp_path, whole[: len(whole) * tenth // 10], f"cut.{form}")
        with pytest.raises(ReadingError) as refusal:
            list(members(path))
        assert refusal.value.code == "archive_damaged"


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as refusal:
        list(members(given(tmp_path, b"text")))
    assert refusal.value.code == "not_an_archive"
    with pytest.raises(ReadingError) as refusal:
        member(given(tmp_path, zipped({"a": b""})), "b")
    assert refusal.value.code == "not_found"
