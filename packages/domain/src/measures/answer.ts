export const standings = ['met', 'due', 'breached', 'notSet'] as const;

/**
 * How a duty stands. `notSet`: the notice gives no number, so nothing is late until the office sets one. Times are those
 * of the office's wall, `YYYY-MM-DDTHH:MM`, `T24:00` the end of a day.
 */
export type Standing = {
  readonly standing: (typeof standings)[number];
  /** The last moment in time; null where there is none, or nothing is asked. */
  readonly due: string | null;
  /** Breached from here on; null where the text gives no moment. */
  readonly since: string | null;
  /** What or who is lacking: subjects, recipients, checks, acts, steps. */
  readonly missing: readonly string[];
};

export const met: Standing = { standing: 'met', due: null, since: null, missing: [] };
export const notSet: Standing = { standing: 'notSet', due: null, since: null, missing: [] };
export const due = (missing: readonly string[], by: string | null = null): Standing => ({
  standing: 'due',
  due: by,
  since: null,
  missing,
});
export const breached = (missing: readonly string[], since: string | null = null): Standing => ({
  standing: 'breached',
  due: since,
  since,
  missing,
});
