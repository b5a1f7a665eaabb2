import type { Transaction } from '@anmin/db/client';
import type { Ability } from '@anmin/domain/organisation/roles';
import type { Column, Verdict } from '@anmin/domain/sheets/column';
import type { LineRead } from '@anmin/domain/sheets/line';
import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import type { StaffContext } from '../trpc.ts';

export type ReadLine<Key extends string> = LineRead<Key> & { readonly number: number };

/** What is to be done with a line. `plan` null: nothing, because it says nothing new, or is wrong. */
export type Judged<Plan> = {
  readonly number: number;
  readonly verdict: Verdict;
  /** `column.problem` */
  readonly problems: readonly string[];
  readonly plan: Plan | null;
};

/** The record a line was written to, and what has to be known to take it back. */
export type Written = {
  readonly number: number;
  readonly record: string;
  readonly version: number;
  /** null: there was nothing before */
  readonly before: unknown;
};

/** How a ledger takes in lines: by the rules of its forms, and what it says of them is what it would do. */
export type IncomingLedger<Key extends string, Plan> = {
  readonly id: SheetLedger;
  readonly ability: Ability;
  readonly columns: readonly Column<Key>[];
  /** Keeps away whoever else writes to these records of a unit, until what was judged is written. */
  readonly lock?: (tx: Transaction, unit: string) => Promise<void>;
  readonly judge: (
    tx: Transaction,
    ctx: StaffContext,
    unit: string,
    lines: readonly ReadLine<Key>[],
  ) => Promise<Judged<Plan>[]>;
  readonly write: (
    tx: Transaction,
    ctx: StaffContext,
    sheet: { readonly id: string; readonly unit: string; readonly reason: string },
    lines: readonly { readonly number: number; readonly plan: Plan }[],
  ) => Promise<Written[]>;
  /** Says whether it did: what was changed since stays. */
  readonly takeBack: (
    tx: Transaction,
    ctx: StaffContext,
    sheet: { readonly unit: string; readonly reason: string },
    written: Written,
  ) => Promise<boolean>;
};
