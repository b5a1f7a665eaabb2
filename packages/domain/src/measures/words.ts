import { z } from 'zod';
import type { Requirement } from './requirement.ts';

/** What a word of the packs means, for people to read. */
const words = z
  .strictObject({ zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(120) })
  .readonly();
export const vocabularySchema = z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), words).readonly();
export type Words = z.infer<typeof words>;
export type Vocabulary = z.infer<typeof vocabularySchema>;

/** The words of the vocabulary a requirement uses. */
export function wordsOf(requirement: Requirement): string[] {
  switch (requirement.kind) {
    case 'status':
      return [requirement.subject, requirement.state, ...requirement.bars, ...given(requirement.by)];
    case 'gate':
      return [...(requirement.of ?? []), ...requirement.exempt];
    case 'cadence':
      return [requirement.activity, requirement.each, ...requirement.items];
    case 'coverage':
      return requirement.groups;
    case 'deadline':
      return [requirement.act, ...requirement.to, ...given(requirement.after), ...given(requirement.signedBy)];
    case 'threshold':
      return [requirement.of, ...requirement.acts.flatMap(({ by }) => given(by))];
    case 'ladder':
      return [
        requirement.of,
        ...requirement.steps.flatMap(({ act, needs, decidedBy }) => [
          act,
          ...given(needs?.record),
          ...given(decidedBy),
        ]),
      ];
    case 'assignment':
      return [requirement.each, ...requirement.roles.map(({ role }) => role)];
    case 'ledger':
      return [requirement.of, ...requirement.steps, ...requirement.fields];
    default:
      return [];
  }
}

export const misspelt = (words: readonly string[], vocabulary: Vocabulary): boolean =>
  words.some((word) => !Object.hasOwn(vocabulary, word));

const given = (word: string | null | undefined): string[] => (word === null || word === undefined ? [] : [word]);
