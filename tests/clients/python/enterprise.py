"""The Python SDK `mcp` 2.x with its identity-assertion provider (enterprise-managed authorization)."""

import asyncio
import sys

import httpx2
import talk
from mcp import Client
from mcp.client.auth.extensions.identity_assertion import IdentityAssertionOAuthProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from memory import Memory


async def main(resource, issuer, client_id, client_secret, company):
    async def exchange(audience, wanted):
        """Has the company's provider vouch for its employee (RFC 8693)."""
        form = {
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "requested_token_type": "urn:ietf:params:oauth:token-type:id-jag",
            "audience": audience,
            "resource": wanted,
            "scope": "user:read entries:read entries:write",
            "subject_token": "an ID token",
            "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
            "client_id": "assistant",
        }
        async with httpx2.AsyncClient() as http:
            return (await http.post(f"{company}/token", data=form)).json()["access_token"]

    auth = IdentityAssertionOAuthProvider(
        server_url=resource,
        storage=Memory(),
        client_id=client_id,
        client_secret=client_secret,
        issuer=issuer,
        assertion_provider=exchange,
    )
    http = create_mcp_http_client(auth=auth)
    async with Client(streamable_http_client(resource, http_client=http)) as client:
        talk.say({"protocol": client.protocol_version})

        async def call(name, arguments):
            result = await client.call_tool(name, arguments)
            return result.is_error, talk.text_of(result.content), result.structured_content

        async def list_tools():
            return [tool.name for tool in (await client.list_tools()).tools]

        await talk.answer(list_tools, call)


asyncio.run(main(*sys.argv[1:]))
