"""What Alembic runs: migrations over the connection that `gouji.desk.store.database` gives it."""

from __future__ import annotations

from alembic import context

from gouji.desk.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
