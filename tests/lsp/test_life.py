"""How a server starts and ends, and what it outlives."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from tests.lsp.client import LONG, START


async def server() -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(sys.executable, *START, stdin=pipe, stdout=pipe, stderr=pipe)


def message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


async def answer(process: asyncio.subprocess.Process, id: int) -> dict[str, object]:
    """The response to a request; what comes before it is passed over."""
    assert process.stdout is not None
    while True:
        length = 0
        while (line := await asyncio.wait_for(process.stdout.readline(), LONG)).strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert line, "the server has ended"
        read: dict[str, object] = json.loads(await process.stdout.readexactly(length))
        if read.get("id") == id:
            return read


async def test_requests_that_make_no_sense_are_answered_and_outlived(tmp_path: Path) -> None:
    process = await server()
    assert process.stdin is not None
    uri = (tmp_path / "a.prisma").as_uri()
    process.stdin.write(message(id=1, method="initialize", params={"capabilities": {}}))
    await answer(process, 1)
    process.stdin.write(message(method="initialized", params={}))
    process.stdin.write(message(id=2, method="textDocument/hover", params={"textDocument": 3}))
    process.stdin.write(message(id=3, method="tenantry/unheardOf", params={}))
    process.stdin.write(b"Content-Length: 5\r\n\r\n{{{{{")
    process.stdin.write(message(method="textDocument/didChange", params={"contentChanges": "x"}))
    here = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    process.stdin.write(message(id=4, method="textDocument/hover", params=here))
    assert "error" in await answer(process, 3)
    assert (await answer(process, 4))["result"] is None
    process.stdin.write(message(id=5, method="shutdown"))
    await answer(process, 5)
    process.stdin.write(message(method="exit"))
    assert await asyncio.wait_for(process.wait(), LONG) == 0


async def test_an_editor_that_dies_leaves_no_server_behind() -> None:
    process = await server()
    assert process.stdin is not None
    process.stdin.write(message(id=1, method="initialize", params={"capabilities": {}}))
    await answer(process, 1)
    process.stdin.close()
    await asyncio.wait_for(process.wait(), LONG)


async def test_it_can_be_reached_by_a_port(unused_tcp_port: int) -> None:
    start = [*START[:-1], "--tcp", str(unused_tcp_port)]
    process = await asyncio.create_subprocess_exec(sys.executable, *start, stderr=asyncio.subprocess.PIPE)
    assert process.stderr is not None
    assert b"waiting" in await asyncio.wait_for(process.stderr.readline(), LONG)
    async with asyncio.timeout(LONG):
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", unused_tcp_port)
                break
            except ConnectionRefusedError:
                await asyncio.sleep(0.05)
    writer.write(message(id=1, method="initialize", params={"capabilities": {}}))
    assert b"Content-Length" in await asyncio.wait_for(reader.readline(), LONG)
    writer.close()
    process.terminate()
    await asyncio.wait_for(process.wait(), LONG)
