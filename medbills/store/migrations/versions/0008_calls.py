"""The course of a call along its script, what became of its promise, and the user's word on what contradicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"


def _of(name: str, table: str, *, owned: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(f"{table}.id"), nullable=not owned, index=True)


def upgrade() -> None:
    op.create_table(
        "call_course",
        sa.Column("id", sa.Text, primary_key=True), _of("call_id", "call", owned=True), sa.Column("script", sa.Text, nullable=False),
        sa.Column("trail", sa.Text, nullable=False), sa.Column("recording", sa.Text, nullable=False),
        sa.Column("promise", sa.Text, nullable=False), sa.Column("promise_told_on", sa.Text),
    )  # fmt: skip
    op.create_table(
        "contradiction",
        sa.Column("id", sa.Text, primary_key=True), _of("case_id", "case_"), _of("call_id", "call", owned=True),
        _of("other_id", "call", owned=True), sa.Column("question", sa.Text, nullable=False), sa.Column("word", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False), sa.Column("said", sa.Text, nullable=False),
        sa.Column("other_said", sa.Text, nullable=False),
    )  # fmt: skip
