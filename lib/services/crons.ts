import type { Upkeep } from "./upkeep.ts";

/**
 * Has Deno Deploy start an instance for what timers do elsewhere. The platform learns of these jobs
 * by evaluating the main module: so they are named before anything is waited for, and `upkeep` comes
 * later. It runs none of them twice at a time.
 */
export function scheduleUpkeep(upkeep: Promise<Upkeep>): void {
  Deno.cron("Go on with erasures", "*/10 * * * *", async () => await (await upkeep).goOnErasing());
  Deno.cron("Go on with imports", "*/5 * * * *", async () => await (await upkeep).goOnImporting());
  Deno.cron("Send mails", "*/5 * * * *", async () => await (await upkeep).sendMails());
  Deno.cron("Tidy the journals", "20 */6 * * *", async () => await (await upkeep).tidyJournals());
}
