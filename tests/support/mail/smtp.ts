// @ts-types="@types/smtp-server"
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { AddressInfo } from "node:net";

/** A mail as the server got it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and text, as they came. */
  raw: string;
  /** The name of the user that sent it. */
  user?: string;
}

/** A real mail server on a loopback port, which keeps what it gets. */
export interface SmtpServer extends AsyncDisposable {
  port: number;
  mails: ReceivedMail[];
  /** How often somebody has sent it a user and a password. */
  authentications: number;
  /** What it refuses with from now on, by the step: a code of SMTP and words. */
  refuse: { mailFrom?: number; rcptTo?: number; data?: number };
}

export const SMTP_USER = { name: "journal", password: "p@ss word/1" };

/** Starts a mail server; `options` are those of smtp-server, on top of a plain one that asks for nobody. */
export async function startSmtp(
  { port = 0, host = "127.0.0.1", ...options }: SMTPServerOptions & {
    port?: number;
    host?: string;
  } = {},
): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const refuse: SmtpServer["refuse"] = {};
  const refusal = (code?: number) =>
    code === undefined ? null : Object.assign(new Error("refused here"), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    // Without one of its own it would show a certificate that has expired long ago.
    disabledCommands: options.key ? [] : ["STARTTLS"],
    allowInsecureAuth: true,
    ...options,
    onAuth({ username, password }, _session, done) {
      smtp.authentications++;
      const isRight = username === SMTP_USER.name && password === SMTP_USER.password;
      done(isRight ? null : new Error("Wrong user"), isRight ? { user: username } : undefined);
    },
    onMailFrom: (_address, _session, done) => done(refusal(refuse.mailFrom)),
    onRcptTo: (_address, _session, done) => done(refusal(refuse.rcptTo)),
    async onData(stream, { envelope, user }, done) {
      let raw = "";
      for await (const chunk of stream) raw += chunk;
      const refused = refusal(refuse.data);
      if (!refused) {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, raw, ...(user ? { user } : {}) });
      }
      done(refused);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const smtp: SmtpServer = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    authentications: 0,
    refuse,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return smtp;
}

/** The environment of a server that sends its mails there. */
export function mailingTo({ port }: { port: number }): Record<string, string> {
  return { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "EpicMe <journal@example.com>" };
}

/** A key and a certificate that no authority has signed, made now. */
export async function selfSigned(): Promise<{ key: string; cert: string }> {
  const directory = await Deno.makeTempDir();
  const [key, cert] = [`${directory}/key.pem`, `${directory}/cert.pem`];
  const { success } = await new Deno.Command("openssl", {
    args: [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
      ...["-days", "2", "-subj", "/CN=127.0.0.2", "-keyout", key, "-out", cert],
    ],
    stderr: "null",
  }).output();
  if (!success) throw new Error("openssl made no certificate");
  const made = { key: await Deno.readTextFile(key), cert: await Deno.readTextFile(cert) };
  await Deno.remove(directory, { recursive: true });
  return made;
}
