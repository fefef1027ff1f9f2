"""The manual inside the program: pages of resources/help, shown beside the window."""
