import type { McpUiHostContext, McpUiStyleVariableKey } from "@modelcontextprotocol/ext-apps";

/** Surfaces and what is on them are only readable together: all of them are the host's, or none. */
const COLORS = [
  "--color-background-primary",
  "--color-background-secondary",
  "--color-text-primary",
  "--color-text-secondary",
  "--color-border-primary",
] satisfies McpUiStyleVariableKey[];
const OTHERS = ["--font-sans", "--font-mono"] satisfies McpUiStyleVariableKey[];

/**
 * Lets the page look as its host does: scheme, surfaces and typeface. Fonts that the host offers to
 * load are left out, because nothing here touches the network.
 */
export function applyTheme({ theme, styles, safeAreaInsets }: McpUiHostContext): void {
  const { style } = document.documentElement;
  // Without a word from the host, the person's own preference holds.
  style.colorScheme = theme ?? "";
  const variables = styles?.variables;
  const hasColors = COLORS.every((name) => variables?.[name]);
  for (const name of COLORS) set(name, hasColors ? variables?.[name] : undefined);
  for (const name of OTHERS) set(name, variables?.[name]);
  for (const side of ["top", "right", "bottom", "left"] as const) {
    set(`--inset-${side}`, safeAreaInsets && `${safeAreaInsets[side]}px`);
  }

  function set(name: string, value: string | undefined): void {
    if (value) style.setProperty(name, value);
    else style.removeProperty(name);
  }
}
