/** What a certificate may be kept as. */
export const fileTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type FileType = (typeof fileTypes)[number];

/** in bytes: a photo of a telephone or some pages; and how many an entry holds. Guards of the service, not policy */
export const fileMost = { bytes: 5_000_000, files: 9 } as const;

const endings: Readonly<Record<FileType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** What the bytes are, whatever they are called: by how such a file begins and ends. Null: nothing that is kept. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const begins = (marks: readonly number[]) => marks.every((mark, at) => bytes[at] === mark);
  const tail = String.fromCharCode(...bytes.subarray(-1024));
  if (begins(pdf)) return tail.includes('%%EOF') ? 'application/pdf' : null;
  // some cameras write more after the end of the picture
  if (begins([0xff, 0xd8, 0xff])) return bytes.length > 100 ? 'image/jpeg' : null;
  return begins(png) && tail.includes('IEND') ? 'image/png' : null;
}

const pdf = [0x25, 0x50, 0x44, 0x46, 0x2d];
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a file is called when somebody takes it along: nobody and nothing stands in it. */
export const fileName = (id: string, type: FileType): string => `certificate-${id.slice(0, 8)}.${endings[type]}`;
