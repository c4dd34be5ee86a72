/**
 * The dates in `year` that `date` brings back. Every date comes back once a year: in a common year,
 * 28 February brings back 29 February, too.
 */
export function sameDayIn(year: number, date: Temporal.PlainDate): Temporal.PlainDate[] {
  const sameDate = date.with({ year });
  return [sameDate, sameDate.add({ days: 1 })]
    .filter((past) => past.with({ year: date.year }).equals(date));
}
