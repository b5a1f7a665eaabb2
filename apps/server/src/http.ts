import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createListener, type AddressInfo, type Server as Listener } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { isApiPath, type Api } from './api.ts';
import { stampRequest, type Edge } from './edge.ts';
import { faultOf, guard, type Fault } from './guards.ts';
import { CannotStart } from './sentences.ts';
import type { Sites } from './sites.ts';

export interface Parts {
  readonly api: Api;
  readonly sites: Sites;
  readonly log: Logger;
}

export interface Door {
  readonly url: string;
  readonly port: number;
  /** Lets people in; until then the door answers that the office is not ready. */
  readonly open: (parts: Parts) => void;
  readonly isClosing: () => boolean;
  /** Takes no new requests, and waits for those under way at most ten seconds. */
  readonly close: () => Promise<void>;
}

interface At {
  readonly host: string;
  readonly port: number;
}

/** One server on one port for the API and both sites. */
export async function openDoor(at: At, edge: Edge): Promise<Door> {
  let respond: Respond = notReady;
  let closing = false;
  const server = createServer((request, response) => {
    const isSite = stampRequest(request, edge);
    guard(request, response, edge);
    if (closing) response.setHeader('connection', 'close');
    const fault = isSite ? null : faultOf(request, edge);
    if (fault === null) respond(request, response);
    else turnAway(request, response, fault);
  });
  const { port, helpers } = await takeDoor(server, at);
  const host = ['0.0.0.0', '::'].includes(at.host) ? '127.0.0.1' : at.host;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    open: (parts) => {
      respond = responder(parts);
    },
    isClosing: () => closing,
    close: () => {
      closing = true;
      return drain(server, helpers);
    },
  };
}

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

function responder({ api, sites, log }: Parts): Respond {
  const answer = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  return (request, response) => {
    logRequest(log, request, response);
    const path = pathOf(request);
    if (api.plain(request, response)) return;
    if (isApiPath(path)) void answer(request, response);
    else if (/^\/admin(\/|$)/.test(path)) sites.portal(request, response);
    else sites.booking(request, response);
  };
}

function turnAway(request: IncomingMessage, response: ServerResponse, { status, code }: Fault): void {
  // what was not read is not waited for
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, code };
  response.end(JSON.stringify({ ...problem, requestId: request.headers['x-request-id'] }));
}

function notReady(request: IncomingMessage, response: ServerResponse): void {
  const alive = pathOf(request) === '/livez';
  response.writeHead(alive ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify(alive ? { alive } : { ready: false, failed: ['starting'] }));
}

function logRequest(log: Logger, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  response.once('close', () => {
    const ms = Math.round(performance.now() - began);
    log.info({
      id: request.headers['x-request-id'],
      method: request.method,
      path: wordsOf(pathOf(request)),
      status: response.statusCode,
      ms,
    });
  });
}

/** The words of our own addresses. A token, a number, or what somebody typed there is not for the log. */
function wordsOf(path: string): string {
  const parts = path.split('/').slice(0, 12);
  return parts.map((part) => (/^([a-zA-Z.,_-]{0,40}|v\d)$/.test(part) ? part : '*')).join('/');
}

function pathOf({ url }: IncomingMessage): string {
  return url?.split('?', 1)[0] ?? '/';
}

/** connections that wait to be taken at a release; as many as Linux grants a listener */
const knocking = 4096;
/**
 * Node takes one connection of each listener in a round of its loop, so while it is busy a single one lets thousands knock in
 * vain, who try again after one, three and seven seconds. Linux shares a port among several.
 */
const helpersHad = process.platform === 'linux' ? 7 : 0;

async function takeDoor(server: Server, at: At): Promise<{ port: number; helpers: Listener[] }> {
  if (helpersHad === 0) return { port: await listen(server, at), helpers: [] };
  // a port that is shared could be shared with another office: whether somebody has it is asked by one who shares nothing
  if (at.port !== 0) {
    const alone = createListener();
    await listen(alone, at);
    await closed(alone);
  }
  const shared = { ...at, reusePort: true };
  const port = await listen(server, shared);
  const helpers = Array.from({ length: helpersHad }, () =>
    createListener({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket)),
  );
  await Promise.all(helpers.map((helper) => listen(helper, { ...shared, port })));
  return { port, helpers };
}

function listen(server: Listener, { host, port, reusePort = false }: At & { reusePort?: boolean }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  // later ones too, such as too many open files: without a listener one would end the process
  server.on('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
  const wish = { port, host, backlog: knocking, reusePort };
  server.listen(wish, () => resolve((server.address() as AddressInfo).port));
  return promise;
}

function closed(listener: Listener): Promise<void> {
  return new Promise((resolve) => listener.close(() => resolve()));
}

function cannotListen({ code }: NodeJS.ErrnoException, host: string, port: number): CannotStart {
  if (code === 'EADDRINUSE') {
    return new CannotStart({
      zh: `PORT ${port} 已被占用，请换一个端口。`,
      en: `PORT ${port} is already taken: choose another.`,
    });
  }
  if (code === 'EACCES') {
    return new CannotStart({
      zh: `PORT ${port} 不允许本账户使用，请换一个端口。`,
      en: `PORT ${port} is not open to this account: choose another.`,
    });
  }
  return new CannotStart({
    zh: `HOST ${host} 不是本机的地址。`,
    en: `HOST ${host} is not an address of this machine.`,
  });
}

async function drain(server: Server, helpers: readonly Listener[]): Promise<void> {
  const drained = Promise.all([server, ...helpers].map(closed));
  // A connection that becomes idle while closing would be kept for its next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const patience = setTimeout(() => server.closeAllConnections(), 10_000);
  await drained;
  clearInterval(sweep);
  clearTimeout(patience);
}
