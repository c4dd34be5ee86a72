/*
 * The least that can answer a tool call: JSON in, JSON out, no protocol. Argument: port.
 */
interface Call {
  id: number;
  params: { arguments: { text: string } };
}

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.args[0]) }, async (request) => {
  const { id, params }: Call = await request.json();
  const { text } = params.arguments;
  const result = { content: [{ type: "text", text }], structuredContent: { text } };
  return Response.json({ jsonrpc: "2.0", id, result });
});
