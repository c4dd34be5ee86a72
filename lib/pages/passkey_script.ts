/**
 * Lets the browser answer for the forms of {@linkcode PasskeyForm}: fetches a challenge, asks the
 * browser, and sends the form with its answer. A form with `data-autofill` also offers passkeys
 * below the field of the e-mail address. Before a challenge is too old, a new one is fetched.
 */
export const PASSKEY_SCRIPT = `(() => {
  const api = globalThis.PublicKeyCredential;
  const forms = [...document.querySelectorAll("form[data-passkey]")];
  if (!api?.parseRequestOptionsFromJSON || !api.parseCreationOptionsFromJSON) return;
  let offered;

  async function challenge(form) {
    const body = new URLSearchParams({ for: form.dataset.passkey });
    if (form.elements.token) body.set("token", form.elements.token.value);
    const answer = await fetch("/account/passkeys/challenge", { method: "POST", body });
    if (answer.status === 429) throw new Error("Too many attempts. Try again in a minute.");
    if (!answer.ok) throw new Error("This page is too old. Load it again.");
    return await answer.json();
  }
  async function ask(form, rest = {}) {
    const options = await challenge(form);
    const credential = form.dataset.passkey === "add"
      ? await navigator.credentials.create({ publicKey: api.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({
        publicKey: api.parseRequestOptionsFromJSON(options), ...rest,
      });
    form.elements.passkey.value = JSON.stringify(credential);
    form.submit();
  }
  function inWords(error) {
    if (error.name === "InvalidStateError") return "This device has a passkey for you already.";
    if (error.name === "NotAllowedError" || error.name === "AbortError") {
      return "No passkey was used. You can try again.";
    }
    return error.message;
  }
  async function offer(form) {
    if (!await api.isConditionalMediationAvailable?.()) return;
    for (let isOld = true; isOld;) {
      isOld = false;
      const mine = offered = new AbortController();
      const timer = setTimeout(() => { isOld = true; mine.abort() }, 240000);
      await ask(form, { mediation: "conditional", signal: mine.signal }).catch(() => {});
      clearTimeout(timer);
    }
  }
  for (const form of forms) {
    form.hidden = false;
    const problem = form.querySelector("[data-problem]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      offered?.abort();
      problem.hidden = true;
      try {
        await ask(form);
      } catch (error) {
        problem.textContent = inWords(error);
        problem.hidden = false;
        if ("autofill" in form.dataset) offer(form);
      }
    });
    if ("autofill" in form.dataset) offer(form);
  }
})()`;
