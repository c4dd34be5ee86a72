const LOWEST = 20_000;
/** From here on the system hands out ports by itself, also to what runs beside the tests. */
const HIGHEST = 32_000;

/** Returns a port that nothing listens on at this moment. */
export function freePort(): number {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
