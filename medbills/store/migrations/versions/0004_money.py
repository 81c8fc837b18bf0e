"""Refunds one waits for, payment plans, offers, and the most one would pay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _of(name: str, table: str, *, owned: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(f"{table}.id"), nullable=not owned, index=True)


def upgrade() -> None:
    op.create_table(
        "refund",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("from_whom", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False), sa.Column("since", sa.Text, nullable=False),
        _of("person_id", "person"), _of("case_id", "case_"), sa.Column("finding_key", sa.Text, nullable=False),
        sa.Column("received_on", sa.Text), _of("payment_id", "payment"),
    )  # fmt: skip
    op.create_table(
        "agreement",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("with_whom", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False), sa.Column("count", sa.Integer, nullable=False),
        sa.Column("agreed_on", sa.Text, nullable=False), sa.Column("first_on", sa.Text, nullable=False), sa.Column("yearly_rate", sa.Text),
        sa.Column("deferred", sa.Boolean, nullable=False), _of("person_id", "person"), _of("case_id", "case_"),
        sa.Column("note", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "offer",
        sa.Column("id", sa.Text, primary_key=True), _of("case_id", "case_"), sa.Column("made_on", sa.Text, nullable=False),
        sa.Column("yours", sa.Boolean, nullable=False), sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("until", sa.Text), sa.Column("note", sa.Text, nullable=False), sa.Column("number", sa.Integer, nullable=False),
    )  # fmt: skip
    op.create_table(
        "walk_away",
        sa.Column("id", sa.Text, primary_key=True), _of("case_id", "case_", owned=True),
        sa.Column("amount", sa.BigInteger, nullable=False),
    )  # fmt: skip
