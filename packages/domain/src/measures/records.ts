import type { Standing } from './answer.ts';
import type { RuleVersion } from './notice.ts';
import type { RequirementOf } from './requirement.ts';

export type DutyKind = keyof RecordsOf;

/** What an evaluator needs to know of the records, by the kind of duty. */
export type RecordsOf = {
  /** Whether the state is in place, and who passed although barred. */
  readonly status: { readonly inPlace: boolean; readonly passages: readonly { bar: string; at: string }[] };
  /** What was checked and found of one who wants to pass; null: nobody came. */
  readonly gate: {
    readonly answers: {
      readonly checks: readonly string[];
      readonly found: readonly string[];
      readonly exemptions: readonly string[];
      /** The stored reason of an entitled person, where the modality allows one. */
      readonly override: string | null;
    } | null;
  };
  readonly cadence: {
    /** Who owes it: persons, institutions, outlets. */
    readonly subjects: readonly string[];
    /** Of persons: when each belonged there and was in the house; absent: always. */
    readonly presence?: ReadonlyMap<string, Presence>;
    readonly done: readonly { who: string; at: string; items: readonly string[] }[];
    /** The first day owed. */
    readonly since: string;
  };
  readonly coverage: {
    readonly persons: number;
    readonly contraindicated: number;
    readonly eligible: number;
    readonly vaccinated: number;
  };
  readonly deadline: {
    /** When what the act follows on happened; null: not, or the act follows on nothing. */
    readonly event: string | null;
    readonly done: readonly { to: string | null; at: string; signed: boolean }[];
  };
  readonly threshold: {
    /** In the unit of the measure; null: nothing planned. */
    readonly size: number | null;
    readonly done: readonly string[];
    /** When it is held. */
    readonly at: string | null;
  };
  readonly ladder: {
    readonly findings: readonly { at: string; passed: boolean }[];
    /** How many of each record the steps may need. */
    readonly records: Readonly<Record<string, number>>;
    readonly decided: boolean;
  };
  readonly assignment: {
    readonly subjects: readonly { id: string; roles: Readonly<Record<string, number>>; hours: number | null }[];
  };
  readonly ledger: {
    readonly entries: readonly { id: string; steps: readonly string[] }[];
    /** Fields signed off, `none` included. */
    readonly signedOff: readonly string[];
  };
};

/**
 * Days as texts, half-open: who joins belongs there that day, who leaves for good does not; who goes out is out that day, who
 * comes back is not. `belongs` has no two that touch.
 */
export type Presence = { readonly belongs: readonly Days[]; readonly out: readonly Days[] };
export type Days = { readonly from: string; readonly until: string | null };

export type Evaluator<Kind extends DutyKind> = (
  rule: { readonly requirement: RequirementOf<Kind>; readonly modality: RuleVersion['modality'] },
  records: RecordsOf[Kind],
  asOf: string,
) => Standing;
