"""Requests to a SPARQL server: credentials, time-outs, and another try where that does no harm."""

from __future__ import annotations

import os
import re
import time
from typing import Any
from urllib.parse import urlsplit

import httpx

from conflictkg.errors import StoreError, UnavailableError
from conflictkg.store.dialect import DIALECTS, ENDINGS, Dialect

USER, PASSWORD, TOKEN = "CONFLICTKG_USER", "CONFLICTKG_PASSWORD", "CONFLICTKG_TOKEN"
_TIMEOUT = httpx.Timeout(120, connect=5)
_PAUSES = (0.2, 0.8, 2.0)
_LONGEST = 30.0
_CERTIFICATE = re.compile(r"certificate verify failed: (.*?)(?: \(_ssl|$)")
_BUSY = {429, 502, 503, 504}
_REFUSED = {401, 403}
_SHOWN = 200


class Wire:
    """A connection to one server. Its address never holds a password, so that it may be shown."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.root = _root(place)
        encrypted = place.startswith("https://")  # to read the machine's certificates takes a third of a second
        self._client = httpx.Client(timeout=_TIMEOUT, follow_redirects=False, verify=encrypted)
        try:
            self.dialect = self._recognise()
        except BaseException:
            self.close()
            raise
        if credentials := _credentials(self.root, self.dialect.auth):
            self._client.auth = credentials

    def _recognise(self) -> Dialect:
        headers = self.send("GET", "/", again=True, right=False).headers
        for each in DIALECTS:
            if each.fits(headers, self.root):
                return each
        known = ", ".join(each.name for each in DIALECTS)
        raise UnavailableError(
            f"{self.place}: not a SPARQL server known here ({known} are). Name its root, or use a directory."
        )

    def send(self, method: str, path: str, again: bool, right: bool = True, **told: Any) -> httpx.Response:
        """Send a request and give the answer; ``again`` says that it may be sent twice.

        Raises :class:`StoreError` for what the server refuses or does not answer; with ``right`` unset, any answer is.
        """
        for pause in (*_PAUSES, None):
            try:
                answer = self._client.request(method, self.root + path, **told)
            except httpx.TransportError as error:
                unsent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
                late = isinstance(error, httpx.ReadTimeout)  # the server may be at it still: no second one
                if pause is None or late or not (again or unsent) or _distrusted(error):
                    raise StoreError(self._unanswered(error, again or unsent)) from None
            else:
                if answer.status_code not in _BUSY or pause is None or not again:
                    return self.right(answer) if right else answer
                pause = _asked_for(answer, pause)
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _unanswered(self, error: httpx.TransportError, harmless: bool) -> str:
        if fault := _distrusted(error):
            return (
                f"{self.place}: the server's certificate is not trusted: {fault}. If it should be, put the certificate "
                "of who signed it into a file and name that in SSL_CERT_FILE."
            )
        what = "the server does not answer" if isinstance(error, httpx.TimeoutException) else "no connection"
        told = "" if harmless else " Whether the change was made is not known: `conflictkg info` shows the store."
        return f"{self.place}: {what} ({type(error).__name__}). See that it runs there.{told}"

    def right(self, answer: httpx.Response) -> httpx.Response:
        """An answer, if it is none of refusal; raises :class:`StoreError` for others."""
        state = answer.headers.get("x-sql-state")  # Virtuoso: out of time, with a part of the rows and a 200
        if answer.is_success and not state:
            return answer
        if answer.status_code in _REFUSED:
            raise StoreError(
                f"{self.place}: the server does not let you do this ({answer.status_code}). Put the name and password "
                f"into {USER} and {PASSWORD}, a token into {TOKEN}, or a line for the host into ~/.netrc."
            )
        said = " ".join(answer.text.split())[:_SHOWN]
        raise StoreError(f"{self.place}: the server answers {answer.status_code}{f' {state}' if state else ''}: {said}")

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()


def _distrusted(error: httpx.TransportError) -> str:
    """What is wrong with a server's certificate; empty where something else is."""
    found = _CERTIFICATE.search(str(error))
    return found[1] if found else ""


def _asked_for(answer: httpx.Response, pause: float) -> float:
    """The pause that a busy server asks for, in seconds, up to a limit."""
    told = answer.headers.get("retry-after", "")
    return min(float(told), _LONGEST) if told.isdecimal() else pause


def _root(place: str) -> str:
    """The server's root of the URL of it or of one of its endpoints; raises :class:`StoreError` for an unfit URL."""
    try:
        parts = urlsplit(place)
        host, secret, _ = parts.hostname, parts.username or parts.password, parts.port
    except ValueError:
        host, secret = None, None
    if secret:
        raise StoreError(
            f"A store's URL takes no name and password, since it is shown and kept in the shell's history. "
            f"Put them into {USER} and {PASSWORD}, or into ~/.netrc."
        )
    if not host or parts.query or parts.fragment:
        raise StoreError(f"{place}: this is no address of a SPARQL server. Write http://HOST:PORT or https://HOST.")
    plain = place.rstrip("/")
    return next((plain.removesuffix(each) for each in ENDINGS if parts.path.rstrip("/").endswith(each)), plain)


def _credentials(root: str, scheme: str) -> httpx.Auth | None:
    """From the environment, else of ~/.netrc; nothing where neither has any."""
    if token := os.environ.get(TOKEN):
        return _Bearer(token)
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user:
        user, password = _netrc(urlsplit(root).hostname or "")
    if not user:
        return None
    return httpx.DigestAuth(user, password) if scheme == "digest" else httpx.BasicAuth(user, password)


def _netrc(host: str) -> tuple[str, str]:
    import netrc

    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return "", ""
    return (found[0], found[2] or "") if found else ("", "")


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["Authorization"] = self._header
        yield request
