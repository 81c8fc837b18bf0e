"""A dental practice's fee lists, volumes, benchmarks and rounds; and when a dental plan pays, not only how much."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "fee_schedule",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("payer", sa.Text, nullable=False), sa.Column("kind", sa.Text, nullable=False),
        sa.Column("effective_on", sa.Text, nullable=False), sa.Column("fees", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "volumes",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("payer", sa.Text, nullable=False),
        sa.Column("first_on", sa.Text, nullable=False), sa.Column("last_on", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False), sa.Column("paid_as", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "benchmark",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("code", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False), sa.Column("source", sa.Text, nullable=False),
        sa.Column("as_of", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "fee_round",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("payer", sa.Text, nullable=False),
        sa.Column("made_on", sa.Text, nullable=False), sa.Column("ours", sa.Boolean, nullable=False),
        sa.Column("amounts", sa.Text, nullable=False), sa.Column("note", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
    )  # fmt: skip
    op.add_column("plan", sa.Column("dental_waiting_months", sa.Text))
    op.add_column("plan", sa.Column("dental_prior_coverage_months", sa.Integer))
    op.add_column("plan", sa.Column("dental_year_start", sa.Text))
