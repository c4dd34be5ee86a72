/* Nothing but a stream that stays open: what no server can do without. Argument: port. */
const line = new TextEncoder().encode("data: {}\n\n");
Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.args[0]) }, async (request) => {
  await request.text();
  const body = new ReadableStream({ start: (controller) => controller.enqueue(line) });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
});
