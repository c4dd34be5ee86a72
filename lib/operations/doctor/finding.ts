/** What a check found out, in words for an operator. */
export interface Finding {
  /**
   * `wrong`: people cannot use the server, or are not safe. `note`: it works, or was not looked at,
   * and the operator should know.
   */
  verdict: "right" | "wrong" | "note";
  /** One sentence without its stop. It holds no secret. */
  says: string;
  /** What to do, one sentence or more with their stops. */
  advice?: string;
}

export function right(says: string): Finding {
  return { verdict: "right", says };
}

export function wrong(says: string, advice: string): Finding {
  return { verdict: "wrong", says, advice };
}

export function note(says: string, advice?: string): Finding {
  return { verdict: "note", says, advice };
}
