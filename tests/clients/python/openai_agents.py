"""The OpenAI Agents SDK with strict schemas, and a test in the place of the model."""

import asyncio
import json
import sys

import talk
from agents import Agent, RunContextWrapper
from agents.mcp import MCPServerStreamableHttp, MCPUtil
from agents.tool_context import ToolContext


class Server(MCPServerStreamableHttp):
    """Keeps what came back, because the SDK makes a text for the model of it."""

    async def call_tool(self, *args, **kwargs):
        self.result = await super().call_tool(*args, **kwargs)
        return self.result


async def main(resource, token):
    params = {"url": resource, "headers": {"Authorization": f"Bearer {token}"}}
    async with Server(params) as server:
        tools = await MCPUtil.get_function_tools(
            server, True, RunContextWrapper(None), Agent("Diary"), failure_error_function=None
        )
        named = {tool.name: tool for tool in tools}
        talk.say({"strict": [tool.name for tool in tools if tool.strict_json_schema]})

        async def call(name, arguments):
            tool = named[name]
            # A strict schema requires everything, and the model writes null for what it has nothing for.
            written = json.dumps(
                {key: arguments.get(key) for key in tool.params_json_schema["required"]}
            )
            context = ToolContext(
                None, tool_name=name, tool_call_id="call_1", tool_arguments=written
            )
            await tool.on_invoke_tool(context, written)
            result = server.result.model_dump(by_alias=True)
            return (
                result["isError"],
                talk.text_of(server.result.content),
                result["structuredContent"],
            )

        async def list_tools():
            return list(named)

        await talk.answer(list_tools, call)


asyncio.run(main(*sys.argv[1:]))
