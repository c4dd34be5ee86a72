/**
 * Loaded into programs that read every answer twice. In Deno 2.9 `text()` of a clone takes all from
 * the other branch until the body ends, and an event stream may never end: MCP Inspector, which logs
 * what it gets that way, waits for ever. Reading chunk by chunk shares.
 */
const { text } = Response.prototype;

Response.prototype.text = async function (this: Response): Promise<string> {
  const isStream = this.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || !this.body) return await text.call(this);
  let all = "";
  for await (const part of this.body.pipeThrough(new TextDecoderStream())) all += part;
  return all;
};
