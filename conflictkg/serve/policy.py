"""The Content-Security-Policy of pages: they run and show what this server sends, and send nothing elsewhere."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

EDITOR = POLICY.replace(
    "style-src 'self'",
    "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; style-src-attr 'unsafe-inline'",
)
"""That of the SPARQL editor, whose table has one style sheet of its own, known by its hash, and style attributes."""
