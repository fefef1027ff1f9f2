"""What every department refers to: roads, towns and communities, teams, people, shops."""
