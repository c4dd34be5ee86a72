import type { Calendar } from "../days/calendar.ts";

/** How many days in a row somebody wrote. */
export interface Streaks {
  /** Up to today, or up to yesterday while nothing is written today yet. */
  current: number;
  longest: number;
}

/** The streaks in `days`, of which each is given once. Days after today lead to no current one. */
export function streaksOf(
  days: Iterable<number>,
  { today, calendar }: { today: number; calendar: Calendar },
): Streaks {
  let [previous, streak, current, longest] = [NaN, 0, 0, 0];
  // Numbers in a typed array are sorted as such, and fast.
  for (const day of Int32Array.from(days).sort()) {
    streak = calendar.follows(day, previous) ? streak + 1 : 1;
    longest = Math.max(longest, streak);
    if (day === today || calendar.follows(today, day)) current = streak;
    previous = day;
  }
  return { current, longest };
}
