import { CannotStart, spoken, type Sentence } from '@anmin/server/sentences';

/** Runs a command for the person who looks after the server: a known reason not to is told in a sentence, not as a fault. */
export async function command(work: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await work()) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    for (const sentence of error.sentences) console.error(spoken(sentence));
    process.exitCode = 1;
  }
}

export function say(sentence: Sentence): void {
  console.log(spoken(sentence));
}
