"""The forms that let somebody act for a person, the day a person died, and the user's word on a closing list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def _of(name: str, table: str, *, owned: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(f"{table}.id"), nullable=not owned, index=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.create_table(
        "death",
        sa.Column("id", sa.Text, primary_key=True), _of("person_id", "person", owned=True), _text("died_on"),
    )  # fmt: skip
    op.create_table(
        "authority",
        sa.Column("id", sa.Text, primary_key=True), _of("person_id", "person", owned=True), _text("form"), _text("holder"),
        _text("towards"), _text("acts"), sa.Column("signed_on", sa.Text), sa.Column("ends_on", sa.Text),
        sa.Column("taken_back_on", sa.Text), _of("document_id", "document"), _text("note"),
    )  # fmt: skip
    op.create_table(
        "closing_word",
        sa.Column("id", sa.Text, primary_key=True), _of("case_id", "case_", owned=True), _text("item"), _text("reason"),
        _text("told_on"),
    )  # fmt: skip
