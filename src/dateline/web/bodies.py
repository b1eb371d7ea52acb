"""How much a request may send: what is more is refused while it streams in, before anything holds it whole."""

from __future__ import annotations

import json

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = 25_000_000
"""Bytes of a request. The text of one report is pasted in one, which has 20 MB at most."""

STREAMED = "/api/uploads"
"""Files come in there, piece by piece, with limits of their own."""


class Bodies:
    """Refuses a request of more than MOST bytes, by what it announces and by what it sends."""

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == STREAMED:
            await self.app(scope, receive, send)
            return
        words = f"That is too much: more than {self.most // 1_000_000} MB. Send files one by one, as files."
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:18]) > self.most:
            body = json.dumps({"kind": "too-large", "message": words}).encode()
            headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 413, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        size = 0

        async def measured() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.most:
                raise HTTPException(413, words)
            return message

        await self.app(scope, measured, send)
