"""The command: jixiao extract, text, show, why. Everything heavy is imported where it is used."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao import corpus_cli
from jixiao.text import text

if TYPE_CHECKING:
    from corpus.find import Found
    from extract.document import Document
    from normalize.rows import DocumentRow, Report
    from output.write import Counts

SOME_FAILED = 3
_FOLDER = click.Path(path_type=Path)
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT)
@click.version_option(package_name="jixiao", message="jixiao %(version)s")
def cli() -> None:
    """Chinese county governments' performance and budget reports as typed Parquet tables.

    Every figure keeps its place in the document, and what doesn't add up is said.

    \b
    Examples:
      jixiao extract reports/ -o out      read reports, write tables
      jixiao show out                     see the key figures and what doesn't add up
      jixiao why 3f2a91c07b -o out        see where one number comes from
      jixiao text report.pdf              see what is read in a file
      jixiao init, run, status, diff      a corpus: tables kept up to date, night after night

    \b
    Exit status: 0 all read; 3 some files could not be read; 2 wrong usage; 1 a fault of jixiao.
    """


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", "folder", required=True, type=_FOLDER, metavar="OUT",
              help="Folder for the tables; tables of an earlier run in it are replaced.")  # fmt: skip
@click.option("-j", "--jobs", default=1, show_default=True, type=click.IntRange(1),
              help="How many files are read at once.")  # fmt: skip
@click.option("--force", is_flag=True, help="Write to OUT though it holds other files; they are kept.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; only what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def extract(
    context: click.Context, paths: tuple[str, ...], folder: Path, jobs: int, force: bool, quiet: bool, as_json: bool
) -> None:
    """Read reports and write their figures as tables.

    PATH is a file, a folder (with all folders below it) or a pattern in quotes. OUT gets one folder of
    Parquet files a table. A file that can't be read has a row in documents that says why.

    \b
    Examples:
      jixiao extract report.docx -o out
      jixiao extract reports/ -o out --jobs 4
      jixiao extract 'reports/**/*2023*.pdf' -o out
      jixiao extract reports/ -o out --json | jq .rows
    """
    from corpus.find import find
    from output.summary import summary
    from output.write import FolderError, check_folder, write

    found = find(paths)
    if not found.files:
        raise click.UsageError(f"Nothing to read: {_nothing(found)}. Give files, folders or patterns.")
    try:
        check_folder(folder, force)
        counts = write(_read(found, jobs, quiet), folder, force=force)
    except FolderError as error:
        raise click.UsageError(f"{error}.") from None
    if as_json:
        click.echo(_json(counts, found, folder))
    elif not quiet:
        echo(summary(counts, folder))
    context.exit(_status(counts, found, quiet))


def _read(found: Found, jobs: int, quiet: bool) -> Iterator[Report]:
    """The reports of the files found, each beside that of the year before, while a bar or a log says how far it is."""
    from corpus.run import run
    from jixiao.pipeline import read_all
    from normalize.checks.last_year import beside_last_year

    reports = chain.from_iterable(run(read_all, found.files, min(jobs, len(found.files))))
    return beside_last_year(_followed(reports, len(found.files), quiet))


def _nothing(found: Found) -> str:
    said = [f"{path} does not exist" for path in found.missing]
    return "; ".join(said + [f"{path} holds no documents" for path in found.empty])


def _json(counts: Counts, found: Found, folder: Path) -> str:
    import json

    from output.summary import as_data

    given = {"missing": found.missing, "empty": found.empty, "left_out": dict(found.left_out)}
    return json.dumps(as_data(counts, folder) | given, ensure_ascii=False, indent=2)


def _status(counts: Counts, found: Found, quiet: bool) -> int:
    """The exit status; says on stderr what was given and isn't there, and what isn't read."""
    for path in found.missing:
        click.echo(f"jixiao: {path}: no such file, folder or match", err=True)
    for path in found.empty:
        click.echo(f"jixiao: {path}: no documents there", err=True)
    if quiet:
        for row in counts.failures:
            click.echo(f"jixiao: {row.error} [{row.error_code}]", err=True)
    elif found.left_out:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(found.left_out.items()))
        click.echo(f"jixiao: left out, no documents: {kinds}", err=True)
    return SOME_FAILED if counts.failures or found.missing or found.empty else 0


def _followed(reports: Iterable[Report], total: int, quiet: bool) -> Iterator[Report]:
    """The reports as they come, with a bar on a terminal and a line each in a log."""
    if quiet:
        yield from reports
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        shown = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
        with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("", total=total)
            for report in reports:
                progress.update(task, advance=1, description=Path(report.document.source).name)
                yield report
    else:
        for index, report in enumerate(reports, 1):
            click.echo(f"[{index:>{len(str(total))}}/{max(index, total)}] {_said(report)}", err=True)
            yield report


def _said(report: Report) -> str:
    """One line for a log."""
    from output.layout import counted

    row = report.document
    if row.status == "failed":
        return f"failed  {(row.error or '').removeprefix(f'{row.source}: ')}  {row.source}"
    counts = [("part", report.parts), ("amount", report.amounts), ("indicator", report.indicators)]
    shown = [counted(len(rows), noun) for noun, rows in counts]
    if report.checks:
        shown.append(f"{counted(len(report.checks), 'check')} failed")
    return f"{row.status:<7} {row.source}  ({', '.join(shown)})"


cli.add_command(text)


@cli.command(short_help="Show key figures and what doesn't add up.")
@click.argument("folder", metavar="OUT", type=_FOLDER)
@click.option("-d", "--document", "name", metavar="NAME",
              help="Only documents with this in their file name or title.")  # fmt: skip
@click.option("-a", "--all", "everything", is_flag=True, help="Every figure, not the key figures alone.")
def show(folder: Path, name: str | None, everything: bool) -> None:
    """Show the key figures of extracted reports, and what doesn't add up.

    The first column is the beginning of each figure's id, for jixiao why.

    \b
    Examples:
      jixiao show out
      jixiao show out --document yilong --all
      jixiao show out | less
    """
    from output.read import read_reports
    from output.show import show as lines_of

    documents = _documents(folder, name)
    limit = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for index, report in enumerate(read_reports(folder, documents)):
        echo(["", ""] if index else [])
        echo(lines_of(report, everything=everything, limit=limit))


def _documents(folder: Path, name: str | None) -> list[DocumentRow] | None:
    """The documents that are asked for; None for all."""
    from output.read import TablesError, read_documents

    try:
        documents = read_documents(folder, name)
    except TablesError as error:
        raise click.UsageError(f"{error}.") from None
    if name is not None and not documents:
        known = [Path(row.source).name for row in read_documents(folder)]
        more = f" and {len(known) - 5} more" if len(known) > 5 else ""
        raise click.UsageError(f"No document {name!r} in {folder}. It holds {', '.join(known[:5])}{more}.")
    return documents if name is not None else None


@cli.command(short_help="Show where one number comes from.")
@click.argument("fact_id")
@click.option("-o", "--output", "folder", required=True, type=_FOLDER, metavar="OUT",
              help="Folder that extract wrote the tables to.")  # fmt: skip
def why(fact_id: str, folder: Path) -> None:
    """Show where one number comes from: its place, its words, its unit, its rule.

    FACT_ID is a figure's id or the beginning of it: the first column of jixiao show, or fact_id in the
    tables. For a figure in a table the file is read again, if it is still there, to show row and headers.
    A document's id or name shows what its title, years, dates, agency and county were taken from.

    \b
    Examples:
      jixiao why 3f2a91c07b -o out
    """
    from output.origin import origin
    from output.read import TablesError, find_facts, read_documents, read_reports
    from output.receipt import receipt

    try:
        facts = find_facts(folder, fact_id)
    except TablesError as error:
        raise click.UsageError(f"{error}.") from None
    if not facts and (documents := read_documents(folder, fact_id)):
        return echo(origin(next(read_reports(folder, documents[:1]))))
    if not facts:
        raise click.UsageError(f"No id in {folder} begins with {fact_id!r}; jixiao show {folder} --all lists them.")
    if len(facts) > 1:
        some = ", ".join(fact.fact_id for _, fact in facts[:3])
        raise click.UsageError(f"{len(facts)} ids begin with {fact_id!r}: {some} … Give more characters.")
    table, fact = facts[0]
    report = next(read_reports(folder, read_documents(folder, fact.document_id)))
    echo(receipt(table, fact, report, _again(report.document) if fact.table_index is not None else None))


def _again(row: DocumentRow) -> Document | None:
    """The file of a documents row read once more; None if it's gone or isn't the same any more."""
    from extract.document import ReadingError
    from extract.reader import read

    with contextlib.suppress(ReadingError):
        document = read(row.source)
        return document if document.source.sha256 == row.document_id else None
    return None


def echo(lines: Iterable[str]) -> None:
    """Print lines; a pipe whose reader (head, less) has seen enough ends the command and is no fault."""
    try:
        for line in lines:
            click.echo(line)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


corpus_cli.register(cli)


def main() -> Any:
    """Run the command; the exit status is 0, 1, 2 or 3 as `jixiao --help` says, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.exit(cli.main(prog_name="jixiao", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("jixiao: interrupted", err=True)
        sys.exit(130)
    except OSError as error:
        click.echo(f"jixiao: {error}", err=True)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("JIXIAO_DEBUG"):
            raise
        message = f"jixiao: a fault of the program ({type(error).__name__}: {error}); please report it"
        click.echo(f"{message}. JIXIAO_DEBUG=1 prints the trace.", err=True)
        sys.exit(1)
