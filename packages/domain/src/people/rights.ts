/** What somebody may ask of the office about their own data. */
export const requestKinds = ['copy', 'correction', 'erasure'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['open', 'done', 'refused'] as const;
export type RequestState = (typeof requestStates)[number];

/**
 * What is kept for a time of its own, counted from the appointment's day, or for the last five from their own: of people
 * of an institution from the day they left it, of what its ledgers hold from the day it tells of.
 */
export const retentionKinds = [
  'phone',
  'parties',
  'health',
  'note',
  'messages',
  'reports',
  'feedback',
  'requests',
  'deliveries',
  'people',
  'evidence',
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/**
 * Amounts a bureau settles, each with its source; without a version in force nothing is set. All of them days, but for
 * `exportAlone`: how many persons somebody may take out in lists a day before a second person has to agree,
 * `proofOfWork`: how hard a browser works before the public site sends a code or books, 0 for not at all,
 * `revealsHourly`: how often in an hour somebody may see whole what is masked, before it goes one at a time, and
 * `requestsDaily`: how often a day a phone may ask for its data. `keyDays`: the longest life of a key of a client,
 * `undoHours`: for how many hours what came in by a sheet can be taken back, and its lines are kept.
 */
export const privacySettingKinds = [
  'answerWithin',
  ...retentionKinds,
  'exportAlone',
  'proofOfWork',
  'revealsHourly',
  'requestsDaily',
  'keyDays',
  'undoHours',
] as const;
export type PrivacySettingKind = (typeof privacySettingKinds)[number];

/**
 * Guards of the service, not policy: what holds where a bureau has settled nothing. Of looks at masked data it may allow
 * fewer only.
 */
export const whereNotSet = {
  deliveries: 30,
  revealsHourly: 30,
  requestsDaily: 3,
  keyDays: 365,
  undoHours: 24,
} as const satisfies Partial<Record<PrivacySettingKind, number>>;

/** The smallest and largest amount of each kind; work: in hundreds of derivations, some seconds on an old phone at most. */
export function rangeOf(kind: PrivacySettingKind): { readonly least: number; readonly most: number } {
  if (kind === 'proofOfWork') return { least: 0, most: 100 };
  if (kind === 'undoHours') return { least: 1, most: 168 };
  return { least: 1, most: kind === 'revealsHourly' ? whereNotSet.revealsHourly : 36_500 };
}

export const longestRequest = 500;
