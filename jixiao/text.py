"""jixiao text: what is read in a file before anything is looked for: as text, as a count, as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.document import Document

_PATH = click.Path(path_type=Path)


@click.command(short_help="Print what is read in a file.")
@click.argument("file", type=_PATH)
@click.option("--audit", is_flag=True, help="Count the characters: each in one block or cell, none of the file's lost.")
@click.option("--picture", "page", type=int, metavar="PAGE", help="Draw what is read on a page of a PDF, to FILE.png of -o.")
@click.option("-o", "--output", "image", type=_PATH, metavar="FILE.png", help="Where the picture goes.")
def text(file: Path, audit: bool, page: int | None, image: Path | None) -> None:
    """Print what is read in a file: its lines and its tables, with their places.

    The picture shows blocks blue, page marks grey, cells green with row and column, tables red.

    \b
    Examples:
      jixiao text report.pdf
      jixiao text report.docx | less
      jixiao text --audit report.pdf
      jixiao text --picture 3 -o page3.png report.pdf
    """
    from extract.document import ReadingError
    from jixiao.cli import SOME_FAILED, echo

    if (page is None) != (image is None):
        raise click.UsageError("--picture PAGE and -o FILE.png go together.")
    try:
        echo(_lines(file, audit, page, image))
    except ReadingError as error:
        click.echo(f"jixiao: {error.message} [{error.code}]", err=True)
        raise click.exceptions.Exit(SOME_FAILED) from None


def _lines(file: Path, counted: bool, page: int | None, image: Path | None) -> Iterator[str]:
    from extract.reader import read
    from extract.view import render

    document = read(file)
    if page is not None and image is not None:
        yield _drawn(file, document, page, image)
    elif counted:
        from extract.audit import audit

        yield from audit(file.read_bytes(), document).lines()
    else:
        yield from render(document).rstrip("\n").split("\n")


def _drawn(file: Path, document: Document, page: int, image: Path) -> str:
    from extract.picture import picture

    try:
        picture(file.read_bytes(), document, page).save(image)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{image}: can't be written as a picture ({error}). Name a .png file.") from None
    return f"Page {page} of {file} is drawn in {image}"
