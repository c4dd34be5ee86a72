"""What the clients share: a test asks in lines of JSON, and is answered in lines of JSON."""

import asyncio
import json
import sys
import time
import traceback

_late = 0
_now = time.time
# SDKs ask this clock whether a token has expired.
time.time = lambda: _now() + _late


def say(answer):
    print(json.dumps(answer), flush=True)


async def hear():
    """Returns the next request, or None once the test has ended."""
    line = await asyncio.to_thread(sys.stdin.readline)
    return json.loads(line) if line else None


async def redirect():
    """Returns where the person's browser was sent back to."""
    return (await hear())["redirect"]


async def answer(list_tools, call):
    """Answers until the test has ended. `call` returns whether it failed, the text and the structure."""
    global _late
    while (request := await hear()) is not None:
        try:
            if "later" in request:
                _late += request["later"]
                say({})
            elif "tool" in request:
                is_error, text, structured = await call(request["tool"], request["arguments"])
                say({"isError": is_error, "text": text, "structured": structured})
            else:
                say({"tools": await list_tools()})
        except Exception as error:
            traceback.print_exc()
            say({"failed": f"{type(error).__name__}: {error}"})


def text_of(content):
    return "\n".join(block.text for block in content if block.type == "text")
