import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { CannotStart } from './sentences.ts';
import type { App } from './settings.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Sites {
  readonly booking: Handler;
  readonly portal: Handler;
}

/** The two built sites. They read their settings once, when they are loaded. */
export async function loadSites(apps: readonly App[], apiUrl: string, siteSecret: string): Promise<Sites> {
  Object.assign(process.env, {
    ANMIN_API_URL: apiUrl,
    ANMIN_SITE_SECRET: siteSecret,
    PROTOCOL_HEADER: 'x-forwarded-proto',
    HOST_HEADER: 'x-forwarded-host',
    ADDRESS_HEADER: 'x-client-ip',
  });
  const load = (name: App, longestBody: string) => {
    process.env['BODY_SIZE_LIMIT'] = longestBody;
    return apps.includes(name) ? loadSite(name) : Promise.resolve(notHere);
  };
  // one after the other: each reads the limit of its own; staff enter documents
  const booking = await load('booking', '100K');
  return { booking, portal: withShortForms(await load('portal', '11M')) };
}

/** Where staff give files of lines; everywhere else a form is at most a document. */
const takesFiles = /^\/admin\/sheets\/[a-z]+(?:\?|$)/;
/** bytes */
const longestForm = 1_000_000;

/** What is too long for a form is made too long for the site, which then says so on the page it was sent from. */
function withShortForms(site: Handler): Handler {
  return (request, response) => {
    const { headers, url = '' } = request;
    const isLong = Number(headers['content-length'] ?? 0) > longestForm || headers['transfer-encoding'] !== undefined;
    if (isLong && !takesFiles.test(url)) headers['content-length'] = '1000000000';
    site(request, response);
  };
}

/** The other site lives in a process of its own. */
const notHere: Handler = (_, response) => {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end('404\n');
};

async function loadSite(name: keyof Sites): Promise<Handler> {
  const built = new URL(`../../${name}/build/handler.js`, import.meta.url);
  if (!existsSync(built)) {
    throw new CannotStart({
      zh: `网站 ${name} 尚未构建，请用 npm start 启动。`,
      en: `The site ${name} is not built: start with npm start.`,
    });
  }
  const { handler } = (await import(fileURLToPath(built))) as { handler: Handler };
  return handler;
}
