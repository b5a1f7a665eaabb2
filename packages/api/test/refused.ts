import { Refused } from '@anmin/api/trpc';
import type { Reason } from '@anmin/domain/refusal';

/** The reason a verb called without HTTP refuses with; null if it does not refuse. */
export async function refusedWith(answer: Promise<unknown>): Promise<Reason | null> {
  try {
    await answer;
    return null;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof Refused) return error.cause.refusal.refused;
    throw error;
  }
}
