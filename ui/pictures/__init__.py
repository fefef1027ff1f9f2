"""Pictures of the window and of all that it opens, drawn off-screen."""
