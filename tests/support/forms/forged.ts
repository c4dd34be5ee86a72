/** What a browser sends along with a form that another website has made, with the person's cookies. */
export const FORGED: Readonly<Record<string, Record<string, string>>> = {
  "from another website": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "from a page without an origin": { origin: "null" },
  "from another port or subdomain": { origin: "http://localhost:1", "sec-fetch-site": "same-site" },
  "from a page that says it is ours": { "sec-fetch-site": "cross-site" },
  "by an old browser": { origin: "https://evil.example" },
};
