import type { LedgerId } from '@anmin/domain/evidence/ledgers';
import { dutyStandings, type DutyStanding } from '@anmin/domain/measures/recorded';
import { coveragePlaces, type CoveragePlace } from '@anmin/domain/vaccination/cohort';
import { standingWord } from '@anmin/words/duty';
import { coveragePlaceWord } from '@anmin/words/vaccination';
import type { BarPart } from '#lib/bars.ts';
import type { CoverageRow } from '#lib/rows.ts';

type Standing = DutyStanding['standing'];
type Counts = Readonly<Record<Standing, number>>;

/** Which duties are counted. Empty parts are left out of the address. */
export type Counted = {
  readonly unit: string;
  readonly day: string;
  readonly ledger?: LedgerId | 'any';
  readonly alone?: boolean;
};

/** Where the duties of a number are listed. */
export function dutiesOf({ unit, day, ledger, alone = false }: Counted, standing: Standing): string {
  const asked = { unit, day, ledger: ledger ?? '', alone: alone ? 'yes' : '', standing };
  return `/admin/duties/overview?${new URLSearchParams(Object.entries(asked).filter(([, text]) => text !== '')).toString()}`;
}

const standingColours = {
  breached: 'red',
  due: 'amber',
  met: 'green',
  notSet: 'grey',
  notRecorded: 'faint',
} as const satisfies Record<Standing, string>;

/** How duties stand, as parts of bars. */
export const standingParts = <Row extends { readonly counts: Counts }>(
  counted: (row: Row) => Counted,
): readonly BarPart<Row>[] =>
  dutyStandings.map((standing) => ({
    colour: standingColours[standing],
    word: standingWord[standing](),
    of: ({ counts }) => counts[standing],
    href: (row) => dutiesOf(counted(row), standing),
  }));

const placeColours = {
  vaccinated: 'green',
  open: 'red',
  refused: 'amber',
  deferred: 'blue',
  contraindicated: 'grey',
} as const satisfies Record<CoveragePlace, string>;

/** Where the people of a cohort stand, as parts of bars. */
export const placeParts = <Row extends Pick<CoverageRow['whole'], 'counts'>>(
  listed: (row: Row, place: CoveragePlace) => string,
): readonly BarPart<Row>[] =>
  [...coveragePlaces]
    .sort((one, other) => order.indexOf(one) - order.indexOf(other))
    .map((place) => ({
      colour: placeColours[place],
      word: coveragePlaceWord[place](),
      of: ({ counts }) => counts[place],
      href: (row) => listed(row, place),
    }));

const order = Object.keys(placeColours);
