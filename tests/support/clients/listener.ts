import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** A client that listens to changes and writes down what it hears. */
export interface Listener extends AsyncDisposable {
  /** What was heard: `list`, or the URI of a resource that has changed. */
  readonly heard: string[];
  /** Resolves when the stream has ended, with who ended it. */
  readonly closed: Promise<"local" | "graceful" | "remote">;
  /** Resolves when `what` has been heard; rejects after ten seconds. */
  hears(what: string): Promise<void>;
  /** Forgets what was heard so far. */
  forget(): void;
}

/** Listens with a real SDK client to the list of resources and to the resources of `uris`. */
export async function listenTo(
  resource: string,
  { token, uris = [] }: { token: string; uris?: string[] },
): Promise<Listener> {
  const client = new Client({ name: "listener", version: "1.0.0" }, {
    versionNegotiation: { mode: { pin: "2026-07-28" } },
  });
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const hear = (what: string) => {
    heard.push(what);
    for (const check of waiting) check();
  };
  client.setNotificationHandler("notifications/resources/list_changed", () => hear("list"));
  client.setNotificationHandler(
    "notifications/resources/updated",
    ({ params }) => hear(params.uri),
  );
  await client.connect(
    new StreamableHTTPClientTransport(new URL(resource), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  const subscription = await client.listen({
    resourcesListChanged: true,
    resourceSubscriptions: uris,
  });
  return {
    heard,
    closed: subscription.closed,
    async hears(what) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const check = () => heard.includes(what) && resolve();
      const late = setTimeout(() => reject(new Error(`${what} was not heard: ${heard}`)), 10_000);
      waiting.add(check);
      check();
      await promise.finally(() => {
        clearTimeout(late);
        waiting.delete(check);
      });
    },
    forget: () => void heard.splice(0),
    async [Symbol.asyncDispose]() {
      await subscription.close();
      await client.close();
    },
  };
}
