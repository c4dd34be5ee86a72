import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";
import { PATHS } from "../paths.ts";

/** Signs out of the session of this browser. */
export async function endSession(ctx: KoaContextWithOIDC, provider: Provider): Promise<void> {
  const session = await provider.Session.get(ctx);
  await session.destroy();
}

/** The address at which a client's request starts over. */
export function startOverPath(params: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of [value].flat()) if (each !== undefined) query.append(name, String(each));
  }
  return `${PATHS.authorize}?${query}`;
}
