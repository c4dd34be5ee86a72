import { timeZoneNamed } from "../../time.ts";
import { InvalidError } from "../errors.ts";
import { quote } from "../text.ts";

/** The time zone of that name in its usual spelling, or UTC; throws InvalidError for an unknown one. */
export function parseTimeZone(name = "UTC"): string {
  const timeZone = timeZoneNamed(name);
  if (timeZone !== undefined) return timeZone;
  throw new InvalidError(
    `There is no time zone ${quote(name)}`,
    "Give a name of the IANA time zone database, such as Europe/Berlin or UTC",
  );
}
