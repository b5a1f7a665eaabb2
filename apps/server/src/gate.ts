/** Costly work, a few at a time; who would have to wait behind too many is told so. */
export function openGate({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }) {
  const queue: (() => void)[] = [];
  let working = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result | 'full'> => {
    if (working < atOnce) working += 1;
    else if (queue.length >= waiting) return 'full';
    else await new Promise<void>((turn) => queue.push(turn));
    try {
      return await work();
    } finally {
      // whoever waits longest takes the place over
      const next = queue.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  };
}
