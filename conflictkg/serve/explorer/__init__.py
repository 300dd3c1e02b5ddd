"""The explorer: pages for people over what a server shows, each also as Turtle and JSON-LD at the same address."""
