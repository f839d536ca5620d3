"""The commands of a corpus: jixiao init, run, status, diff."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from corpus.commit import Event
    from corpus.report import Report
    from corpus.sources import Scan
    from corpus.update import Orders

SOME_FAILED, LOCKED, INTERRUPTED = 3, 4, 130
_FOLDER = click.Path(path_type=Path)


def register(cli: click.Group) -> None:
    """Add the commands of a corpus."""
    for command in (init, run, status, diff):
        cli.add_command(command)


@click.command(short_help="Make a corpus: a folder whose tables are kept up to date.")
@click.argument("folder", type=_FOLDER, default=".")
@click.option("-p", "--path", "paths", multiple=True, help="Folder, file or pattern with documents.")
@click.option("-m", "--manifest", "manifests", multiple=True, help="JSONL or CSV file that lists documents (path, url …).")
@click.option("-w", "--warc", "warcs", multiple=True, help="WARC file or pattern.")
@click.option("-u", "--url", "urls", multiple=True, help="Object store or web place: s3://, oss://, http:// …")
def init(folder: Path, paths: tuple[str, ...], manifests: tuple[str, ...], warcs: tuple[str, ...], urls: tuple[str, ...]) -> None:
    """Make a corpus: write FOLDER/corpus.toml, which says where documents are (as seen from FOLDER) and what a run may cost.

    \b
    Examples:
      jixiao init county --path reports
      jixiao init county --manifest scraped/manifest.jsonl --warc 'crawl/*.warc.gz'
    """
    from corpus import config

    given = {"path": paths, "manifest": manifests, "warc": warcs, "url": urls}
    sources = [config.Source(kind, value) for kind, values in given.items() for value in values]
    with _usage():
        file = config.init(folder, sources)
    click.echo(f"{file} written; {'jixiao run' if sources else 'name its sources there, then jixiao run'} {folder}")


@click.command(short_help="Bring a corpus up to date.")
@click.argument("folder", type=_FOLDER, default=".")
@click.option("--only", type=click.Choice(["failed", "stale", "all"]),
              help="failed: those that could not be read; stale: those of an older extractor; all: everything.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(1), help="Documents read at once (else as corpus.toml says).")
@click.option("--dask", metavar="ADDRESS", help="Read on a Dask cluster: tcp://host:port, or local.")
@click.option("--log", type=click.Choice(["auto", "plain", "json", "none"]), default="auto", show_default=True,
              help="Lines a document, for people or programs; auto: a bar on a terminal, else plain.")  # fmt: skip
@click.pass_context
def run(context: click.Context, folder: Path, only: str | None, jobs: int | None, dask: str | None, log: str) -> None:
    """Read what is new or changed in a corpus, and put it into its tables.

    Every document is read in a process of its own kind that is stopped when it takes too long or too much
    memory. Batches become visible in all tables together; a run that is killed loses the batch in flight.

    \b
    Exit status: 0 every input is in the tables; 3 some could not be read, or a source is missing;
    4 another run is at work; 2 wrong usage; 1 the disk is full or a fault; 130 stopped.
    """
    import sqlite3

    from corpus import config
    from corpus.ledger import LedgerError
    from corpus.lock import Locked
    from corpus.pool import PoolError
    from corpus.update import Interrupted, update
    from jixiao.corpus_work import Hands

    with _usage():
        found = config.load(folder)
    hands = Hands(near=found.options.near)
    try:
        with _following(log) as follow, _runner(found, hands, dask) as runner:
            orders = follow(only or "new", jobs or found.options.jobs, runner)
            report = update(found, hands, orders)
    except Locked as error:
        click.echo(f"jixiao: {error}", err=True)
        context.exit(LOCKED)
    except (LedgerError, PoolError, ImportError) as error:
        raise click.ClickException(str(error)) from None
    except Interrupted:
        click.echo("jixiao: stopped; what was committed stands, jixiao run goes on from there", err=True)
        context.exit(INTERRUPTED)
    except (OSError, sqlite3.Error) as error:  # SQLite has its own word for a full disk
        raise click.ClickException(f"{error}; what was committed before stands") from None
    if log != "none":
        click.echo("\n".join(_page(report, folder)))
    context.exit(0 if report.clean else SOME_FAILED)


@click.command(short_help="Say what is in a corpus.")
@click.argument("folder", type=_FOLDER, default=".")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(folder: Path, as_json: bool) -> None:
    """Say what is in a corpus: documents by state, format, county and year; failures; the last runs."""
    from corpus import config, report
    from corpus.ledger import connect

    with _usage():
        config.load(folder)
        db = connect(folder)
    held = report.status(db)
    db.close()
    click.echo(json.dumps(held, ensure_ascii=False, indent=2) if as_json else "\n".join(_status(held)))


@click.command(short_help="Show what changed between versions.")
@click.argument("folder", type=_FOLDER, default=".")
@click.option("-p", "--place", help="Only places with this in their name.")
@click.option("--all", "every", is_flag=True, help="All versions, not the last two alone.")
def diff(folder: Path, place: str | None, every: bool) -> None:
    """Show what changed between the versions of documents, figure by figure."""
    from corpus import config
    from corpus.ledger import connect
    from corpus.snapshot import current
    from jixiao.corpus_diff import changes

    with _usage():
        config.load(folder)
        db = connect(folder)
    count = 0
    for line in changes(db, current(folder), place, every):
        click.echo(line)
        count += 1
    db.close()
    if not count:
        click.echo("no place holds a version that another has replaced", err=True)


@contextmanager
def _usage() -> Iterator[None]:
    from corpus.config import ConfigError
    from corpus.ledger import LedgerError

    try:
        yield
    except (ConfigError, LedgerError) as error:
        raise click.UsageError(f"{error}.") from None


@contextmanager
def _runner(found: Any, hands: Any, dask: str | None) -> Iterator[Any]:
    if dask is None:
        yield None
        return
    from corpus.cluster import cluster

    with cluster(dask, hands.reader, found.options.limits(), found.options.jobs) as runner:
        yield runner


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether SIGINT or SIGTERM came; the second one ends at once."""
    import signal

    asked: list[int] = []

    def stop(number: int, _: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _following(log: str) -> Iterator[Callable[[str, int, Any], Orders]]:
    """What a run tells while it goes: a bar, lines, JSON lines or nothing."""
    from corpus.update import Orders

    with _stopping() as stopped:
        if log == "auto" and sys.stderr.isatty():
            with _bar() as (started, show):
                yield lambda mode, jobs, runner: Orders(mode, jobs, show, started, stopped, runner)
        else:
            lines = {"json": _as_json, "none": lambda event: None}.get(log, _as_line)

            def started(scan: Scan) -> None:
                if log != "none":
                    said = {"event": "started", "inputs": scan.inputs, "to_do": scan.expected, "troubles": scan.troubles}
                    plain = f"{scan.inputs} inputs, {scan.expected} to do"
                    click.echo(json.dumps(said, ensure_ascii=False) if log == "json" else plain, err=True)

            yield lambda mode, jobs, runner: Orders(mode, jobs, lines, started, stopped, runner)


def _state(event: Event) -> tuple[str, str]:
    """What became of a document, and why."""
    result = event.result
    if result is None:
        return "known", ""
    reason = f"{result.code}: {result.reason}" if result.code else ""
    return str(getattr(result, "status", "failed")), reason


def _as_line(event: Event) -> None:
    state, reason = _state(event)
    click.echo(f"{state:<7} {event.task.name}{f'  ({reason})' if reason else ''}", err=True)


def _as_json(event: Event) -> None:
    state, reason = _state(event)
    result = event.result
    said: dict[str, object] = {"event": "document", "place": event.task.name, "state": state, "reason": reason or None}
    sha256 = getattr(result, "sha256", event.task.sha256)
    said |= {"document_id": sha256, "seconds": round(result.seconds, 3) if result else None}
    click.echo(json.dumps(said, ensure_ascii=False), err=True)


@contextmanager
def _bar() -> Iterator[tuple[Callable[[Scan], None], Callable[[Event], None]]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    shown = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[bad]} failed"),
             TimeElapsedColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))  # fmt: skip
    with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate="", bad=0)
        bad = 0

        def started(scan: Scan) -> None:
            progress.update(task, total=scan.expected)

        def show(event: Event) -> None:
            nonlocal bad
            bad += _state(event)[0] == "failed"
            speed = progress.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            progress.update(task, advance=1, description=Path(event.task.name).name, rate=rate, bad=bad)

        yield started, show


