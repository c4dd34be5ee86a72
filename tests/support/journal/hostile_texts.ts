/** Nearly the longest text of an entry (256 KiB), in characters of one byte. */
const LONGEST = 262_000;

function longest(part: string): string {
  return part.repeat(Math.ceil(LONGEST / part.length)).slice(0, LONGEST);
}

/** Texts of entries that somebody writes to hurt whoever reads them, by what they are. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  "scripts": `<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>
</p></main><script src="https://evil.example/x.js"></script>`,
  "styles": `<style>*{display:none}</style><p style="position:fixed;inset:0">over</p>
<link rel=stylesheet href=https://evil.example>`,
  "forms and frames": `<form action=/account/delete method=post><button>ok</button></form>
<iframe src=/account></iframe><meta http-equiv=refresh content=0;url=https://evil.example><base href=//evil>`,
  "links that run": `[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#10;script:alert(1))
[d](data:text/html,<script>alert(1)</script>) <javascript:alert(1)> [e](vbscript:x) [f](//evil.example)
[g](\\\\evil.example) [h](/account/sign-out) [i]: javascript:x [j](\u0001javascript:alert(1))
[k](<javascript:alert(1)>) ![l](javascript:alert(1)) [m](epicme://entries/../../account) [n](?a) [o](#x)`,
  "markup in names":
    `[x](https://a.example "\\"><script>alert(1)</script>") ![" onerror=alert(1) x="](y)
[" onclick="alert(1)](https://a.example/\\"onclick=alert\\(1\\))`,
  "comments and entities":
    `<!-- --><![CDATA[ ]]> &lt;script&gt; &#60;script&#62; &colon; \u0000 <a href="x`,
  "letters that run backwards":
    `\u202eevil\u202c \u2066\u2067 \u05d0\u05d1\u05d2 [\u202e](https://a.example)`,
  "one line of 256 KiB": longest("a"),
  "one line of spaces": `a${longest(" ")}b`,
  "nothing but brackets": longest("["),
  "pictures in pictures": longest("!["),
  "stars without end": longest("*a **b "),
  "quotes in quotes": longest("> "),
  "lists in lists": Array.from({ length: 700 }, (_, n) => `${" ".repeat(n)}- a`).join("\n"),
  "a huge table": `${"|a".repeat(500)}|\n${"|-".repeat(500)}|\n${"|\n".repeat(120_000)}`,
  "tasks without end": longest("- [ ] a\n"),
  "footnotes without end": `${longest("[^1]")}\n\n[^1]: once`,
  "notes in notes": longest("^["),
  "code marks": Array.from({ length: 700 }, (_, n) => "`".repeat(n + 1)).join(" a "),
  "addresses without end": longest("http://a.example "),
  "references without end": `[a]: https://a.example\n\n${longest("[a] ")}`,
};
