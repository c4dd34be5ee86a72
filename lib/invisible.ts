/**
 * The source of a character class (flags `u`, `v`): characters that show nothing, such as soft
 * hyphens, joiners, byte order marks, marks of direction and fillers. Texts that are pasted from the
 * web have them within words.
 */
export const INVISIBLE = String.raw`\p{Default_Ignorable_Code_Point}`;

const ALL = new RegExp(`${INVISIBLE}+`, "gu");
const VISIBLE = new RegExp(`[^\\s${INVISIBLE}]`, "u");

/** Those that say no more than where a line may break and in which direction it runs. */
const LAYOUT = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+/gu;

/** Joiners and non-joiners of letters; those of emoji make a sign. */
const LETTER_JOINERS = /(?<![\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]+/gu;

/** `text` without its invisible characters, to compare: signs fall apart without some of them. */
export function withoutInvisible(text: string): string {
  return text.replace(ALL, "");
}

/** `text` without what only lays it out: it looks the same. */
export function withoutLayout(text: string): string {
  return text.replace(LAYOUT, "");
}

/** A name without what shows nothing within its words, to compare; signs stay what they are. */
export function withoutJoiners(name: string): string {
  return withoutLayout(name).replace(LETTER_JOINERS, "");
}

/** Whether there is nothing to see in `text`. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}
