import type { ComerProblem } from '@anmin/domain/people/comer';
import type { Refusal } from '@anmin/domain/refusal';
import { comerProblemWord } from '@anmin/words/duty';
import type { Mending } from '#lib/form-state.ts';

/** What the office did not take of who comes in, each with the control it is mended in. */
export function comerErrors(refusal: Refusal | null | undefined): Mending[] {
  const named = refusal?.facts['fields'];
  if (refusal?.refused !== 'wrongInput' || !Array.isArray(named)) return [];
  return named.flatMap((it) => {
    const problem = String(it).replace(':', '.') as ComerProblem;
    const word = comerProblemWord[problem] as (() => string) | undefined;
    return word === undefined ? [] : [{ field: problem.split('.')[0] ?? '', text: word() }];
  });
}
