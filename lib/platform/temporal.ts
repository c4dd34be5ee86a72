/*
 * Imported before anything that uses Temporal. The one of Deno 2.5, which Deno Deploy runs, is an
 * early draft: some local times that a client can send end the whole process.
 */
const [major, minor] = Deno.version.deno.split(".").map(Number);
if (major === 2 && minor < 6) {
  const { Temporal } = await import("temporal-polyfill/implementation");
  Object.defineProperty(globalThis, "Temporal", { value: Temporal, configurable: true });
}
