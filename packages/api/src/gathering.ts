import type { Database } from '@anmin/db/client';

export type Waiting<Wish, Answer> = {
  readonly wish: Wish;
  readonly told: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
};

type Queue = { served: boolean; readonly waiting: Waiting<never, never>[] };
const queues = new WeakMap<Database, Map<string, Queue>>();

/**
 * Who asks for the same thing of a database stands in one queue of this process: what gathers while some are being
 * served is served together. `serve` takes from the queue whom it serves, and tells each.
 */
export function inQueue<Wish, Answer>(
  database: Database,
  name: string,
  wish: Wish,
  serve: (waiting: Waiting<Wish, Answer>[]) => Promise<void>,
): Promise<Answer> {
  return new Promise<Answer>((told, failed) => {
    const queue = queueOf(database, name);
    const waiting = queue.waiting as unknown as Waiting<Wish, Answer>[];
    waiting.push({ wish, told, failed });
    if (!queue.served) void serveAll(database, name, queue, () => serve(waiting));
  });
}

/** Asks once for all who gathered: everybody gets the same rows, and finds in them what is theirs. */
export function askTogether<Wish, Row>(
  database: Database,
  name: string,
  wish: Wish,
  ask: (wishes: readonly Wish[]) => Promise<Row>,
): Promise<Row> {
  return inQueue<Wish, Row>(database, name, wish, async (waiting) => {
    const asking = waiting.splice(0, mostAtOnce);
    try {
      const rows = await ask(asking.map((it) => it.wish));
      for (const { told } of asking) told(rows);
    } catch (error) {
      for (const { failed } of asking) failed(error);
    }
  });
}

const mostAtOnce = 500;

async function serveAll(database: Database, name: string, queue: Queue, serve: () => Promise<void>): Promise<void> {
  queue.served = true;
  while (queue.waiting.length > 0) await serve();
  queues.get(database)?.delete(name);
}

function queueOf(database: Database, name: string): Queue {
  const known = queues.get(database) ?? new Map<string, Queue>();
  queues.set(database, known);
  const queue = known.get(name) ?? { served: false, waiting: [] };
  known.set(name, queue);
  return queue;
}
