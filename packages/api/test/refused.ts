import { Refused } from '@anmin/api/trpc';
import type { Reason, Refusal } from '@anmin/domain/refusal';

/** The reason a verb called without HTTP refuses with; null if it does not refuse. */
export async function refusedWith(answer: Promise<unknown>): Promise<Reason | null> {
  return (await refusalOf(answer))?.refused ?? null;
}

/** As `refusedWith`, with clauses and facts. */
export async function refusalOf(answer: Promise<unknown>): Promise<Refusal | null> {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof Refused) return error.cause.refusal;
    throw error;
  }
}
