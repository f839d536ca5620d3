"""The same run on a real Dask scheduler with two workers on loopback, one of which is killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from corpora.make import corpus, run, tables
from corpora.reader import Hands

from corpus import config
from corpus.update import Orders, update

pytest.importorskip("distributed")
HOME = Path(__file__).parent


@pytest.fixture
def scheduler():
    """(address, processes): a scheduler and two workers, each a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    path = os.pathsep.join([str(HOME), str(HOME.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}

    def started(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    port = address.rsplit(":", 1)[1]
    processes = [started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")]
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    processes += [started(*worker), started(*worker)]
    yield address, processes
    for process in processes:
        process.kill()
        process.wait()


def test_cluster_that_loses_a_worker_makes_the_same_tables(tmp_path, scheduler):
    from distributed import Client

    from corpus.cluster import cluster

    address, processes = scheduler
    calm, folder = (corpus(tmp_path / name, range(60), batch=10) for name in ("calm", "cluster"))
    for place in (calm, folder):
        (place / "in/poison.txt").write_text("leave", "utf-8")
        for number in range(10):
            (place / f"in/slow-{number}.txt").write_text(f"slow 0.2\n{number}=1", "utf-8")
    run(calm, workers=True, jobs=2)
    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)
    found = config.load(folder)
    seen = []

    def show(event):
        seen.append(event)
        if len(seen) == 15:
            threading.Timer(0.1, lambda: os.kill(processes[1].pid, signal.SIGKILL)).start()

    with cluster(address, Hands().reader, found.options.limits(), 2) as runner:
        report = update(found, Hands("1"), Orders(runner=runner, show=show))
    deadline = time.monotonic() + 5
    while processes[1].poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes[1].poll() == -signal.SIGKILL
    assert (report.read, report.quarantined) == (70, 1)
    assert tables(folder) == tables(calm)
