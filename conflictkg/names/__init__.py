"""Names: one spelling key for all of them, and the actor or place behind a name."""
