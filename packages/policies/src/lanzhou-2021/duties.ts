import type { RequirementOf } from '@anmin/domain/measures/requirement';

/** A list each of whose entries is closed by these steps. */
export const listOf = (of: string, ...steps: string[]): RequirementOf<'ledger'> => ({
  kind: 'ledger',
  of,
  steps,
  fields: [],
});

/** Something to be done again and again; the text does not say how often. */
export const unsetCadence = (activity: string, each: string, items: string[] = []): RequirementOf<'cadence'> => ({
  kind: 'cadence',
  activity,
  each,
  times: null,
  per: null,
  items,
});

/** An act whose day or time the text does not give: 「第一时间」, 「节前」 (I8). */
export const unsetDeadline = (
  act: string,
  { after = null, to = [] }: { readonly after?: string | null; readonly to?: string[] } = {},
): RequirementOf<'deadline'> => ({
  kind: 'deadline',
  act,
  after,
  by: null,
  withinMinutes: null,
  onDays: [],
  to,
  signedBy: null,
});

/** At least one person in each role. */
export const assigned = (
  each: string,
  roles: string[],
  hoursADay: number | null = null,
): RequirementOf<'assignment'> => ({
  kind: 'assignment',
  each,
  roles: roles.map((role) => ({ role, count: 1, exactly: false })),
  hoursADay,
});

/** What is not to be held, or done, without a reason that is kept. */
export const onlyWithReason = (of: string): RequirementOf<'threshold'> => ({
  kind: 'threshold',
  of,
  measure: 'any',
  from: null,
  acts: [{ act: 'giveReason', by: null }],
});

/** What is not held at all, whatever its size. */
export const refused = (of: string): RequirementOf<'threshold'> => ({
  ...onlyWithReason(of),
  acts: [{ act: 'refuse', by: null }],
});
