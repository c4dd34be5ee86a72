import { CookieJar } from "./cookie_jar.ts";
import { type Form, parseForms } from "./forms.ts";

/** Answers a request: a handler in this process, or `fetch` for a server elsewhere. */
export type Send = (request: Request) => Promise<Response>;

/** Where a browser ended up. */
export interface View {
  readonly url: URL;
  /** The last answer; absent when a redirect led away from the server. */
  readonly response?: Response;
  readonly html: string;
}

/** What a person does with a form. */
export interface Submission {
  /** Text for inputs, by name. */
  fill?: Record<string, string>;
  /** Values of checkboxes to clear. */
  untick?: string[];
  /** Value of the button to press. */
  press?: string;
  /** Name of an input of the form that is meant, where a page has several. */
  having?: string;
}

/** A browser without scripts: it keeps cookies, follows redirects and submits forms. */
export class Browser {
  readonly #origin: string;
  readonly #send: Send;
  readonly #cookies = new CookieJar();

  /** `origin` is the server's; a redirect that leaves it ends the journey there. */
  constructor(origin: string, send: Send = fetch) {
    this.#origin = origin;
    this.#send = send;
  }

  /** Opens an address, relative to the server's origin. */
  async go(address: string | URL, init: RequestInit = {}): Promise<View> {
    let url = new URL(address, this.#origin);
    for (let hops = 0; hops < 10; hops++) {
      if (url.origin !== this.#origin) return { url, html: "" };
      const response = await this.#send(this.#request(url, hops === 0 ? init : {}));
      this.#cookies.take(response.headers.getSetCookie(), url);
      const location = response.headers.get("location");
      const html = await response.text();
      if (!location || response.status < 300 || response.status > 399) {
        return { url, response, html };
      }
      url = new URL(location, url);
    }
    throw new Error(`${address} redirects more than 10 times`);
  }

  /** Submits a form of a page. */
  submit(view: View, { fill = {}, untick = [], press, having }: Submission): Promise<View> {
    const form = chooseForm(parseForms(view.html), having);
    const body = new URLSearchParams();
    for (const control of form.controls) {
      if (control.kind === "checkbox" && untick.includes(control.value)) continue;
      if (control.kind === "checkbox" && !control.checked) continue;
      if (control.kind === "button" && control.value !== press) continue;
      body.append(control.name, fill[control.name] ?? control.value);
    }
    return this.go(new URL(form.action || view.url, view.url), {
      method: "POST",
      body,
      headers: { origin: view.url.origin, "sec-fetch-site": "same-origin" },
    });
  }

  #request(url: URL, init: RequestInit): Request {
    const headers = new Headers(init.headers);
    if (!headers.has("accept")) headers.set("accept", "text/html,*/*;q=0.8");
    const cookies = this.#cookies.header(url);
    if (cookies) headers.set("cookie", cookies);
    return new Request(url, { ...init, headers, redirect: "manual" });
  }
}

function chooseForm(forms: Form[], having?: string): Form {
  const fitting = having
    ? forms.filter((form) => form.controls.some(({ name }) => name === having))
    : forms;
  if (fitting.length !== 1) {
    throw new Error(`The page has ${fitting.length} such forms, expected 1`);
  }
  return fitting[0];
}
