import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Edge } from './edge.ts';

/** Why a request is turned away at the door. */
export interface Fault {
  readonly status: 400 | 403 | 414 | 421;
  readonly code: string;
}

/**
 * What every answer carries unless whoever answers says otherwise: of the two sites' pages the content security policy
 * and the keeping are their own.
 */
export function guard(request: IncomingMessage, response: ServerResponse, { trustProxy }: Edge): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', request.headers['x-request-id'] ?? '');
  if (trustProxy && request.headers['x-forwarded-proto'] === 'https')
    response.setHeader('strict-transport-security', 'max-age=31536000');
}

const headers = {
  'content-security-policy':
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // to other sites none; under no-referrer a browser posts a form with the origin null, which the guard against
  // foreign forms refuses
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'cache-control': 'no-store',
};

export function faultOf(request: IncomingMessage, { hosts }: Edge): Fault | null {
  const host = request.headers['x-forwarded-host'];
  if (typeof host !== 'string' || !hostForm.test(host)) return { status: 400, code: 'badHost' };
  const address = request.url ?? '';
  // probes ask by the address of the machine
  const probed = address === '/livez' || address === '/readyz';
  if (hosts !== undefined && !probed && !isKnown(hosts, host.toLowerCase()))
    return { status: 421, code: 'unknownHost' };
  if (address.length > longestAddress) return { status: 414, code: 'addressTooLong' };
  if (!address.startsWith('/') || !isDecodable(address)) return { status: 400, code: 'badAddress' };
  if (!safe.has(request.method ?? '') && isFromElsewhere(request)) return { status: 403, code: 'foreignOrigin' };
  return null;
}

function isKnown(hosts: readonly string[], host: string): boolean {
  return hosts.includes(host) || hosts.includes(host.replace(/:\d+$/, ''));
}

const hostForm = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** characters */
const longestAddress = 8_000;

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What browsers say of where a request comes from; scripts and forms of other sites cannot make it up. */
function isFromElsewhere({ headers: { 'sec-fetch-site': from } }: IncomingMessage): boolean {
  return from !== undefined && from !== 'same-origin' && from !== 'none';
}

function isDecodable(address: string): boolean {
  try {
    return !decodeURIComponent(address).includes('\0');
  } catch {
    return false;
  }
}
