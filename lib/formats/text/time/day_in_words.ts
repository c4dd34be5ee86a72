import { isoDay } from "./plain_time.ts";

const MONTHS = [
  ...["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
];

/** A day in English words, such as `Monday, 15 December 2025` or `December 15, 2025`. */
export function dayInWords(text: string): string | undefined {
  const year = /\b(\d{4})\b/.exec(text)?.[1];
  const day = /(?<!\d)(\d{1,2})(?!\d)/.exec(text)?.[1];
  const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  const month = words.map((word) => MONTHS.indexOf(word.slice(0, 3)) + 1).find((n) => n > 0);
  return year && day && month ? isoDay(year, String(month), day) : undefined;
}
