import { type Finding, right, wrong } from "./finding.ts";

/** A `Date` header has whole seconds, and an answer takes its time; tokens are let by five seconds. */
const TOLERATED_MS = 5_000;

/** Compares our clock with that of `name`, both in milliseconds since the epoch. */
export function clockFinding(name: string, theirs: number, ours: number): Finding[] {
  if (!Number.isFinite(theirs)) return [];
  const ahead = ours - theirs;
  if (Math.abs(ahead) <= TOLERATED_MS) return [right(`The clock agrees with that of ${name}`)];
  const seconds = Math.round(Math.abs(ahead) / 1000);
  return [wrong(
    `The clock here is ${seconds} seconds ${ahead > 0 ? "ahead of" : "behind"} that of ${name}`,
    "Tokens seem expired, or not valid yet. Set both clocks by NTP (timedatectl set-ntp true).",
  )];
}

/** The same for what an HTTP answer says in `Date` (RFC 9110, section 6.6.1). */
export function clockOfAnswer(name: string, response: Response, ours: number): Finding[] {
  return clockFinding(name, Date.parse(response.headers.get("date") ?? ""), ours);
}
