"""The Python SDK `mcp` 1.x with its OAuth provider."""

import asyncio
import sys
from urllib.parse import parse_qs, urlsplit

import talk
from mcp import ClientSession
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamablehttp_client
from mcp.shared.auth import OAuthClientMetadata
from memory import Memory


async def show(address):
    print(address, flush=True)


async def come_back():
    query = parse_qs(urlsplit(await talk.redirect()).query)
    return query["code"][0], query["state"][0]


async def main(resource):
    metadata = OAuthClientMetadata(
        client_name="A client with the Python SDK",
        redirect_uris=["http://127.0.0.1:33419/callback"],
    )
    auth = OAuthClientProvider(resource, metadata, Memory(), show, come_back)
    async with (
        streamablehttp_client(resource, auth=auth) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        talk.say({"protocol": (await session.initialize()).protocolVersion})

        async def call(name, arguments):
            result = await session.call_tool(name, arguments)
            return result.isError, talk.text_of(result.content), result.structuredContent

        async def list_tools():
            return [tool.name for tool in (await session.list_tools()).tools]

        await talk.answer(list_tools, call)


asyncio.run(main(sys.argv[1]))
