import type { BoundKind } from '@anmin/domain/institutions/kinds';
import { hashOf } from '@anmin/domain/measures/canonical';
import { standingIn } from '@anmin/domain/measures/case';
import { determine } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import type { Pack, RuleVersion } from '@anmin/domain/measures/notice';
import { cases } from './cases.ts';
import { packs } from './packs.ts';

/** What is asked of a notice: all that is required of a kind in a region on a day, by no facts or by those told. */
type Question = { readonly region: string; readonly kind: BoundKind; readonly day: string; readonly happened: boolean };

/** The questions of one notice, and what may have happened. */
export type Questions = { readonly facts: readonly Fact[]; readonly asked: readonly Question[] };

/** What every machine that runs these rules must answer, byte for byte, by the id of the notice. */
export type Conformance = Readonly<Record<string, Answers>>;

type Answers = {
  readonly facts: readonly Fact[];
  /** each question with the hash of its receipt */
  readonly asked: readonly (Question & { readonly hash: string })[];
  /** the hash over how its rules stand in all of their cases */
  readonly standings: string;
};

/** The answers of the machine this runs on. */
export const answersTo = (questions: Readonly<Record<string, Questions>>): Conformance =>
  Object.fromEntries(Object.entries(questions).map(([notice, asked]) => [notice, answersOf(notice, asked)]));

function answersOf(notice: string, { facts, asked }: Questions): Answers {
  const pack = packs.find((it) => it.notice.id === notice);
  if (pack === undefined) throw new Error(`no notice ${notice}`);
  return {
    facts,
    asked: asked.map(({ region, kind, day, happened }) => {
      const clocks = { factsAt: day, lawAt: day, knownAt: `${day}T24:00` };
      const { receipt } = determine(packs, { region, kind }, clocks, happened ? facts : []);
      return { region, kind, day, happened, hash: receipt.hash };
    }),
    standings: hashOf(
      cases
        .filter(({ rule }) => pack.rules.some(({ id }) => id === rule))
        .map((told) => ({ rule: told.rule, name: told.name, standing: standingIn(pack, told) ?? null })),
    ),
  };
}

/** The questions of all notices. */
export const questions = (): Record<string, Questions> =>
  Object.fromEntries(packs.map((pack) => [pack.notice.id, questionsOf(pack)]));

/**
 * What tries a notice: each kind it binds, at its own region and at the narrowest it names, on the days around each of
 * its turns, as nothing happened and once everything its rules wait for has.
 */
function questionsOf({ notice, rules }: Pack): Questions {
  const own = notice.region ?? anywhere;
  const narrowest =
    rules
      .flatMap(({ scope }) => scope.region ?? [])
      .sort()
      .at(-1) ?? own;
  const kinds = [...new Set(rules.flatMap(({ scope }) => scope.kinds))];
  const days = [...new Set(rules.flatMap(turnsOf))].sort();
  return {
    facts: factsFor(rules, own, days[0] ?? ''),
    asked: [...new Set([own, narrowest])].flatMap((region) =>
      kinds.flatMap((kind) =>
        days.flatMap((day) => [false, true].map((happened) => ({ region, kind, day, happened }))),
      ),
    ),
  };
}

/** A notice of the whole country is asked of its capital. */
const anywhere = '110000';

const turnsOf = ({ from, until }: RuleVersion): string[] =>
  until === null ? [from] : [from, Temporal.PlainDate.from(until).subtract({ days: 1 }).toString(), until];

/** One fact of each kind the rules of a notice wait for, and a level of risk. */
function factsFor(rules: readonly RuleVersion[], region: string, day: string): Fact[] {
  const base = { region, rule: null, value: null, from: day, until: null, known: `${day}T08:00` };
  const waited = rules.flatMap(({ id, requirement }): Omit<Fact, 'id'>[] => {
    if (requirement.kind !== 'status') return [];
    const { trigger, subject, state, by } = requirement;
    switch (trigger) {
      case 'authorityDecision':
      case 'breachDecision':
        return [{ ...base, kind: 'decision', rule: id, value: state }];
      case 'hqOrder':
        return [{ ...base, kind: trigger, value: subject }];
      case 'communityStatus':
        return [{ ...base, kind: trigger, value: by }];
      case 'confirmedCase':
      case 'outbreak':
        return [{ ...base, kind: trigger }];
      default:
        return [];
    }
  });
  const all = [{ ...base, kind: 'risk' as const, value: 'medium' }, ...waited];
  return all.map((fact, index) => ({ id: `fact-${index}`, ...fact }));
}
