import type { TestOffice } from '../../../tooling/test/office.ts';

type Entry = {
  readonly xact: string;
  readonly action: string;
  readonly subject: string;
  readonly office: string;
  readonly codes: Readonly<Record<string, string | number | boolean>>;
};
type Standing = {
  state: 'booked' | 'displaced' | 'cancelled';
  at: string | null;
  offer: string | null;
  /** on a place a clerk added for it, which goes with it */
  extra: boolean;
};

/** How many places each time has in each channel. */
export type Capacity = ReadonlyMap<string, number>;

/**
 * One counter with one clerk who does one act after the other: what the journal tells, in the order in which it was
 * committed, must have been possible there, and must end with the bookings and places that are on record.
 */
export class Model {
  readonly faults: string[] = [];
  private readonly capacities: ReadonlyMap<number, Capacity>;
  private capacity: Capacity;
  /** what was promised beyond a plan when it was settled, and stands until it ends */
  private surplus: Capacity = new Map();
  private readonly people: ReadonlyMap<string, readonly string[]>;
  private readonly bookings = new Map<string, Standing>();
  private readonly owned = new Map<string, number>();
  private readonly busy = new Map<string, string>();
  private readonly closures = new Map<string, readonly string[]>();

  /** The last of the capacities, by their quota, is the one the days begin with. */
  constructor(capacities: ReadonlyMap<number, Capacity>, people: ReadonlyMap<string, readonly string[]>) {
    this.capacities = capacities;
    this.capacity = [...capacities.values()].at(-1) ?? new Map();
    this.people = people;
  }

  /** All that one transaction tells: places are given back before others are taken. */
  replay(entries: readonly Entry[]): void {
    const rank = ({ action }: Entry) => (gives.has(action) ? 0 : action === 'closure.made' ? 2 : 1);
    for (const entry of [...entries].sort((a, b) => rank(a) - rank(b))) this.follow(entry);
  }

  standing(): Map<string, Standing> {
    return this.bookings;
  }

  private follow({ action, subject, office, codes }: Entry): void {
    const channel = codes['channel'] ?? 'online';
    const at = `${office} ${codes['day'] ?? ''} ${codes['time'] ?? ''} ${channel}`;
    switch (action) {
      case 'booking.made':
        this.bookings.set(subject, { ...unheard, extra: codes['extra'] === true });
        for (const person of this.people.get(subject) ?? []) {
          if (this.busy.has(person)) this.fault(`${subject}: a person of it is booked already`);
          this.busy.set(person, subject);
        }
        {
          this.take(subject, at);
          return;
        }
      case 'booking.moved':
      case 'offer.accepted':
        this.give(subject);
        {
          this.take(subject, at);
          return;
        }
      case 'booking.cancelled':
        this.give(subject);
        for (const person of this.people.get(subject) ?? []) this.busy.delete(person);
        {
          this.become(subject, 'cancelled');
          return;
        }
      case 'booking.displaced':
        this.give(subject);
        {
          this.become(subject, 'displaced');
          return;
        }
      case 'offer.made':
        this.occupy(subject, at);
        this.of(subject).offer = at;
        return;
      case 'offer.withdrawn':
      case 'offer.declined':
      case 'offer.expired': {
        this.give(subject);
        return;
      }
      case 'plan.changed':
        this.capacity = this.capacities.get(Number(codes['quota'])) ?? new Map();
        this.surplus = new Map([...this.owned].map(([at, owned]) => [at, Math.max(0, owned - this.placesAt(at))]));
        return;
      case 'closure.made':
        this.closures.set(subject, daysOf(office, String(codes['from']), String(codes['until'])));
        for (const [id, { at: place, offer }] of this.bookings)
          if (this.isClosed(place) || this.isClosed(offer)) this.fault(`${id}: stands in a day that was closed`);
        return;
      case 'closure.lifted':
        this.closures.delete(subject);
    }
  }

  private take(booking: string, at: string): void {
    if (this.of(booking).state === 'cancelled') this.fault(`${booking}: took a place after it was cancelled`);
    this.occupy(booking, at);
    this.of(booking).at = at;
    this.become(booking, 'booked');
  }

