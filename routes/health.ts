import { Hono } from "hono";

/** Resolves when a part that we depend on is reachable; rejects otherwise. */
export type Probe = () => Promise<unknown>;

const TIME_LIMIT_MS = 2_000;

/** `/health`: this process answers. `/ready`: so does everything it depends on, each by name. */
export function health(probes: Record<string, Probe>): Hono {
  const route = new Hono({ strict: false });
  route.get("/health", (c) => c.json({ status: "ok" }));
  route.get("/ready", async (c) => {
    const results = await Promise.all(
      Object.entries(probes).map(async ([name, probe]) => [name, await outcome(probe)] as const),
    );
    const ready = results.every(([, result]) => result === "ok");
    return c.json({ status: ready ? "ok" : "unavailable", ...Object.fromEntries(results) }, {
      status: ready ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  });
  return route;
}

async function outcome(probe: Probe): Promise<"ok" | "unavailable"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise((_, reject) => timer = setTimeout(reject, TIME_LIMIT_MS));
    await Promise.race([probe(), late]);
    return "ok";
  } catch {
    return "unavailable";
  } finally {
    clearTimeout(timer);
  }
}
