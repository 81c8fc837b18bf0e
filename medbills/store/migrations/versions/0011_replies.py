"""Papers that answer what was sent, the day a paper arrived, and of a packet its tracking number and why it went in spite of a check."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("paper_id", sa.Text, nullable=False, index=True),
        sa.Column("sent_id", sa.Text, nullable=False, index=True), sa.Column("word", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )  # fmt: skip
    op.create_table(
        "arrival",
        sa.Column("id", sa.Text, primary_key=True), sa.Column("received_on", sa.Text, nullable=False),
    )  # fmt: skip
    op.add_column("packet", sa.Column("tracking", sa.Text))
    op.add_column("packet", sa.Column("in_spite_of", sa.Text))
