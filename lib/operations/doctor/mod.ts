import { checkAccounts } from "./accounts.ts";
import { checkAddress } from "./address/address.ts";
import type { Check, DoctorOptions } from "./check.ts";
import { checkDirectory } from "./directory.ts";
import { checkDisk } from "./disk.ts";
import type { Finding } from "./finding.ts";
import { checkKv } from "./kv.ts";
import { checkMail } from "./mail.ts";
import { checkPostgres } from "./postgres.ts";
import { checkExternalServer } from "./provider/external.ts";
import { checkLogin } from "./provider/login.ts";
import { checkToken } from "./provider/token.ts";

export { withoutSecrets } from "./secrets.ts";
export type { DoctorOptions, Finding };

/** In the order in which an operator mends what they find. */
const CHECKS: readonly Check[] = [
  checkDirectory,
  checkDisk,
  checkKv,
  checkPostgres,
  checkAddress,
  checkExternalServer,
  checkLogin,
  checkAccounts,
  checkMail,
  checkToken,
];

/** Returns what all checks find out. Nothing of a journal is read, and nothing stays written. */
export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  // One after the other: what one does would slow down what another one measures.
  for (const check of CHECKS) findings.push(...await check(options));
  return findings;
}
