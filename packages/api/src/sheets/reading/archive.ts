import { fileLimits } from '@anmin/domain/sheets/column';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { Unread } from './fault.ts';

/** The parts of an archive, each unpacked only when it is asked for. */
export type Archive = {
  readonly names: readonly string[];
  /** The text of a part, piece by piece; undefined: there is none of that name. */
  readonly read: (name: string, piece: (text: string) => void) => Promise<boolean>;
};

/** @throws Unread where it is more than a workbook is, or is made to look like something else. */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  const file = await opened(bytes);
  const entries = await entriesOf(file);
  const budget = { left: fileLimits.unpacked };
  return {
    names: [...entries.keys()],
    read: async (name, piece) => {
      const entry = entries.get(name);
      if (entry !== undefined) await unpack(file, entry, budget, piece);
      return entry !== undefined;
    },
  };
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) => {
      if (error === null) resolve(file);
      else reject(new Unread('damaged'));
    });
  });
}

/** mode bits of a file that is only the name of another, as archives of Unix keep them */
const link = 0o12_0000;

function entriesOf(file: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    file.on('error', () => reject(new Unread('damaged')));
    file.on('end', () => resolve(entries));
    file.on('entry', (entry: Entry) => {
      if (entries.size >= fileLimits.entries) reject(new Unread('entries'));
      else if (entry.isEncrypted()) reject(new Unread('encrypted'));
      else if (((entry.externalFileAttributes >>> 16) & 0o17_0000) === link || entries.has(entry.fileName))
        reject(new Unread('damaged'));
      else {
        entries.set(entry.fileName, entry);
        file.readEntry();
      }
    });
    if (file.entryCount > fileLimits.entries) reject(new Unread('entries'));
    else file.readEntry();
  });
}

/** What the archive says of its sizes is not believed: bytes are counted as they come out. */
function unpack(file: ZipFile, entry: Entry, budget: { left: number }, piece: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof Unread ? error : new Unread('damaged'));
    file.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        fail(error);
        return;
      }
      const decoder = new TextDecoder('utf-8', { fatal: true });
      const guarded = (work: () => void) => {
        try {
          work();
        } catch (thrown) {
          stream.destroy();
          fail(thrown);
        }
      };
      stream.on('error', fail);
      stream.on('data', (bytes: Buffer) =>
        guarded(() => {
          budget.left -= bytes.length;
          if (budget.left < 0) throw new Unread('unpacked');
          piece(decoder.decode(bytes, { stream: true }));
        }),
      );
      stream.on('end', () =>
        guarded(() => {
          piece(decoder.decode());
          resolve();
        }),
      );
    });
  });
}