def _page(report: Report, folder: Path) -> Iterator[str]:
    """The end report for people."""
    from output.layout import columns

    yield f"Run {report.run}: {report.inputs:,} inputs in {report.seconds:,.1f} s"
    rows = []
    for name in ("read", "reused", "quarantined", "duplicates", "waiting"):
        why = {"quarantined": report.reasons, "duplicates": report.same}.get(name, {})
        said = ", ".join(f"{count:,} {reason}" for reason, count in why.items())
        rows.append((name, f"{getattr(report, name):,}", f"({said})" if said else ""))
    yield from columns(rows, right=(1,))
    for place, code, reason in report.refused[:10]:
        yield f"  {place}: {(reason or '').removeprefix(f'{place}: ')} [{code}]"
    if len(report.refused) > 10:
        yield f"  … the others are in {folder / 'run.json'}"
    yield from (f"  source {trouble}" for trouble in report.troubles)
    if report.left_out:
        kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(report.left_out.items()))
        yield f"Left out, no documents: {kinds}"
    if report.stale:
        yield f"{report.stale:,} documents were read by an older extractor: jixiao run --only stale reads them again"
    yield f"Tables are in {folder / 'tables'}/"


def _status(held: dict[str, Any]) -> Iterator[str]:
    from output.layout import columns

    gone = f", {held['gone']:,} not there any more or not seen by the last run" if held["gone"] else ""
    yield f"{held['places']:,} places{gone}"
    titles = {"states": "Documents", "formats": "Formats", "years": "Years", "counties": "Counties",
              "same_key": "Several documents of one agency, year and kind",
              "failures": "Not read", "unread": "Places without a document"}  # fmt: skip
    for name, title in titles.items():
        if held[name]:
            yield title
            most = list(held[name].items())
            yield from columns([(key, f"{count:,}") for key, count in most[:20]], right=(1,))
            if len(most) > 20:
                yield f"  … and {len(most) - 20:,} more (--json)"
    if held["near_copies"]:
        yield f"{held['near_copies']:,} near copies (near_copy_of in the table sources)"
    if held["runs"]:
        yield "Runs"
        names = ("inputs", "read", "reused", "quarantined", "duplicates")
        head = ("", "started", "ended", *names)
        rows = [(str(r["run"]), r["started"], r["ended"] or "not ended", *(str(r.get(n, "")) for n in names)) for r in held["runs"]]
        yield from columns([head, *rows], right=(3, 4, 5, 6, 7))
