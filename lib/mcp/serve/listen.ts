import {
  createMcpHandler,
  type McpServerFactory,
  type ServerEvent,
  type ServerEventBus,
} from "@modelcontextprotocol/server";
import type { JournalChange } from "../../journal/mod.ts";
import { hasScopes, type RequestContext } from "../define/request_context.ts";
import type { ParsedRequest } from "../request/message.ts";
import { findResource } from "../resources/mod.ts";
import { entryIdIn, TAGS_URI, tagUri } from "../uris.ts";
import type { Exchange } from "../request/exchange.ts";

/** The stream of changes that a client listens to. */
export interface Stream {
  /** Aborted when the token ends, or the server does. */
  readonly ends: AbortSignal;
  /** To be called once nobody listens any more. */
  onEnd(): void;
}

export interface ListenOptions {
  exchange: Exchange;
  factory: McpServerFactory;
  stream: Stream;
}

/** More than this is more than anybody has on a screen. */
const MAX_URIS = 1_000;

/** Returns the URIs to hear about if `request` asks for a stream (MCP 2026-07-28, Subscriptions). */
export function listenedUris({ messages: [message, ...rest] }: ParsedRequest) {
  return rest.length === 0 ? message?.listenTo : undefined;
}

/**
 * Answers a request to listen. Each stream has a bus of its own, which hears one journal only, as
 * far as the viewer may see it: URIs such as `epicme://tags` are the same for everybody.
 */
export async function listen(request: Request, options: ListenOptions): Promise<Response> {
  const { exchange, factory, stream } = options;
  const { context, request: { body } } = exchange;
  const uris = (listenedUris(exchange.request) ?? []).slice(0, MAX_URIS);
  const existing = await existingAmong(uris, context);
  const ids = uris.flatMap((uri) => findResource(uri)?.id || []);
  const watch = await context.watch([...new Set(ids.map(entryIdIn))]);
  const bus: ServerEventBus = {
    // What is heard comes from the journal, never from the protocol layer.
    publish: () => undefined,
    subscribe(listener) {
      const stop = watch.subscribe((change) =>
        eventsOf(change, { context, uris: existing }).forEach(listener)
      );
      return () => {
        stop();
        stream.onEnd();
      };
    },
  };
  const handler = createMcpHandler(factory, { bus, maxSubscriptions: 1 });
  const response = await handler.fetch(request, {
    parsedBody: body,
    authInfo: exchange.authInfo,
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
  { context, uris }: { context: RequestContext; uris: readonly string[] },
): ServerEvent[] {
  const changes = {
    entries: entries.length > 0 && context.scopes.has("entries:read"),
    // Entries count in the tags that they have.
    tags: (tags || entries.length > 0) && context.scopes.has("tags:read"),
  };
  const ids = new Set(entries);
  const updated = uris.filter((uri) => {
    const { resource, id } = findResource(uri) ?? {};
    if (!resource?.changesWith || !changes[resource.changesWith]) return false;
    return resource.changesWith === "tags" || ids.has(entryIdIn(id!));
  });
  return [
    ...changes.entries || changes.tags ? [{ kind: "resources_list_changed" as const }] : [],
    ...updated.map((uri) => ({ kind: "resource_updated" as const, uri })),
  ];
}

/** Leaves out tags that do not exist: one that is made later has an id that nobody knows yet. */
async function existingAmong(
  uris: readonly string[],
  context: RequestContext,
): Promise<readonly string[]> {
  const isTag = (uri: string) => findResource(uri)?.resource.changesWith === "tags";
  if (!hasScopes(context, ["tags:read"])) return uris.filter((uri) => !isTag(uri));
  const tags = new Set((await context.journal.listTags()).map(({ id }) => tagUri(id)));
  return uris.filter((uri) => !isTag(uri) || uri === TAGS_URI || tags.has(uri));
}
