"""The Python SDK `mcp` 2.x with its OAuth provider."""

import asyncio
import sys
from urllib.parse import parse_qs, urlsplit

import talk
from mcp import Client
from mcp.client.auth import AuthorizationCodeResult, OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.shared.auth import OAuthClientMetadata
from memory import Memory


async def show(address):
    print(address, flush=True)


async def come_back():
    query = parse_qs(urlsplit(await talk.redirect()).query)
    return AuthorizationCodeResult(
        code=query["code"][0], state=query["state"][0], iss=query["iss"][0]
    )


async def main(resource):
    metadata = OAuthClientMetadata(
        client_name="A client with the Python SDK",
        redirect_uris=["http://127.0.0.1:33419/callback"],
    )
    auth = OAuthClientProvider(resource, metadata, Memory(), show, come_back)
    http = create_mcp_http_client(auth=auth)
    async with Client(streamable_http_client(resource, http_client=http)) as client:
        talk.say({"protocol": client.protocol_version})

        async def call(name, arguments):
            result = await client.call_tool(name, arguments)
            return result.is_error, talk.text_of(result.content), result.structured_content

        async def list_tools():
            return [tool.name for tool in (await client.list_tools()).tools]

        await talk.answer(list_tools, call)


asyncio.run(main(sys.argv[1]))
