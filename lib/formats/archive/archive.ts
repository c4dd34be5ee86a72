/** A file within an archive. */
export interface Member {
  /** With slashes, and without dots that climb. */
  path: string;
  /** In bytes, as the archive says; `open` fails where that is not so. */
  size: number;
  /** Milliseconds, if the archive says. */
  modifiedAt?: number;
  /** A new stream of its bytes. */
  open(): ReadableStream<Uint8Array>;
}

/** What somebody has uploaded: a zip or a folder, or one file, which then is its only member. */
export interface Archive {
  /** As the person knows it. */
  readonly name: string;
  /** Whether it has members as a zip has, also where it is a folder. */
  readonly isZip: boolean;
  /** In the order of the archive, without folders and without what systems add. */
  readonly members: readonly Member[];
  /** The member of that path. */
  find(path: string): Member | undefined;
  close(): Promise<void>;
}

/** Something of which any part can be read: a file on a disk, or a blob. */
export interface ByteSource {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Returns those bytes, fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
