"""The answers to questions that let the checks look at more: of a person, a plan, a case or a paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "told_fact",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("owner", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False, index=True), sa.Column("question", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False), sa.Column("answer", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False), sa.Column("told_on", sa.Text, nullable=False),
    )  # fmt: skip
