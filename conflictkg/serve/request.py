"""What a client sends, read within its limits: bodies, tokens, and refusals in words."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from conflictkg.serve.limits import Limits

FORM = "application/x-www-form-urlencoded"
_PART = 1 << 16
_FIELDS = 200


class Refused(Exception):
    """A request that is not answered: the status, what is wrong, and headers that go with it."""

    def __init__(self, status: int, why: str, **headers: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


async def body(request: Request, limits: Limits, most: int) -> bytes:
    """The body, if it is no longer than so many bytes and keeps coming."""
    declared = request.headers.get("content-length", "0")
    if int(declared) > most:  # the parser lets only digits through
        raise _too_long(most)
    parts: list[bytes] = []
    size, stream = 0, request.stream()
    start = asyncio.get_running_loop().time()
    try:
        while True:
            async with asyncio.timeout_at(start + limits.patience * (1 + size // _PART)):
                part = await anext(stream, None)
            if part is None:
                return b"".join(parts)
            size += len(part)
            if size > most:
                raise _too_long(most)
            parts.append(part)
    except TimeoutError:
        raise Refused(408, "The body did not come in time.", connection="close") from None
    except ClientDisconnect:
        raise Refused(400, "The client went away.") from None


def _too_long(most: int) -> Refused:
    told = f"{most >> 20} MB" if most >> 20 else f"{most >> 10} KB"
    return Refused(413, f"The body is longer than {told}.", connection="close")


def text(data: bytes) -> str:
    """Bytes as the text they are said to be."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused(400, "The body is not UTF-8.") from None


def media_type(request: Request) -> str:
    """The media type of a body; refused when it is said to be in another encoding than UTF-8."""
    type, *parameters = request.headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip('" ') not in ("utf-8", "utf8"):
            raise Refused(415, "Send it in UTF-8.")
    return type.strip()


def fields(form: str) -> list[tuple[str, str]]:
    """The fields of a form or the query of an address."""
    try:
        return parse_qsl(form, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        raise Refused(400, f"The fields cannot be read: send UTF-8, and no more than {_FIELDS} of them.") from None


def values(told: Sequence[tuple[str, str]], name: str) -> list[str]:
    """The values of a field, in their order."""
    return [value for key, value in told if key == name]


def authorised(request: Request, token: str) -> None:
    """Refuse who may not write: nobody may without --writable, nobody without the token."""
    if not token:
        raise Refused(403, "Nothing can be changed here: this server was started without --writable.")
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Refused(401, "Changes need the token: Authorization: Bearer TOKEN.", www_authenticate="Bearer")
