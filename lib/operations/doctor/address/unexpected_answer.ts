import type { Config } from "../../../config.ts";
import type { Asked } from "../ask.ts";
import { type Finding, wrong } from "../finding.ts";
import { localOrigin } from "./listener.ts";

/** Returns what is wrong with an answer that this server would never give, if it is one. */
export function unexpectedAnswer(
  asked: Asked,
  { origin, config, isRefused = false }: { origin: string; config: Config; isRefused?: boolean },
): Finding | undefined {
  if ("trouble" in asked) {
    return wrong(
      `${origin} cannot be reached from here: ${asked.trouble}`,
      "Compare PUBLIC_URL with the name, the port and the certificate of the proxy. A router may " +
        "also keep this machine from reaching itself by its public name: then ask from another one.",
    );
  }
  const { status, headers } = asked.response;
  if (status >= 300 && status < 400) {
    const target = URL.parse(headers.get("location") ?? "", origin)?.origin ?? "elsewhere";
    return wrong(
      `${origin} redirects to ${target}`,
      "Clients do not follow it. Set PUBLIC_URL to the address that answers itself.",
    );
  }
  if ([502, 504].includes(status) || status === 503 && !isRefused) {
    return wrong(
      `${origin} answers ${status}: its proxy does not reach ${localOrigin(config)}`,
      "Compare where the proxy sends requests with HOST and PORT.",
    );
  }
  const expected = isRefused ? [200, 400, 401, 503] : [200];
  if (expected.includes(status)) return undefined;
  return wrong(
    `${origin} answers ${status} where this server would not`,
    `Let its proxy pass every path on to ${localOrigin(config)}, without a sign-in of its own.`,
  );
}
