"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "study",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("exclusion", sa.JSON, nullable=False),
        _key("study", "id"),
    )
    op.create_table(
        "rater",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("booklet", sa.JSON, nullable=False),
        sa.Column("trials", sa.Integer, nullable=False),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("joined", sa.Double, nullable=False),
        sa.Column("since", sa.Double, nullable=False),
        sa.Column("finished", sa.Double),
        _key("rater", "id"),
    )
    op.create_index("ix_rater_row", "rater", ["row"])
    op.create_table(
        "visit",
        sa.Column("id", sa.String(32), nullable=False),
        _rater("visit"),
        _key("visit", "id"),
    )
    op.create_index("ix_visit_rater", "visit", ["rater"])
    op.create_table(
        "answer",
        _rater("answer"),
        sa.Column("trial", sa.Integer, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("plays", sa.Integer, nullable=False),
        sa.Column("elapsed", sa.Double, nullable=False),
        sa.Column("stored", sa.Double, nullable=False),
        _key("answer", "rater", "trial"),
    )


def downgrade() -> None:
    """Remove them, answers included."""
    for name in ("answer", "visit", "rater", "study"):
        op.drop_table(name)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _rater(table: str) -> "sa.Column[str]":
    key = sa.ForeignKey("rater.id", name=f"fk_{table}_rater_rater")
    return sa.Column("rater", sa.String(32), key, nullable=False)
