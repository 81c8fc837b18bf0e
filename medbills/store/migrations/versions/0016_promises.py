"""What else was promised in a call, one row for each promise after the first, and the user's word on the kind of a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("case_", sa.Column("kind_told_on", sa.Text))
    op.create_table(
        "call_promise",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("call_id", sa.Text, sa.ForeignKey("call.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False), sa.Column("what", sa.Text, nullable=False), sa.Column("by", sa.Text),
        sa.Column("who", sa.Text, nullable=False), sa.Column("state", sa.Text, nullable=False), sa.Column("told_on", sa.Text),
    )  # fmt: skip
