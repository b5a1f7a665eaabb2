/** Kills what it is told to, when it is told to, in a process of its own: nothing of the load or the office waits for it. */
export type Order = { readonly pids: readonly number[]; readonly after: number };

process.on('message', ({ pids, after }: Order) => {
  setTimeout(() => {
    for (const pid of pids) kill(pid);
    process.send?.('killed');
  }, after);
});
process.once('disconnect', () => process.exit());

/** The victims of one order may end each other. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
