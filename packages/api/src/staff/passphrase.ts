import { refuse, type Refusal } from '@anmin/domain/refusal';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

export const shortest = 12;
export const longest = 128;

/** Of 0 to 4: more than 10^8 guesses for whoever knows leaked passwords, keyboard runs, dates and the words given. */
const strongEnough = 3;

/** Past this its parts no longer matter, and judging it would take long. */
const judged = 64;

const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * Length and what guessers try first; no rule on kinds of letters. `known`: what others know of the person, such as the
 * user name. All of it offline, against the leaked passwords that come with the library.
 */
export function refuseWeak(passphrase: string, known: readonly string[]): Refusal | null {
  if (Array.from(passphrase).length < shortest) return refuse('passphraseWeak', [], { least: shortest });
  const { score } = judge.check(passphrase.slice(0, judged), [...known, 'anmin', '安民', 'minzhengju', '民政局']);
  return score >= strongEnough ? null : refuse('passphraseWeak');
}
