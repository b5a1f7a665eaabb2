import type { Requirement } from '@anmin/domain/measures/requirement';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { tellDuty } from '@anmin/words/telling';

type Told = {
  readonly requirement: Requirement;
  readonly words: Vocabulary;
  readonly clauses?: readonly { readonly summary: string }[];
};

/** What a rule asks, in a line; of a counter's rule, what its clauses say. */
export function tellRule({ requirement, words, clauses = [] }: Told): string {
  return tellDuty(requirement, words) ?? clauses.map(({ summary }) => summary).join(' ');
}
