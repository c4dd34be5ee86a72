/** What records of other apps have, of which nobody knows that it has the right type. */
export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member that is an object, or an empty one. */
export function recordIn(value: unknown): Json {
  return isRecord(value) ? value : {};
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that says something. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export function numberIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Names of a list: of texts, of numbers, or of objects that have one. */
export function namesIn(value: unknown, name = "name"): string[] {
  const list = Array.isArray(value) ? value : textIn(value) ? String(value).split(",") : [];
  return list.flatMap((each) => {
    const inside = isRecord(each) ? each[name] : each;
    return typeof inside === "string" || typeof inside === "number" ? [String(inside)] : [];
  });
}

/** Milliseconds of the years 1 to 9999, or undefined. */
export function msIn(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && number > -62_135_596_800_000 && number < 253_402_300_800_000
    ? Math.trunc(number)
    : undefined;
}

/** Coordinates as a place; undefined where an app writes what means nowhere. */
export function coordinates(latitude: unknown, longitude: unknown): string | undefined {
  const [lat, lon] = [numberIn(latitude), numberIn(longitude)];
  if (lat === undefined || lon === undefined || Math.abs(lat) > 90 || Math.abs(lon) > 180) return;
  return lat === 0 && lon === 0 ? undefined : `${lat}, ${lon}`;
}

export function degrees(value: unknown): string | undefined {
  const celsius = numberIn(value);
  return celsius === undefined || Math.abs(celsius) > 100 ? undefined : `${Math.round(celsius)} °C`;
}

/** A list of names, or one name; nobody knows what else there is in it. */
export function tagsOf(value: unknown): { names: string[]; others: number } {
  const list = Array.isArray(value) ? value : [value];
  const names = list.filter((each) => typeof each === "string" || typeof each === "number");
  const others = list.filter((each) => each !== null && each !== undefined).length - names.length;
  return { names: names.map(String), others };
}
