"""Two stations become one: foreign operations taken in verbatim, and what then stands of each record."""
