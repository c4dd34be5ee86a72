/** What an entry says of a file that belongs to it. */
export interface Attachment {
  /** The entry's id and a part of the digest: the same file in the same entry keeps it. */
  id: string;
  /** What the person called the file. */
  name: string;
  /** The media type that its bytes have, whatever was said of it. */
  type: string;
  /** In bytes. */
  size: number;
  /** In lowercase hexadecimal. */
  sha256: string;
  /** What a picture shows, for who does not see it. */
  alt?: string;
  /** Of a picture as it is shown, in pixels. */
  width?: number;
  height?: number;
}

/** A file that is here already and is to belong to an entry. */
export interface AttachmentRef {
  sha256: string;
  name: string;
  alt?: string;
}

/** Bytes that were taken in. */
export type StoredBlob = Pick<Attachment, "sha256" | "size" | "type" | "width" | "height">;

/** Bytes to take in. */
export interface BlobDraft {
  stream: ReadableStream<Uint8Array>;
  name: string;
  /** What somebody says of them, which only decides between kinds that bytes do not tell apart. */
  type?: string;
}

/** How much the files of a person take up, and how much they may. In bytes. */
export interface AttachmentUsage {
  bytes: number;
  maxBytes: number;
}

/** A file with its bytes. */
export interface ReadAttachment {
  attachment: Attachment;
  entryId: string;
  /** Whether its entry is private: then it is for viewers of private entries only. */
  isPrivate: boolean;
  stream: ReadableStream<Uint8Array>;
}

/** The address of one upload that somebody was given. */
export interface Upload {
  /** A ULID, which whoever was given it uses as the key of the file later. */
  id: string;
  expiresAt: number;
  maxBytes: number;
}
