"""Judging identity: which ids are one actor, by whom and why; and pairs proposed for it."""
