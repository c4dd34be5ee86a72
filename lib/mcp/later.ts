import { once } from "../later.ts";
import type { JournalHandler, JournalHandlerOptions } from "./serve/handler.ts";

/**
 * Opens the handler of the MCP endpoint with the first call: all tools, their schemas and the SDK are
 * more than half of what there is to load, and no page or discovery document needs them. This file is
 * imported as it is: mod.ts loads all of it.
 */
export function openHandlerLater(options: JournalHandlerOptions): JournalHandler {
  let opened: JournalHandler | undefined;
  const open = once(async () => {
    const { createJournalHandler } = await import("./serve/handler.ts");
    return opened = createJournalHandler(options);
  });
  return {
    fetch: async (request, options) => await (await open()).fetch(request, options),
    close: async () => await opened?.close(),
  };
}
