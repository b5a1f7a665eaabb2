/** Of what an entry tells: a person of the institution, a place in it, a kind of supplies, a case or batch of its own, or a duty. */
export type LedgerOf = 'person' | 'place' | 'item' | 'case' | 'duty';

/** Numbers are integers in the last decimal they are kept in: 36.5 with one decimal is 365. */
export type Field = {
  readonly name: string;
  /** Whether it may be left open; what is needed for another field is said by `needs` of the ledger. */
  readonly must?: true;
} & (
  | {
      readonly kind: 'number';
      readonly decimals: 0 | 1;
      readonly unit: FieldUnit | null;
      /** Beyond these it is a slip of the fingers. */
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly string[] }
  | { readonly kind: 'time' | 'day' }
  /** The points of the duty an entry is about, in words of its notice. */
  | { readonly kind: 'points' }
  /** Kept sealed. */
  | { readonly kind: 'text' }
  /** A certificate by its number, who issued it and when; kept sealed. */
  | { readonly kind: 'certificate' }
);

export const fieldUnits = ['celsius', 'minutes', 'milligramsPerLitre', 'pieces', 'persons'] as const;
export type FieldUnit = (typeof fieldUnits)[number];

/** What makes an entry abnormal: a number from a setting on, or an option that is chosen. */
export type Abnormal =
  | { readonly field: string; readonly from: 'feverFrom' }
  | { readonly field: string; readonly options: readonly string[] }
  | { readonly stock: string; readonly use: string; readonly below: 'stockDays' };

/** An act that may only be entered once what it rests on is: `for` absent: always. */
export type Need = {
  readonly field: string;
  readonly of: readonly string[];
  readonly for?: { readonly field: string; readonly options: readonly string[] };
  /** Each of these also as a file. */
  readonly asFiles?: true;
};

/** A ledger as data: what its entries tell, when one is abnormal, and which duties of the notices it proves. */
export type Ledger = {
  readonly id: string;
  readonly of: LedgerOf;
  /** Of persons: of whom, by their role at the institution. */
  readonly roles?: readonly ('resident' | 'staff')[];
  /** Of supplies: of what. */
  readonly items?: readonly string[];
  /** The readings of a day; absent: any number of entries, each its own. */
  readonly turns?: readonly string[];
  readonly fields: readonly Field[];
  readonly abnormal: readonly Abnormal[];
  /** What an abnormal entry asks for next. */
  readonly asks: readonly string[];
  readonly needs: readonly Need[];
  /** An act that may only be entered while supplies for it are in store, by the last count of the unit. */
  readonly rests?: readonly { readonly field: string; readonly onStock: readonly string[] }[];
  /** Activities of cadence duties it proves: what an entry must hold to count, and which items it then tells of. */
  readonly proves: readonly {
    readonly activity: string;
    readonly by: string;
    readonly items: Readonly<Record<string, string>>;
  }[];
  /** Lists of ledger duties it keeps: by which field each step is done, and by which field each kind is signed off. */
  readonly keeps: readonly {
    readonly of: string;
    readonly steps: Readonly<Record<string, string>>;
    readonly signs?: string;
  }[];
  /** Whatever of a list is still to come: with one of these told nothing more is. */
  readonly ends?: readonly string[];
};
