"""The same paper as a file: PDF, with the fonts and the line breaking that Chinese needs."""
