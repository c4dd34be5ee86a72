import type { JournalAccess } from "../journal/mod.ts";

/** What one address lets whoever has it do: bring one file, or get one. */
export type FileLinkKind = "upload" | "download";

/** One file, and in whose name. */
export interface FileLink {
  kind: FileLinkKind;
  /** Of the upload or of the attachment. */
  id: string;
  access: Required<Pick<JournalAccess, "userId" | "includePrivate" | "client">>;
  /** Of the person's account, which must be open as long as the address is good. */
  subject: string;
}

export interface FileLinks {
  /** Returns an address that is good until `expiresAt`, in milliseconds. */
  seal(link: FileLink, expiresAt: number): Promise<string>;
  /** Returns what an address of this kind is for; undefined for any other, and once its time is over. */
  open(kind: FileLinkKind, token: string): Promise<FileLink | undefined>;
}

/** Encrypted, and not only signed: what is in it goes through models, logs and browsers of others. */
const SEALED = { alg: "dir", enc: "A256GCM" };

/** Loaded with the first link. */
const jose = () => import("jose");

/** Returns links below `/files` of our origin, sealed with a key that all instances share. */
export function fileLinks(
  { key, publicUrl, now }: { key: Uint8Array; publicUrl: URL; now: () => number },
): FileLinks {
  return {
    async seal({ kind, id, access, subject }, expiresAt) {
      const { EncryptJWT } = await jose();
      const token = await new EncryptJWT({ id, access, subject })
        .setProtectedHeader(SEALED)
        .setAudience(kind)
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .encrypt(key);
      return new URL(`/files/${kind}/${token}`, publicUrl).href;
    },
    async open(kind, token) {
      const { jwtDecrypt } = await jose();
      try {
        const { payload } = await jwtDecrypt<Omit<FileLink, "kind">>(token, key, {
          audience: kind,
          requiredClaims: ["exp"],
          currentDate: new Date(now()),
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
        });
        const { id, access, subject } = payload;
        return { kind, id, access, subject };
      } catch {
        return undefined;
      }
    },
  };
}
