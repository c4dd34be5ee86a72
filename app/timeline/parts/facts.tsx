import { type MoodSign, signOf } from "../../../lib/calendar/moods.ts";

/** Mood, tags and marks of an entry. */
export function Facts({ mood, tags, isFavorite, isPrivate, moods, more = [] }: {
  mood?: string;
  tags: readonly string[];
  isFavorite: boolean;
  isPrivate: boolean;
  moods: readonly MoodSign[];
  more?: readonly string[];
}) {
  if (!mood && tags.length === 0 && !isFavorite && !isPrivate && more.length === 0) return null;
  return (
    <ul class="facts">
      {isFavorite && (
        <li class="favorite">
          <span aria-hidden="true">★</span> Favorite
        </li>
      )}
      {isPrivate && <li>Private</li>}
      {mood && (
        <li>
          <span class={`day mood-${signOf(mood, moods)}`} aria-hidden="true" />
          <span class="unseen">Mood:</span>
          {mood}
        </li>
      )}
      {tags.map((tag) => <li key={tag} class="tag">{tag}</li>)}
      {more.map((fact) => <li key={fact}>{fact}</li>)}
    </ul>
  );
}
