import {
  createMcpHandler,
  type McpServerFactory,
  type ServerEvent,
  type ServerEventBus,
} from "@modelcontextprotocol/server";
import type { JournalChange } from "../../journal/mod.ts";
import { findResource } from "../resources/mod.ts";
import type { Session } from "../define/session.ts";
import { entryUri, TAGS_URI, tagUri } from "../uris.ts";

/** The stream of changes that a client listens to, and who says when it ends. */
export interface Stream {
  /** Aborted when the token ends, or the server does. */
  readonly ends: AbortSignal;
  /** To be called once nobody listens any more. */
  onEnd(): void;
}

export interface ListenOptions {
  session: Session;
  parsedBody: unknown;
  factory: McpServerFactory;
  stream: Stream;
}

/** More than this is more than anybody has on a screen. */
const MAX_URIS = 1_000;

/** Whether `body` is a request to listen to changes (MCP 2026-07-28, Subscriptions). */
export function isListen(body: unknown): boolean {
  return (body as { method?: unknown } | null)?.method === "subscriptions/listen";
}

/**
 * Answers a request to listen. Each stream has a bus of its own, which hears one journal only, as
 * far as the session may see it: URIs such as `epicme://tags` are the same for everybody.
 */
export async function listen(request: Request, options: ListenOptions): Promise<Response> {
  const { session, parsedBody, factory, stream } = options;
  const uris = urisIn(parsedBody);
  const tagUris = await tagUrisAmong(uris, session);
  const watch = await session.watch(uris.flatMap((uri) => findResource(uri)?.id || []));
  const bus: ServerEventBus = {
    // What is heard comes from the journal, never from the protocol layer.
    publish: () => undefined,
    subscribe(listener) {
      const stop = watch.subscribe((change) =>
        eventsOf(change, { session, tagUris }).forEach(listener)
      );
      return () => {
        stop();
        stream.onEnd();
      };
    },
  };
  const handler = createMcpHandler(factory, { bus, maxSubscriptions: 1 });
  const response = await handler.fetch(request, {
    parsedBody,
    authInfo: { token: "", clientId: "", scopes: [], extra: { session, body: parsedBody } },
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream) stream.onEnd();
  const end = () => void handler.close();
  if (stream.ends.aborted) end();
  else stream.ends.addEventListener("abort", end, { once: true });
  return response;
}

/** What a change means for those who may read what has changed. */
function eventsOf(
  { entries, tags }: JournalChange,
  { session: { scopes }, tagUris }: { session: Session; tagUris: readonly string[] },
): ServerEvent[] {
  const hasEntries = entries.length > 0 && scopes.has("entries:read");
  // Entries count in the tags that they have.
  const hasTags = (tags || entries.length > 0) && scopes.has("tags:read");
  const updated = [
    ...hasEntries ? entries.map(entryUri) : [],
    ...hasTags ? tagUris : [],
  ];
  return [
    ...hasEntries || hasTags ? [{ kind: "resources_list_changed" as const }] : [],
    ...updated.map((uri) => ({ kind: "resource_updated" as const, uri })),
  ];
}

/** Those that are about tags which exist. One that is made later has an id that nobody knows yet. */
async function tagUrisAmong(uris: readonly string[], { journal, scopes }: Session) {
  if (!scopes.has("tags:read")) return [];
  const existing = new Set((await journal.listTags()).map(({ id }) => tagUri(id)));
  return uris.filter((uri) => uri === TAGS_URI || existing.has(uri));
}

function urisIn(body: unknown): string[] {
  const { params } = body as {
    params?: { notifications?: { resourceSubscriptions?: unknown } | null } | null;
  };
  const uris = params?.notifications?.resourceSubscriptions;
  const texts = Array.isArray(uris) ? uris.filter((uri) => typeof uri === "string") : [];
  return [...new Set(texts)].slice(0, MAX_URIS);
}
