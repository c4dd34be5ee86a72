/** Every limit on a file that somebody uploads. Sizes are bytes. */
export const FORMAT_LIMITS = {
  /** Ten years with ten photos a day have some 40,000. */
  members: 100_000,
  /** The list of members of a zip, which is read at once: 640 bytes a member. */
  directory: 67_108_864,
  pathCharacters: 1_000,
  /** What all members may have together: 32 GiB. */
  contents: 34_359_738_368,
  /** How much larger all members together may be than the archive, beside `freeContents`. */
  ratio: 200,
  freeContents: 104_857_600,
  /** A text that is read at once: an entry in a file of its own. */
  text: 8_388_608,
  /** One record of a document that is read as a stream. */
  record: 16_777_216,
  frontMatter: 65_536,
  /** Of a table; a spreadsheet of somebody has some 50. */
  columns: 1_000,
  columnCharacters: 100,
  /** As in the journal. */
  titleCharacters: 200,
  labelCharacters: 200,
  noteCharacters: 400,
} as const;
