"""Papers on the screen and on the printer: the PDF's own pages, charts in the same drawing."""
