import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Edge {
  /** true: one proxy stands before this server, and its last words on the client hold */
  readonly trustProxy: boolean;
  /** what the sites, which live in this process, prove themselves with */
  readonly siteSecret: string;
  /** the names under which the office is reached; undefined: any */
  readonly hosts?: readonly string[] | undefined;
}

/** Replaces what a request says of its own origin by what this server knows of it; tells whether a site made it. */
export function stampRequest(request: IncomingMessage, { trustProxy, siteSecret }: Edge): boolean {
  const said = { ...request.headers };
  const isSite = isEqual(text(said['x-anmin-site']), siteSecret);
  const proxied = trustProxy && !isSite;
  const proto = proxied && last(said['x-forwarded-proto']) === 'https' ? 'https' : 'http';
  const host = (proxied ? last(said['x-forwarded-host']) : undefined) ?? said.host ?? '';
  const claimed = isSite ? text(said['x-anmin-client-ip']) : proxied ? last(said['x-forwarded-for']) : undefined;
  for (const name of untrusted) writeHeader(request, name, undefined);
  writeHeader(request, 'x-forwarded-proto', proto);
  writeHeader(request, 'x-forwarded-host', host);
  writeHeader(request, 'x-client-ip', plain(claimed ?? request.socket.remoteAddress ?? ''));
  writeHeader(request, 'x-request-id', randomUUID());
  // A site has already checked where its form came from; between it and the API there is no browser.
  if (isSite) writeHeader(request, 'origin', `${proto}://${host}`);
  return isSite;
}

/** An IPv4 address as itself, also where a socket or a proxy writes it as one of IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** One header of a request. */
export type Said = (name: string) => string | undefined;

export const saidBy =
  (headers: Headers): Said =>
  (name) =>
    headers.get(name) ?? undefined;

export const saidTo =
  ({ headers }: IncomingMessage): Said =>
  (name) =>
    text(headers[name]);

/** Whether a browser says that another site made the request; the own origin is by the headers this server wrote itself. */
export function isForeign(said: Said): boolean {
  const origin = said('origin');
  return origin !== undefined && origin !== ownOrigin(said);
}

/** The origin the browser sees. */
export function ownOrigin(said: Said): string {
  return `${said('x-forwarded-proto') ?? 'http'}://${said('x-forwarded-host') ?? ''}`;
}

export function isJson(said: Said): boolean {
  return /^application\/json\b/i.test(said('content-type') ?? '');
}

const untrusted = ['x-request-id', 'forwarded', 'x-forwarded-for', 'x-real-ip', 'x-anmin-site', 'x-anmin-client-ip'];

/** Both readings of the headers: the sites use `headers`, the API `rawHeaders`. */
function writeHeader(request: IncomingMessage, name: string, value: string | undefined): void {
  for (let at = request.rawHeaders.length - 2; at >= 0; at -= 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) request.rawHeaders.splice(at, 2);
  }
  Reflect.deleteProperty(request.headers, name);
  if (value === undefined) return;
  request.rawHeaders.push(name, value);
  request.headers[name] = value;
}

function last(header: string | string[] | undefined): string | undefined {
  return text(header)?.split(',').at(-1)?.trim();
}

function text(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(',');
}

function isEqual(said: string | undefined, secret: string): boolean {
  if (said === undefined) return false;
  const [one, other] = [Buffer.from(said), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
