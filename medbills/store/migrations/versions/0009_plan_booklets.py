"""Plan booklets page by page with kept quotes, the user's own dental pairs, and what a practice keeps beside its fees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def _of(name: str, table: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(f"{table}.id"), nullable=False, index=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.add_column("plan", sa.Column("dental_non_covered_billing", sa.Text))
    op.create_table(
        "payer_clause",
        sa.Column("id", sa.Text, primary_key=True), _text("payer"), _text("about"), _text("words"), _text("page"), _text("source"),
        sa.Column("dated", sa.Text),
    )  # fmt: skip
    op.create_table(
        "statement_gate",
        sa.Column("id", sa.Text, primary_key=True), _text("reference"), _text("payer"), _text("code"),
        sa.Column("amount", sa.BigInteger, nullable=False), _text("noted_on"), sa.Column("contract_permits", sa.Boolean),
        sa.Column("eob_explains", sa.Boolean), sa.Column("told_before", sa.Boolean), _text("clause"), sa.Column("issued_on", sa.Text),
    )  # fmt: skip
    op.create_table(
        "outcome",
        sa.Column("id", sa.Text, primary_key=True), _text("first_on"), _text("last_on"), sa.Column("surprises", sa.Integer),
        sa.Column("shown", sa.Integer), sa.Column("accepted", sa.Integer), _text("source"),
    )  # fmt: skip
    op.create_table("own_pair", sa.Column("id", sa.Text, primary_key=True), _text("paid_as"), _text("source"), _text("told_on"))
    op.create_table(
        "booklet",
        sa.Column("id", sa.Text, primary_key=True), _of("plan_id", "plan"), _of("document_id", "document"), _text("kind"), _text("title"),
        sa.Column("pages", sa.Integer, nullable=False), _text("added_on"), _text("without_words"),
    )  # fmt: skip
    op.create_table(
        "booklet_page",
        sa.Column("id", sa.Text, primary_key=True), _of("booklet_id", "booklet"), sa.Column("number", sa.Integer, nullable=False),
        _text("text"),
    )  # fmt: skip
    op.create_table(
        "kept_quote",
        sa.Column("id", sa.Text, primary_key=True), _of("booklet_id", "booklet"), sa.Column("page", sa.Integer, nullable=False),
        _text("words"), _text("boxes"), _text("kept_on"), _text("about"),
    )  # fmt: skip
