"""FastMCP 4 with its own OAuth: it registers, opens a browser, and listens for the redirect."""

import asyncio
import sys

import talk
from fastmcp import Client


async def main(resource):
    async with Client(resource, auth="oauth") as client:
        talk.say({"protocol": client.protocol_version})

        async def call(name, arguments):
            result = await client.call_tool(name, arguments, raise_on_error=False)
            return result.is_error, talk.text_of(result.content), result.structured_content

        async def list_tools():
            return [tool.name for tool in await client.list_tools()]

        await talk.answer(list_tools, call)


asyncio.run(main(sys.argv[1]))
