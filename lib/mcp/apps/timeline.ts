import text from "./timeline.html" with { type: "text" };

const uri = "ui://epicme/timeline";

/**
 * The app that shows a journal inside a client: a resource as `resources/list` and `resources/read`
 * tell it (MCP Apps 2026-01-26). `deno task build` makes its text from app/timeline.
 */
export const TIMELINE_APP = {
  uri,
  name: "timeline",
  title: "Journal timeline",
  description: "A calendar of the journal's days and moods, with its entries to read and search",
  mimeType: "text/html;profile=mcp-app",
  text,
  _meta: {
    // The app needs nothing from any network, and no permission.
    ui: { csp: { connectDomains: [], resourceDomains: [] }, prefersBorder: true },
  },
} as const;

/** `_meta` of a tool whose result the app shows; older clients read the flat key. */
export const SHOWN_IN_TIMELINE = { ui: { resourceUri: uri }, "ui/resourceUri": uri } as const;
