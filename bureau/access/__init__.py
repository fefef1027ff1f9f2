"""Who may do what: rights, roles, passwords and how long wrong ones keep a door closed."""
