import { ask } from '#lib/server/ask.ts';
import type { RequestHandler } from './$types';

/** A certificate to be taken along: never shown as a page of this site, whatever stands in it. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { type, name, base64 } = await ask(locals.api.evidence.file.mutate({ file: params.file }));
  return new Response(Buffer.from(base64, 'base64'), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
};
