import { InvalidError } from "../errors.ts";
import { quote } from "../text.ts";

const OFFSET = /^([+-])([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** An offset from UTC of so many milliseconds, such as "+09:00"; with seconds if it has some. */
export function formatOffset(milliseconds: number): string {
  const seconds = Math.trunc(Math.abs(milliseconds) / 1_000);
  const parts = [seconds / 3_600, seconds / 60 % 60, ...seconds % 60 === 0 ? [] : [seconds % 60]];
  const size = parts.map((part) => String(Math.trunc(part)).padStart(2, "0")).join(":");
  return `${milliseconds < 0 ? "-" : "+"}${size}`;
}

/** The milliseconds of an offset that `formatOffset` gave; throws InvalidError for any other text. */
export function offsetMs(offset: string): number {
  const [, sign, hours, minutes, seconds = "0"] = OFFSET.exec(offset) ?? [];
  if (sign === undefined) {
    throw new InvalidError(
      `utcOffset is ${quote(offset)}, not an offset from UTC`,
      "Give one such as +09:00",
    );
  }
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000;
  return sign === "-" ? -size : size;
}
