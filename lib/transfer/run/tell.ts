import type { PieceReport } from "../../journal/mod.ts";
import type { LeftOut } from "../model.ts";
import type { SourcePiece } from "../sources/source.ts";

const MAX_WHAT = 120;
const MAX_WHY = 300;

/** What a person is told of a piece, each thing by the title of its entry where it has one. */
export function tellOf(piece: SourcePiece, { problems, notes }: PieceReport): LeftOut[] {
  const titles = new Map(
    piece.groups.flatMap(({ entry, revisions }) => {
      const named = entry ?? revisions.at(0);
      const all = [...entry ? [entry] : [], ...revisions];
      return named ? all.map(({ index }) => [index, named.values.title] as const) : [];
    }),
  );
  const whatOf = (index: number) => titles.get(index)?.trim() || `Record ${index}`;
  const told = [
    ...piece.leftOut,
    ...problems.map(({ index, reason: why }) => ({ what: whatOf(index), why })),
    ...notes.map(({ index, reason: why }) => ({ what: whatOf(index), why, isNote: true as const })),
  ];
  return told.map(({ what, why, ...rest }) => ({
    what: cut(what, MAX_WHAT),
    why: cut(why, MAX_WHY),
    ...rest,
  }));
}

/** Rows of what is told are bounded, whatever a file says. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`.toWellFormed();
}
