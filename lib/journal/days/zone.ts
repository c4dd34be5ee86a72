/** The time zone in which somebody reads or writes. */
export interface Zone {
  /** A name of the IANA time zone database, or an offset from UTC. */
  name: string;
  /**
   * Where it comes from: this call, the person's setting, or nowhere, and then it is UTC. What a
   * call says goes before what was only assumed of an entry.
   */
  source: "call" | "person" | "default";
}
