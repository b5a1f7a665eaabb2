import { sqlState } from './client.ts';

/**
 * True if the database did not answer, its connection broke on the way, or it had no room: whether what was asked was done
 * is then not always known, and the same key asked again tells.
 */
export function isUnreachable(error: unknown): boolean {
  if (isUnreachableState(sqlState(error) ?? '')) return true;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AggregateError && cause.errors.some(isUnreachable)) return true;
    if (isBrokenConnection(cause)) return true;
  }
  return false;
}

/** 08: connection exceptions; 53: no room on the disk, no memory, no connection left; 57P: shut down, crashed, starting up. */
export function isUnreachableState(state: string): boolean {
  return /^(08|53[1-3]00|57P0[1-5])/.test(state);
}

function isBrokenConnection(error: Error): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return brokenSocket.has(code) || brokenConnection.test(error.message);
}

const brokenSocket = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The driver's own words; it gives these errors no code. */
const brokenConnection =
  /^(connection terminated|timeout expired|timeout exceeded when trying to connect|query read timeout)|not queryable$/i;
