import type { Introspect } from "../../auth/mod.ts";
import type { Config } from "../../config.ts";
import type { Finding } from "./finding.ts";

/** What the checks look at, and how. */
export interface DoctorOptions {
  config: Config;
  /** An access token to look into. It is sent to the authorization server alone. */
  token?: string;
  /** How the embedded authorization server looks into tokens, if that can be done here. */
  introspect?: Introspect;
  /** Whom a mail is sent to, to see whether it arrives; without it none is. */
  mailTo?: string;
  fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Looks at one thing. It rejects only by a fault of ours. */
export type Check = (options: DoctorOptions) => Promise<Finding[]>;
