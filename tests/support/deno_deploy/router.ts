import type { Instance } from "./instance.ts";

/** The way of requests for a public origin to the instances, each in its turn. */
export interface Router extends Disposable {
  /** The instances that get requests from now on. */
  send(...instances: Instance[]): void;
}

/** Stands in for the platform's proxy: `fetch` of this process finds `origin` at the instances. */
export function route(origin: string): Router {
  const original = globalThis.fetch;
  let instances: readonly Instance[] = [];
  let turn = 0;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.origin !== origin) return original(request);
    const { port } = instances[turn++ % instances.length];
    const inside = `http://127.0.0.1:${port}${url.pathname}${url.search}`;
    return original(new Request(inside, request));
  };
  return {
    send(...others) {
      instances = others;
    },
    [Symbol.dispose]() {
      globalThis.fetch = original;
    },
  };
}
