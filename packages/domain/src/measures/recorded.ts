import { met, type Standing } from './answer.ts';
import { carriesOut, closingScopes, type ClosingScope } from './closing.ts';
import type { Duty } from './merge.ts';
import { beginOf, dayOf, endOf, nextAfter } from './moments.ts';
import type { PassAnswers, Passing, Verdict } from './passing.ts';
import type { RecordsOf } from './records.ts';
import type { RequirementOf } from './requirement.ts';
import { standsAt } from './standing.ts';

/** What the office has recorded of one place by a moment, as far as it keeps records at all. */
export type Recorded = {
  /** What the closures in place reach. */
  readonly closed: readonly ClosingScope[];
  /** Who or what was checked at its gates on that day. */
  readonly passages: readonly Passage[];
  /** What its ledgers tell of a duty; null: none of them keeps it. */
  readonly cadence: (asked: RequirementOf<'cadence'>) => KeptCadence | null;
  readonly ledger: (asked: RequirementOf<'ledger'>) => RecordsOf['ledger'] | null;
  /** What the vaccination ledger counts; null: it has nobody there, or does not know whom a word means. */
  readonly coverage: (asked: RequirementOf<'coverage'>) => RecordsOf['coverage'] | null;
  /** Each event an act follows on since a day, with what was done after it; null: no ledger keeps it. */
  readonly deadline: (asked: RequirementOf<'deadline'>, since: string) => readonly RecordsOf['deadline'][] | null;
  /** The people named for each of whom they are asked; null: no ledger keeps it. */
  readonly assignment: (asked: RequirementOf<'assignment'>) => RecordsOf['assignment'] | null;
  /** What is in place of what a bureau may offer or grant, in the words of the notices; null: no ledger keeps it. */
  readonly offered: (asked: RequirementOf<'status'>) => boolean | null;
};

/** `frequency`: how often the office has settled it is done, for a text that gives no number; null: nobody has. */
export type KeptCadence = {
  readonly frequency: (Pick<RequirementOf<'cadence'>, 'times' | 'per'> & { readonly since: string }) | null;
  /** Null: nobody is known there of whom it could be owed. */
  readonly records: Omit<RecordsOf['cadence'], 'since'> | null;
};

export type Passage = Passing &
  PassAnswers & { readonly verdict: Verdict; readonly override: string | null; readonly moment: string };

/** `notRecorded`: the office keeps no such records yet, and says nothing of how the duty stands but when it is due. */
export const dutyStandings = ['breached', 'due', 'met', 'notSet', 'notRecorded'] as const;
export type DutyStanding = Omit<Standing, 'standing'> & { readonly standing: (typeof dutyStandings)[number] };

/** How a duty of a place stands by what is recorded there. */
export function standingOf(duty: Duty, recorded: Recorded, asOf: string): DutyStanding {
  const { requirement, modality } = duty;
  if (requirement.kind === 'cadence') return cadenceOf({ requirement, duty }, recorded, asOf);
  if (requirement.kind === 'ledger') {
    const kept = recorded.ledger(requirement);
    if (kept !== null) return standsAt('ledger', { requirement, modality }, kept, asOf);
  }
  if (requirement.kind === 'coverage') {
    const counts = recorded.coverage(requirement);
    if (counts !== null) return standsAt('coverage', { requirement, modality }, counts, asOf);
  }
  if (requirement.kind === 'deadline') {
    const events = recorded.deadline(requirement, duty.from);
    if (events !== null) return worst(events.map((it) => standsAt('deadline', { requirement, modality }, it, asOf)));
  }
  if (requirement.kind === 'assignment') {
    const named = recorded.assignment(requirement);
    if (named !== null) return standsAt('assignment', { requirement, modality }, named, asOf);
  }
  if (requirement.kind === 'gate') return gateOf(requirement, modality, recorded, asOf);
  // a status that no closure can carry out is kept in rooms still to come
  if (requirement.kind === 'status' && carriesOut({ requirement }, closingScopes)) {
    const inPlace = carriesOut({ requirement }, recorded.closed);
    const passages = recorded.passages.flatMap(({ at, as, verdict, override, moment }) =>
      verdict === 'passes' && as !== null && override === null && (at === 'entry' || at === 'exit')
        ? [{ bar: as, at: moment }]
        : [],
    );
    return standsAt('status', { requirement, modality }, { inPlace, passages }, asOf);
  }
  const inPlace = requirement.kind === 'status' ? recorded.offered(requirement) : null;
  if (requirement.kind === 'status' && inPlace !== null)
    return standsAt('status', { requirement, modality }, { inPlace, passages: [] }, asOf);
  return notKept(requirement, asOf);
}

