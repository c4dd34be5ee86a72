"""LangChain with its adapter for MCP, and a test in the place of the model."""

import asyncio
import sys

import talk
from langchain_mcp_adapters.client import MultiServerMCPClient


async def main(resource, token):
    client = MultiServerMCPClient(
        {
            "epicme": {
                "transport": "streamable_http",
                "url": resource,
                "headers": {"Authorization": f"Bearer {token}"},
            }
        }
    )
    named = {tool.name: tool for tool in await client.get_tools()}
    talk.say({})

    async def call(name, arguments):
        tool = named[name]
        # What a chat model hands over that was told to fill every property.
        written = {key: arguments.get(key) for key in tool.args_schema.get("properties", {})}
        message = await tool.ainvoke(
            {"type": "tool_call", "id": "call_1", "name": name, "args": written}
        )
        text = "\n".join(block["text"] for block in message.content if block["type"] == "text")
        return message.status == "error", text, (message.artifact or {}).get("structured_content")

    async def list_tools():
        return list(named)

    await talk.answer(list_tools, call)


asyncio.run(main(*sys.argv[1:]))
