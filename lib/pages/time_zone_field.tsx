/** Fills the fields of {@linkcode TimeZoneField} with the time zone of the browser. */
export const TIME_ZONE_SCRIPT = "for (const field of document.getElementsByName('time_zone')) " +
  "field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''";

/**
 * A hidden field of a form in which the browser proposes its time zone, if the page has
 * `TIME_ZONE_SCRIPT`; empty where no script runs.
 */
export function TimeZoneField() {
  return <input type="hidden" name="time_zone" value="" />;
}
