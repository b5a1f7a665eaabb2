import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { PostToClient } from '@anmin/api/clients/deliver';

export interface Reach {
  /** true: plain http is good enough, as in a demo */
  readonly plain: boolean;
  readonly mayReach: (address: string) => boolean;
}

/** milliseconds */
const patience = 10_000;

/**
 * Posts to a client's server and nowhere else: a name is resolved once, every address of it must be public, and the
 * connection goes to what was looked at. A redirect is an answer like any other, not followed.
 */
export function postToClients({ plain, mayReach }: Reach): PostToClient {
  return ({ url: text, headers, body }) => {
    const url = new URL(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isPlain = url.protocol === 'http:';
    if (!(url.protocol === 'https:' || (isPlain && plain))) return Promise.reject(new Error('not over https'));
    if (isIP(host) !== 0 && !mayReach(host)) return Promise.reject(new Error('not a public address'));
    return new Promise((answered, failed) => {
      const request = (isPlain ? overHttp : overHttps)(url, {
        ...{ method: 'POST', agent: false, lookup: lookingAt(mayReach), signal: AbortSignal.timeout(patience) },
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      request.once('error', failed);
      request.once('response', (response) => {
        answered(response.statusCode ?? 0);
        response.destroy();
      });
      request.end(body);
    });
  };
}

function lookingAt(mayReach: Reach['mayReach']): LookupFunction {
  return (name, options, done) => {
    resolveName(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) {
        done(error, '', 0);
        return;
      }
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => mayReach(address)))
        done(new Error('not a public address'), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/** Whether an address is one of the open internet: none of this machine, of a private network, or of a cloud's own. */
export function isPublic(address: string): boolean {
  return isIP(address) === 6 ? global6.check(address, 'ipv6') && !shut.check(address, 'ipv6') : !shut.check(address);
}

/** Whatever is not unicast of the internet, and what carries an IPv4 address inside. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** The special addresses of the IANA registries (RFC 6890 and after). */
const shut = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  shut.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  shut.addSubnet(network, prefix, 'ipv6');
