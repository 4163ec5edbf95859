"""Run the migrations in the connection that `mien.study.database.engine.migrate` hands over."""

from alembic import context

from mien.study.database.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
