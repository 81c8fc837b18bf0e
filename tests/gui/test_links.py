"""Links between pages lead to pages that exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import medbills.gui
from medbills.domain.practice import VaultKind
from medbills.gui.main_window import found_pages
from medbills.gui.wizards.questions import GOES

ROOT = Path(medbills.gui.__file__).parent
CALLS = {"go", "set_count"}  # of the desk: their first argument is a page's slug


def named():
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
                owner = ast.unparse(node.func.value)
                if owner.split(".")[-1] == "desk":
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node.args[0]


LINKS = list(named())


# These take the slug from elsewhere, where it is written itself: what was found, and what would answer a question.
GIVEN = {"opening.page", "slug"}


@pytest.mark.parametrize(("where", "slug"), LINKS, ids=[where for where, _ in LINKS])
def test_a_link_names_a_page_outright(where, slug):
    if ast.unparse(slug) in GIVEN:
        return
    assert isinstance(slug, ast.Constant), f"{where}: write the slug itself, so that it can be checked"
    assert slug.value in {page.slug for kind in VaultKind for page in found_pages(kind)}


def test_links_that_are_given_name_pages_too():
    slugs = {page.slug for kind in VaultKind for page in found_pages(kind)}
    assert {slug for slug, _, _ in GOES.values()} <= slugs
    services = ROOT.parent / "services"
    opened = [
        node.args[1]
        for file in sorted(services.glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Opening" and len(node.args) > 1
        and ast.unparse(node.args[0]) == "Way.PAGE"
    ]  # fmt: skip
    said = {part.value for slug in opened for part in ast.walk(slug) if isinstance(part, ast.Constant)}
    assert len(opened) > 5 and said <= slugs


def test_all_links_are_seen():
    said = {slug.value for _, slug in LINKS if isinstance(slug, ast.Constant)}
    assert {"papers", "bills", "cases", "calendar", "calls_letters"} <= said
