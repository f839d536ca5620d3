"""Documents in archives, WARC files and object stores."""

import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
from corpora.make import corpus, run, tables, text

from jixiao.corpus_work import Hands as RealHands


def add_source(folder, kind, value):
    file = folder / "corpus.toml"
    file.write_text(f"[[source]]\n{kind} = {json.dumps(value)}\n" + file.read_text("utf-8"), "utf-8")


def packed(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_every_file_in_an_archive_is_a_document(tmp_path):
    folder = corpus(tmp_path, range(2))
    inner = packed({"深/30.txt": text(30)})
    content = {f"2023/{number}.txt": text(number) for number in range(20, 24)} | {"附件.zip": inner, "copy.txt": text(1)}
    (folder / "in/all.zip").write_bytes(packed(content))
    (folder / "in/broken.zip").write_bytes(packed({"a.txt": text(40)})[:60])
    report = run(folder, workers=True, jobs=2)
    assert (report.read, report.duplicates, report.inputs) == (8, 1, 9)
    names = {row["source"] for row in tables(folder)["documents"]}
    assert {"in/all.zip!/2023/20.txt", "in/all.zip!/附件.zip!/深/30.txt"} <= names
    assert run(folder).reused == 8
    content["2023/21.txt"] = text(21, 98)
    (folder / "in/all.zip").write_bytes(packed(content))
    assert run(folder).read == 1
    sources = pd.read_parquet(folder / "tables/sources").set_index("place")
    assert sources.loc["in/all.zip!/2023/21.txt", "version"] == 2


def test_document_called_like_an_archive_is_read(tmp_path):
    folder = corpus(tmp_path)
    (folder / "in/report.zip").write_text(text(3), "utf-8")
    assert run(folder).read == 1


def record(writer, url, data, date, kind="text/plain", status="200 OK"):
    from warcio.statusandheaders import StatusAndHeaders

    headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    dated = {"WARC-Date": date}
    writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(data), http_headers=headers, warc_headers_dict=dated))


def test_documents_of_a_warc_are_called_by_their_addresses(tmp_path):
    pytest.importorskip("warcio")
    from warcio.warcwriter import WARCWriter

    folder = corpus(tmp_path)
    site = "https://qinghe.example"
    with (tmp_path / "crawl-1.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        record(writer, f"{site}/a.txt", text(1).encode(), "2024-01-01T00:00:00Z")
        record(writer, f"{site}/b.txt", text(2).encode(), "2024-01-01T00:00:01Z")
        record(writer, f"{site}/index.html", b"<html>", "2024-01-01T00:00:02Z", "text/html")
        record(writer, f"{site}/gone.txt", b"not found", "2024-01-01T00:00:03Z", status="404 Not Found")
        record(writer, f"{site}/a.txt", text(1, 98).encode(), "2024-01-02T00:00:00Z")
    add_source(folder, "warc", "*.warc.gz")
    report = run(folder, workers=True)
    assert (report.inputs, report.read) == (2, 2)
    sources = pd.read_parquet(folder / "tables/sources").set_index("place")
    assert sources.loc[f"{site}/a.txt", "fetched_at"] == "2024-01-02T00:00:00Z"
    with (tmp_path / "crawl-2.warc.gz").open("wb") as out:
        record(WARCWriter(out, gzip=True), f"{site}/b.txt", text(2, 97).encode(), "2024-02-01T00:00:00Z")
    report = run(folder)
    assert (report.read, report.reused) == (1, 1)
    assert len(tables(folder)["documents"]) == 2


def test_warc_that_is_cut_off_gives_what_stands_before(tmp_path):
    pytest.importorskip("warcio")
    from warcio.warcwriter import WARCWriter

    folder = corpus(tmp_path)
    held = io.BytesIO()
    writer = WARCWriter(held, gzip=True)
    for number in range(5):
        record(writer, f"https://qinghe.example/{number}.txt", text(number).encode(), "2024-01-01T00:00:00Z")
    (tmp_path / "crawl.warc.gz").write_bytes(held.getvalue()[:-200])
    add_source(folder, "warc", "*.warc.gz")
    report = run(folder)
    assert report.read + report.quarantined == report.inputs
    assert report.read >= 4
    again = run(folder)
    assert (again.reused, again.quarantined) == (report.read, report.quarantined)


def test_archive_that_kills_its_reader_is_quarantined(tmp_path, monkeypatch):
    folder = corpus(tmp_path, range(3))
    (folder / "in/a.zip").write_text("whatever", "utf-8")
    monkeypatch.setattr(RealHands, "members", "corpora.reader:deadly_members")
    report = run(folder)
    assert (report.read, report.quarantined, report.reasons) == (3, 1, {"crashed": 1})
    assert run(folder).quarantined == 1


@pytest.fixture(scope="module")
def store():
    """The address of an S3-compatible server on loopback."""
    pytest.importorskip("moto")
    pytest.importorskip("s3fs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    said = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_DEFAULT_REGION": "us-east-1", "NO_PROXY": "127.0.0.1"}  # fmt: skip
    before = {name: os.environ.get(name) for name in said}
    os.environ.update(said)
    yield said["AWS_ENDPOINT_URL"]
    server.kill()
    server.wait()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


def test_objects_of_a_store_are_documents(tmp_path, store):
    import s3fs

    system = s3fs.S3FileSystem()
    system.mkdir("county")
    for number in range(4):
        system.pipe(f"county/2023/{number}.txt", text(number).encode())
    system.pipe("county/2023/page.js", b"x")
    folder = corpus(tmp_path)
    add_source(folder, "url", "s3://county/2023")
    report = run(folder, workers=True, jobs=2)
    assert (report.inputs, report.read, report.troubles) == (4, 4, ("path in: no documents there",))
    system.pipe("county/2023/2.txt", text(2, 98).encode())
    system.invalidate_cache()
    report = run(folder, workers=True)
    assert (report.read, report.reused) == (1, 3)
    assert "s3://county/2023/2.txt" in {row["source"] for row in tables(folder)["documents"]}


def test_folder_on_the_web_is_a_source(tmp_path):
    pytest.importorskip("aiohttp")
    pytest.importorskip("fsspec")
    folder = corpus(tmp_path / "c")
    site = tmp_path / "site"
    site.mkdir()
    for number in range(3):
        (site / f"{number}.txt").write_text(text(number), "utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        add_source(folder, "url", f"http://127.0.0.1:{server.server_port}/")
        report = run(folder)
        server.shutdown()
    assert (report.inputs, report.read) == (3, 3)
    names = {row["source"] for row in tables(folder)["documents"]}
    assert f"http://127.0.0.1:{server.server_port}/0.txt" in names


def test_store_that_is_not_there_is_a_trouble_and_nothing_is_lost(tmp_path):
    folder = corpus(tmp_path, range(2))
    run(folder)
    add_source(folder, "url", "nonesuch://county/2023")
    report = run(folder)
    assert len(report.troubles) == 1
    assert report.reused == 2
