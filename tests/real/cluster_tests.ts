import { type Cluster, missingOfCluster, startCluster } from "../support/engines/cluster.ts";

/** One cluster for all tests of a file. */
export interface ClusterTests {
  test(name: string, run: (cluster: Cluster) => Promise<void>): void;
}

/** Starts a cluster before the tests of a file and ends it after them, or says why they do not run. */
export function withCluster(start: () => Promise<Cluster> = startCluster): ClusterTests {
  const missing = missingOfCluster();
  const ignore = missing.length > 0;
  if (ignore) console.log(`Skipped: two instances, without ${missing.join(" and ")}`);
  let cluster: Cluster | undefined;
  Deno.test.beforeAll(async () => {
    if (!ignore) cluster = await start();
  });
  Deno.test.afterAll(async () => await cluster?.[Symbol.asyncDispose]());
  return { test: (name, run) => Deno.test({ name, ignore, fn: () => run(cluster!) }) };
}

/** The endpoint of each instance. */
export function endpointsOf({ instances }: Cluster): [string, string] {
  const [first, second] = instances.map(({ local }) => `${local}/mcp`);
  return [first, second];
}

/** Sends what is meant for the proxy to the instances in turns, the first to number `first`. */
export function inTurns({ url, instances }: Cluster, first: number) {
  let n = first;
  return (request: Request): Promise<Response> => {
    const to = instances[n++ % instances.length];
    return fetch(new Request(request.url.replace(url, to.local), request));
  };
}

/** Waits until `isSo` answers yes; fails after `seconds` of waiting. */
export async function until(
  isSo: () => Promise<boolean>,
  { seconds, what }: { seconds: number; what: string },
): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`After ${seconds} seconds it is not so: ${what}`);
}
