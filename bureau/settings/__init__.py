"""Settings of the bureau: declared once, kept as journalled records, the same on every PC."""
