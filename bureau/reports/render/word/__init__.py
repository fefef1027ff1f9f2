"""Papers as Word documents with real styles, so that the office goes on editing."""
