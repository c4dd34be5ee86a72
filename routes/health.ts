import { Hono } from "hono";

/** Resolves when a part is reachable, with `read-only` if it takes no writes; rejects otherwise. */
export type Probe = () => Promise<unknown>;

const TIME_LIMIT_MS = 2_000;

export interface Dependencies {
  /** Nothing can be served without them. */
  needed: Record<string, Probe>;
  /** What can be done without them is done more slowly. */
  helpful: Record<string, Probe>;
}

/**
 * `/health`: this process answers. `/ready`: so does what it depends on, each by name. Who takes an
 * instance out of rotation looks at the status code, so only what is needed makes it 503; without
 * writes there is much that can be served. Why a part is away is not said: anybody can ask.
 */
export function health({ needed, helpful }: Dependencies): Hono {
  const route = new Hono({ strict: false });
  route.get("/health", (c) => c.json({ status: "ok" }));
  route.get("/ready", async (c) => {
    const [must, may] = await Promise.all([outcomes(needed), outcomes(helpful)]);
    const isAway = Object.values(must).includes("unavailable");
    const status = isAway ? "unavailable" : isWell({ ...must, ...may }) ? "ok" : "degraded";
    return c.json({ status, ...must, ...may }, {
      status: status === "unavailable" ? 503 : 200,
      headers: { "cache-control": "no-store" },
    });
  });
  return route;
}

type Outcome = "ok" | "read-only" | "unavailable";

async function outcomes(probes: Record<string, Probe>): Promise<Record<string, Outcome>> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(probes).map(async ([name, probe]) => [name, await outcome(probe)] as const),
    ),
  );
}

function isWell(outcomes: Record<string, Outcome>): boolean {
  return Object.values(outcomes).every((each) => each === "ok");
}

async function outcome(probe: Probe): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise((_, reject) => timer = setTimeout(reject, TIME_LIMIT_MS));
    const told = await Promise.race([probe(), late]);
    return told === "read-only" ? told : "ok";
  } catch {
    return "unavailable";
  } finally {
    clearTimeout(timer);
  }
}
