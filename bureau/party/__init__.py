"""Party-building: its tasks, branches and members, and the meetings they are required to hold."""
