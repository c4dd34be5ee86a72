/** An entry with 1 KB of text, in ASCII. */
export const DRAFT = {
  title: "A walk along the river",
  content: "The water was high after the rain, and the path was ours. ".repeat(18).slice(0, 1024),
  mood: "calm",
};
