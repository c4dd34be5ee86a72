/// <reference lib="dom" />
import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import type { Page } from "playwright-core";

/** A page with the app in a frame that may run scripts and nothing else. */
export const HOST_PAGE = `<!doctype html><title>Host</title>
<style>body { margin: 0 } iframe { display: block; width: 100%; height: 100vh; border: 0 }</style>
<iframe title="App" sandbox="allow-scripts"></iframe>
<script>
  const frame = document.querySelector("iframe");
  addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow) fromApp(data);
  });
  frame.src = "/app";
</script>`;

/** Carries messages between the frame in `page` and this process. */
export async function frameTransport(page: Page): Promise<Transport> {
  const transport: Transport = {
    start: () => Promise.resolve(),
    close: () => Promise.resolve(transport.onclose?.()),
    send: (message) => page.evaluate(post, message),
  };
  await page.exposeFunction("fromApp", (message: JSONRPCMessage) => transport.onmessage?.(message));
  return transport;
}

/** Runs in the page. */
function post(message: JSONRPCMessage): void {
  document.querySelector("iframe")?.contentWindow?.postMessage(message, "*");
}
