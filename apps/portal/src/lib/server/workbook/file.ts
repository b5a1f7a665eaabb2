import { Readable } from 'node:stream';
import { workbook, type Sheet } from './workbook.ts';

/** A workbook on its way, named by nobody who stands in it. */
export function asFile(sheet: Sheet, name: string): Response {
  return new Response(Readable.toWeb(Readable.from(workbook(sheet))) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
