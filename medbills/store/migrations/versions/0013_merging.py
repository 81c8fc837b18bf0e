"""Corrections beside what was sent or said, what two copies of a vault did not agree on, and files about to be deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Text, primary_key=True), _text("about"), sa.Column("about_id", sa.Text, nullable=False, index=True), _text("at"),
        _text("text"),
    )  # fmt: skip
    op.create_table(
        "conflict",
        sa.Column("id", sa.Text, primary_key=True), _text("noun"), _text("row"), _text("field"), sa.Column("one", sa.Text),
        sa.Column("other", sa.Text), _text("one_at"), _text("other_at"), sa.Column("kept_one", sa.Boolean, nullable=False),
        sa.Column("settled_on", sa.Text),
    )  # fmt: skip
    op.create_table("leaving_file", sa.Column("id", sa.Text, primary_key=True))
