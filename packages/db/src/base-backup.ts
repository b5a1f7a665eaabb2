import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg, { type Connection, type Submittable } from 'pg';

/** Where PostgreSQL's own base backup goes: the files as one tar, and the list of them with their checksums. */
export type BackupSinks = { readonly archive: Writable; readonly manifest: Writable };

/**
 * Copies the whole cluster while it works, as `pg_basebackup` does: the records as of the end, with the log that makes
 * them whole. PostgreSQL checks the checksum of every page on the way. `url`: a role that may replicate.
 */
export async function baseBackup(url: string, sinks: BackupSinks): Promise<void> {
  const config = { connectionString: url, application_name: 'anmin backup', replication: 'true', keepAlive: true };
  const client = new pg.Client(config);
  await client.connect();
  const broken = once(client, 'error').then(([error]) => Promise.reject(error as Error));
  // The one that loses the race below is nobody's to hear.
  broken.catch(() => undefined);
  try {
    const copy = client.query(new Copy(sinks));
    await Promise.race([copy.done, broken]);
  } finally {
    await client.end();
  }
  for (const sink of [sinks.archive, sinks.manifest]) sink.end();
}

const command = `BASE_BACKUP (LABEL 'anmin', CHECKPOINT 'fast', WAL true, WAIT false, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`;

/** One running of the command, in the driver's own terms. */
class Copy implements Submittable {
  readonly done: Promise<void>;
  readonly #sinks: BackupSinks;
  readonly #settle: { resolve: () => void; reject: (error: Error) => void };
  #into: Writable | undefined;
  #archives = 0;

  constructor(sinks: BackupSinks) {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.done = promise;
    this.#settle = { resolve: () => resolve(undefined), reject };
    this.#sinks = sinks;
  }

  submit(connection: Connection): void {
    (connection as unknown as { query: (text: string) => void }).query(command);
  }

  /** The first byte says what follows: a new archive, the manifest, progress, or data of what was begun last. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }, { stream }: Connection): void {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    if (kind === 'n') this.#beginArchive();
    if (kind === 'm') this.#into = this.#sinks.manifest;
    if (kind !== 'd') return;
    // The driver uses its buffer again.
    const more = this.#into?.write(Buffer.from(chunk.subarray(1))) !== false;
    // What the driver has read already still comes after a pause.
    if (more || stream.isPaused()) return;
    stream.pause();
    this.#into?.once('drain', () => stream.resume());
  }

  #beginArchive(): void {
    this.#archives += 1;
    this.#into = this.#sinks.archive;
    if (this.#archives > 1) this.#settle.reject(new Error('a tablespace outside the data directory is not copied'));
  }

  handleReadyForQuery(): void {
    this.#settle.resolve();
  }

  handleError(error: Error): void {
    this.#settle.reject(error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
}
