"""The one place that changes data: connection, migrations, operations, journal, search, check."""
