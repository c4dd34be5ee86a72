// @ts-types="@types/oidc-provider"
import type * as Library from "oidc-provider";
// @ts-types="@types/oidc-provider"
export type { Adapter, AdapterPayload, Configuration, KoaContextWithOIDC } from "oidc-provider";

/**
 * oidc-provider, imported without its warning that Deno is unsupported: it warns once, while it
 * loads, and the tests of this folder are our answer. Everything else it says passes through.
 */
const library = await importQuietly();

export const Provider: typeof Library.default = library.default;
export const errors: typeof Library.errors = library.errors;
export type Provider = Library.default;

async function importQuietly(): Promise<typeof Library> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes("Unsupported runtime")) warn(...words);
  };
  try {
    // @ts-types="@types/oidc-provider"
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}