  private occupy(booking: string, at: string): void {
    if (this.isClosed(at)) this.fault(`${booking}: ${at} was closed`);
    if (this.of(booking).extra) return;
    const owned = (this.owned.get(at) ?? 0) + 1;
    if (owned > this.placesAt(at) + (this.surplus.get(at) ?? 0)) this.fault(`${booking}: ${at} was full`);
    this.owned.set(at, owned);
  }

  private give(booking: string): void {
    const standing = this.of(booking);
    for (const at of standing.extra ? [] : [standing.at, standing.offer])
      if (at !== null) this.owned.set(at, (this.owned.get(at) ?? 0) - 1);
    Object.assign(standing, { at: null, offer: null, extra: false });
  }

  private placesAt(at: string): number {
    return this.capacity.get(at) ?? 0;
  }

  private become(booking: string, state: Standing['state']): void {
    this.of(booking).state = state;
  }

  private of(booking: string): Standing {
    const known = this.bookings.get(booking);
    if (known !== undefined) return known;
    this.fault(`${booking}: nobody made it`);
    const made = { ...unheard };
    this.bookings.set(booking, made);
    return made;
  }

  private isClosed(at: string | null): boolean {
    if (at === null) return false;
    const [office = '', day = ''] = at.split(' ');
    return [...this.closures.values()].some((days) => days.includes(`${office} ${day}`));
  }

  private fault(what: string): void {
    this.faults.push(what);
  }
}

const unheard: Standing = { state: 'booked', at: null, offer: null, extra: false };

const gives = new Set(['booking.displaced', 'offer.withdrawn', 'booking.cancelled']);

function daysOf(office: string, from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(from); day.toString() <= until; day = day.add({ days: 1 }))
    days.push(`${office} ${day.toString()}`);
  return days;
}

/** How many places each time has, as planned. */
export async function capacityOf({ ownerDatabase }: TestOffice): Promise<Capacity> {
  const { rows } = await ownerDatabase.pool.query<{ at: string; places: number }>(
    `select ${nameOfTime} as at, count(*)::int as places
       from slot join place on place.slot = slot.id and closed_at is null group by 1`,
  );
  return new Map(rows.map(({ at, places }) => [at, places]));
}

const nameOfTime = `slot.office || ' ' || slot.day || ' ' || to_char(starts, 'HH24:MI') || ' ' || place.channel`;

/** What the model finds wrong with all that was committed, and where it ends otherwise than the records. */
export async function judge(office: TestOffice, capacities: ReadonlyMap<number, Capacity>): Promise<string[]> {
  const { pool } = office.ownerDatabase;
  const parties = await pool.query<{ booking: string; people: string[] }>(
    `select booking, array_agg(encode(id_index, 'hex')) as people from party group by booking`,
  );
  const model = new Model(capacities, new Map(parties.rows.map(({ booking, people }) => [booking, people])));
  // an entry is written once its act holds all its locks; a closing, which gathers them on the way, ends with its own
  const { rows } = await pool.query<Entry & { entries: Entry[] }>(
    `select json_agg(json_build_object('action', action, 'subject', subject, 'office', office, 'codes', codes) order by id) as entries
       from journal_entry where action like 'booking.%' or action like 'offer.%' or action like 'closure.%' or action = 'plan.changed'
      group by xact order by max(id)`,
  );
  for (const { entries } of rows) model.replay(entries);
  const ends = await pool.query<{ id: string; state: Standing['state']; held: string[] | null }>(
    `select booking.id, state, array_agg(${nameOfTime})
              filter (where place.id is not null) as held
       from booking left join place on place.booking = booking.id left join slot on slot.id = place.slot group by booking.id`,
  );
  const standing = model.standing();
  const otherwise = ends.rows.flatMap(({ id, state, held }) => {
    const told = standing.get(id);
    const at = held?.[0] ?? null;
    return told?.state === state && (told.at ?? told.offer) === at
      ? []
      : [`${id}: ends otherwise than the journal tells`];
  });
  if (ends.rows.length !== standing.size) otherwise.push('there are other bookings than the journal tells');
  return [...model.faults, ...otherwise];
}
