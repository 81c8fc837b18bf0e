"""Findings of the very first vaults get the two columns that were added to their table before there was a second version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("finding")}
    for name in ("reason", "rest_title"):
        if name not in there:
            op.add_column("finding", sa.Column(name, sa.Text, nullable=False, server_default=""))
