"""Files that wait to be read, and those seen in the watched folder."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "waiting_file",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("path", sa.Text),
        sa.Column("key", sa.Text),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("watched", sa.Boolean, nullable=False),
    )
    op.create_table(
        "seen_file",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("written_ns", sa.BigInteger, nullable=False),
    )
