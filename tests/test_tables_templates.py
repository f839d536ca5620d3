"""Every template reads its own examples: what they must say, how much, and what must stay unsaid."""

from __future__ import annotations

import pytest

from patterns.tables import read_tables
from patterns.tables.drawing import drawn
from patterns.tables.header import templates
from patterns.tables.template import Example, Template

EXAMPLES = [
    pytest.param(template, example, id=f"{template.name}-{n}") for template in templates() for n, example in enumerate(template.examples)
]


@pytest.mark.parametrize(("template", "example"), EXAMPLES)
def test_template_reads_its_example(template: Template, example: Example) -> None:
    document = drawn(example.drawn)
    mentions = read_tables(document, []).mentions
    read = [(m.kind, document.quote(m.span), dict(m.words)) for m in mentions]
    shown = "\n".join(map(str, read)) or "nothing is read: are two of the header's words in header.py's _HEAD_HINT?"
    for wanted in example.says:
        assert any(
            kind == wanted.kind and quote == wanted.quote and wanted.words.items() <= words.items() for kind, quote, words in read
        ), f"{wanted}\n{shown}"
    assert len(read) == example.count, shown
    assert all(mention.rule == f"table.{template.name}" for mention in mentions)
    for text in example.silent:
        assert all(text != quote for _, quote, _ in read), text


def test_templates_have_examples() -> None:
    for template in templates():
        assert template.examples, template.name
