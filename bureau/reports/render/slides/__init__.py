"""Papers of the form `slides` as PowerPoint files: native titles, text, tables and charts."""
