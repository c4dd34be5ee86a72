import { keepAddressesOutOfSpans } from "../../../lib/telemetry/spans.ts";

/* Asks a server that is not there for a secret address: Deno says so, address and all, in a span. */
keepAddressesOutOfSpans();
await fetch("http://127.0.0.1:1/oauth/authorize?state=secret-state").catch(() => {});