/** What is owed after several events is breached with the first of them, else due with the first. */
function worst(all: readonly Standing[]): Standing {
  for (const standing of ['breached', 'due', 'notSet'] as const) {
    const own = all.filter((it) => it.standing === standing);
    if (own.length === 0) continue;
    const first = (moments: readonly (string | null)[]) => moments.filter((it) => it !== null).sort()[0] ?? null;
    const [due, since] = [first(own.map((it) => it.due)), first(own.map((it) => it.since))];
    return { standing, due, since, missing: own.flatMap(({ missing }) => missing) };
  }
  return met;
}

const notKept = (requirement: Duty['requirement'], asOf: string): DutyStanding =>
  withoutNumber(requirement)
    ? { ...met, standing: 'notSet' }
    : { ...met, standing: 'notRecorded', due: termOf(requirement, asOf) };

/** Nobody is late for a period in which what is asked now was not asked yet. */
function cadenceOf(
  { requirement, duty }: { readonly requirement: RequirementOf<'cadence'>; readonly duty: Duty },
  recorded: Recorded,
  asOf: string,
): DutyStanding {
  const kept = recorded.cadence(requirement);
  const open = requirement.times === null || requirement.per === null;
  const asked = open && kept?.frequency ? { ...requirement, ...pick(kept.frequency) } : requirement;
  if (kept === null || kept.records === null) return notKept(asked, asOf);
  const since = open && kept.frequency && kept.frequency.since > duty.from ? kept.frequency.since : duty.from;
  return standsAt('cadence', { requirement: asked, modality: duty.modality }, { ...kept.records, since }, asOf);
}

const pick = ({ times, per }: NonNullable<KeptCadence['frequency']>) => ({ times, per });

function gateOf(
  requirement: RequirementOf<'gate'>,
  modality: Duty['modality'],
  { passages }: Recorded,
  asOf: string,
): DutyStanding {
  const { at, of } = requirement;
  const own = passages.filter((it) => it.at === at && (of === undefined || (it.as !== null && of.includes(it.as))));
  // nobody checked may mean that nobody came, or that nobody looked
  if (own.length === 0) return { ...met, standing: 'notRecorded' };
  for (const answers of own.filter(({ verdict }) => verdict === 'passes')) {
    const standing = standsAt('gate', { requirement, modality }, { answers }, asOf);
    if (standing.standing === 'breached') return { ...standing, since: answers.moment };
  }
  return met;
}

/** The text gives no number, so that nothing is late whatever is recorded. */
function withoutNumber(requirement: Duty['requirement']): boolean {
  switch (requirement.kind) {
    case 'cadence':
      return requirement.times === null || requirement.per === null;
    case 'coverage':
      return requirement.floor === null && requirement.goal === null;
    case 'threshold':
      return requirement.from === null && requirement.measure !== 'any';
    case 'deadline':
      return requirement.by === null && requirement.withinMinutes === null && requirement.onDays.length === 0;
    default:
      return false;
  }
}

/** The last moment in time of what is open now; null: the text names no day, or waits for an event. */
function termOf(requirement: Duty['requirement'], asOf: string): string | null {
  if (requirement.kind === 'deadline' || requirement.kind === 'coverage')
    return requirement.by === null ? null : endOf(requirement.by);
  if (requirement.kind !== 'cadence' || requirement.per === null) return null;
  const { per } = requirement;
  return endOf(nextAfter(per, beginOf(per, dayOf(asOf))).subtract({ days: 1 }));
}
