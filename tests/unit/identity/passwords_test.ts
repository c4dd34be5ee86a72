import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import {
  decoy,
  hashPassword,
  passwordProblem,
  verifyPassword,
} from "../../../lib/identity/people/passwords.ts";

const EMAIL = "kody@example.com";

Deno.test("a password verifies against its own hash only", async () => {
  const hash = await hashPassword("quiet lantern");
  assert.equal(await verifyPassword("quiet lantern", hash), true);
  assert.equal(await verifyPassword("quiet lanterm", hash), false);
  assert.equal(await verifyPassword("quiet lantern", decoy()), false);
});

Deno.test("where there is no account, a guess is as much work as where there is one", async () => {
  const work = (hash: string) => hash.split("$").slice(0, 4).join("$");
  for (const cost of [undefined, { N: 4, r: 8, p: 1 }]) {
    assert.equal(work(decoy(cost)), work(await hashPassword("quiet lantern", cost)));
  }
});

Deno.test("the same password in another Unicode form verifies", async () => {
  const hash = await hashPassword("caf\u00E9 \uFB01ne ok");
  assert.equal(await verifyPassword("cafe\u0301 fine ok", hash), true);
});

Deno.test("a hash with other parameters still verifies", async () => {
  const weaker = "scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA==$" +
    scryptSync("quiet lantern", new Uint8Array(16), 32, {
      N: 1024,
      r: 8,
      p: 1,
    }).toString("base64");
  assert.equal(await verifyPassword("quiet lantern", weaker), true);
});

Deno.test("a few passwords are hashed at once, some wait, and more are refused at once", async () => {
  const weak = `scrypt$2$8$1$${btoa("x".repeat(16))}$${btoa("x".repeat(32))}`;
  const verified = await Promise.allSettled(
    Array.from({ length: 100 }, () => verifyPassword("quiet lantern", weak)),
  );
  const refused = verified.filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 100 - 36);
  for (const each of refused) {
    assert.equal((each as PromiseRejectedResult).reason.name, "BusyError");
  }
  assert.equal(await verifyPassword("quiet lantern", weak), false);
});

Deno.test("length counts in characters, from 8 to 256", () => {
  assert.match(passwordProblem("1234567", EMAIL)!, /has 7 characters and needs at least 8/);
  assert.match(passwordProblem("🐦🐦🐦🐦🐦🐦🐦", EMAIL)!, /has 7 characters/);
  assert.equal(passwordProblem("🐦🐦🐦🐦🐦🐦🐦🐦", EMAIL), undefined);
  assert.equal(passwordProblem("xy".repeat(128), EMAIL), undefined);
  assert.match(passwordProblem("xy".repeat(128) + "z", EMAIL)!, /at most 256/);
});

Deno.test("no composition is asked for", () => {
  for (const password of ["lowercase only words", "48151623 42108", "ALL CAPITALS HERE"]) {
    assert.equal(passwordProblem(password, EMAIL), undefined);
  }
});

Deno.test("common passwords and the e-mail address are refused, in any case", () => {
  for (
    const password of ["password", "PassWord1", "qwertyuiop", "12345678", EMAIL, "KODY@example.com"]
  ) {
    assert.notEqual(passwordProblem(password, EMAIL), undefined, password);
  }
  assert.match(
    passwordProblem("longlocalpart", "longlocalpart@example.com")!,
    /same as the e-mail/,
  );
});
