import { minimal } from "./minimal.ts";
import drafts from "./scripts/drafts.js" with { type: "text" };
import files from "./scripts/files.js" with { type: "text" };
import keys from "./scripts/keys.js" with { type: "text" };
import preview from "./scripts/preview.js" with { type: "text" };

/** The script of the form that writes. Without it everything works but pasting and dropping. */
export const WRITE_SCRIPT = `{${[drafts, preview, files, keys].map(minimal).join("\n")}}`;
