"""What the bureau prints: papers as plain data, their charts, and the ways to render them."""
