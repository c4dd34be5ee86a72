/**
 * All matches of a global pattern, as `matchAll` has them. That makes a copy of the pattern, which is
 * compiled anew: for one with classes of Unicode it takes far longer than to read a question.
 */
export function execAll(pattern: RegExp, text: string): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    matches.push(match);
    // An empty match would be found again and again.
    if (match[0] === "") pattern.lastIndex++;
  }
  return matches;
}
