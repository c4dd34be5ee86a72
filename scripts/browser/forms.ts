/** A form as a server rendered it. */
export interface Form {
  action: string;
  controls: Control[];
}

/** Something in a form that has a name. */
export interface Control {
  kind: "text" | "checkbox" | "button";
  name: string;
  value: string;
  checked: boolean;
}

/** An input or a button, a select with its options, or a field of several lines with its text. */
const CONTROL =
  /<(input|button|(?:select|textarea)(?=\b[^]*?<\/(?:select|textarea)>))\b([^>]*)>((?<=<(?:select|textarea)\b[^>]*>)[^]*?<\/(?:select|textarea)>)?/g;

/** What stands in a template is no part of a form. */
const TEMPLATE = /<template\b[^]*?<\/template>/g;

/**
 * The forms of a page that are seen where no script runs. Enough of a parser for pages that are our
 * own.
 */
export function parseForms(html: string): Form[] {
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
  const shown = forms.filter(([, opening]) => !/\shidden\b/.test(opening));
  return shown.map(([, opening, content]) => ({
    action: attribute(opening, "action") ?? "",
    controls: [...content.replaceAll(TEMPLATE, "").matchAll(CONTROL)]
      .map(([, tag, attributes, options]) => parseControl(tag, attributes, options))
      .filter((control) => control !== undefined),
  }));
}

/** Text as it stood before it was escaped. */
export function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replace(
    /&(?:#(\d+)|(amp|lt|gt|quot));/g,
    (_, code, name) => code ? String.fromCodePoint(Number(code)) : named[name],
  );
}

function parseControl(tag: string, attributes: string, options = ""): Control | undefined {
  const name = attribute(attributes, "name");
  if (name === undefined) return undefined;
  const type = attribute(attributes, "type");
  const isButton = tag === "button" || type === "submit";
  return {
    kind: isButton ? "button" : type === "checkbox" ? "checkbox" : "text",
    name,
    value: tag === "textarea"
      ? textIn(options)
      : attribute(tag === "select" ? chosen(options) : attributes, "value") ?? "",
    checked: /\schecked\b/.test(attributes),
  };
}

/** The text of a field, without the line break that browsers leave out. */
function textIn(content: string): string {
  return unescapeHtml(content.replace(/<\/textarea>$/, "").replace(/^\n/, ""));
}

/** The attributes of the option that is chosen. */
function chosen(options: string): string {
  return /<option\b([^>]*\sselected\b[^>]*)>/.exec(options)?.[1] ?? "";
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : unescapeHtml(value);
}
