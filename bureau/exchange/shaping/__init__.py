"""From a sheet as people lay it out to plain tables: regions, turned tables, columns made of others."""
