import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider of SMS that fails: what it delivered counts, not what it answered. */
export type Gateway = {
  readonly url: string;
  /** how often each message was delivered, by its dedupe id */
  readonly delivered: ReadonlyMap<string, number>;
  readonly refused: () => number;
  readonly silent: () => number;
  readonly close: () => void;
};

/** Of a hundred: twenty are refused, five are delivered without an answer. */
export async function openGateway(random: () => number): Promise<Gateway> {
  const delivered = new Map<string, number>();
  const seen = { refused: 0, silent: 0 };
  const answer = (id: string, response: ServerResponse) => {
    const chance = random();
    if (chance < 0.2) {
      seen.refused += 1;
      response.writeHead(500).end();
      return;
    }
    delivered.set(id, (delivered.get(id) ?? 0) + 1);
    if (chance >= 0.25) {
      response.writeHead(200).end();
      return;
    }
    seen.silent += 1;
    response.destroy();
  };
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => answer(String(request.headers['idempotency-key']), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/`, delivered, refused: () => seen.refused, silent: () => seen.silent, close };
}
