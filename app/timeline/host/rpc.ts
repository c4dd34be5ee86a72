/** JSON-RPC 2.0 with the window that embeds this one. */
export interface Rpc {
  /** Returns the result; rejects with an Error if the other side answers with one. */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  close(): void;
}

/** What is done with what the other side sends: a request gets the returned result. */
export type Handlers = Record<string, (params: unknown) => unknown>;

interface Message {
  jsonrpc?: unknown;
  id?: string | number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message?: string };
}

const METHOD_NOT_FOUND = -32601;

/** Talks with `other`, and listens to no other window. */
export function openRpc(other: Window, handlers: Handlers): Rpc {
  const waiting = new Map<unknown, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  // The origin of a host is not known; nothing is sent that the host does not have.
  const send = (message: object) => other.postMessage({ jsonrpc: "2.0", ...message }, "*");

  async function answer({ id, method = "", params }: Message): Promise<void> {
    const handle = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    if (id === undefined) return void handle?.(params);
    if (handle) send({ id, result: await handle(params) ?? {} });
    else send({ id, error: { code: METHOD_NOT_FOUND, message: `Unknown method: ${method}` } });
  }
  function settle({ id, result, error }: Message): void {
    const promise = waiting.get(id);
    waiting.delete(id);
    if (error) promise?.reject(new Error(error.message ?? "The client refused"));
    else promise?.resolve(result);
  }
  function receive({ source, data }: MessageEvent<Message | null>): void {
    if (source !== other || data?.jsonrpc !== "2.0") return;
    if (typeof data.method === "string") void answer(data);
    else settle(data);
  }

  addEventListener("message", receive);
  return {
    request(method, params) {
      const id = ++lastId;
      const promise = Promise.withResolvers<unknown>();
      waiting.set(id, promise);
      send({ id, method, params });
      return promise.promise;
    },
    notify: (method, params) => send({ method, params }),
    close: () => removeEventListener("message", receive),
  };
}
