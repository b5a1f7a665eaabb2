import type { InterfaceRouter } from '@anmin/api/clients/interface/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

type Inputs = inferRouterInputs<InterfaceRouter>;
type Answers = inferRouterOutputs<InterfaceRouter>;
type Given<Name extends keyof Inputs> = Omit<Exclude<Inputs[Name], void>, 'key'>;

/** Under which name each list stands in its answer. */
type Lists = {
  listOffices: 'offices';
  listBookings: 'bookings';
  listWebhooks: 'webhooks';
  listDeliveries: 'deliveries';
  listNotices: 'notices';
  listMeasures: 'measures';
  listStandings: 'standings';
};
type Entry<Name extends keyof Lists> = Answers[Name] extends { [At in Lists[Name]]: readonly (infer One)[] }
  ? One
  : never;
/** The names of what entries of a list hold. */
type FieldOf<Name extends keyof Lists> = NamesIn<Entry<Name>>;
type NamesIn<One> = One extends unknown ? Extract<keyof One, string> : never;
type Cut<One, Field> = One extends unknown ? Pick<One, Extract<keyof One, Field>> : never;
/** What a list is asked for; with `fields` each entry holds these alone. */
type Asked<Name extends keyof Lists, Field> = Wish<Given<Name>> & { readonly fields?: readonly Field[] };
type Wish<Input> = string extends keyof Input ? unknown : Input;
type Listed<Name extends keyof Lists, Field> = Omit<Answers[Name], Lists[Name]> & {
  readonly [At in Lists[Name]]: readonly Cut<Entry<Name>, Field>[];
};

export type Options = {
  /** the origin of the office, such as `https://yuyue.example.gov.cn` */
  readonly url: string;
  /** the client's key, `anmin_live_…` or `anmin_test_…` */
  readonly key: string;
  /** how often an act is tried again that was busy or had no answer; always with the same idempotency key */
  readonly tries?: number;
  readonly fetch?: typeof fetch;
};

/** One fault of a request: where it is, by JSON pointer, and what. */
export type Fault = { readonly pointer: string; readonly code: string };

type Said = {
  readonly title?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly errors?: readonly Fault[];
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** What the office says when it did not do what was asked. Programs look at `code` and `errors`. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly errors: readonly Fault[];
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Said) {
    super(body.title ?? String(status));
    this.status = status;
    this.code = body.code ?? (status >= 502 && status <= 504 ? 'unavailable' : 'internal');
    this.requestId = body.requestId ?? '';
    this.errors = body.errors ?? [];
    this.facts = body.facts ?? {};
  }
}

export type Client = ReturnType<typeof createClient>;

/** The office's interface. Each act gets an idempotency key of its own, unless one is given to repeat an act with. */
export function createClient(options: Options) {
  const get = <Name extends keyof Answers>(path: string, query: object = {}) =>
    send<Answers[Name]>(options, 'GET', `${path}${queryOf(query)}`, {});
  const post = <Name extends keyof Answers>(path: string, body: object, { key = newKey(), version }: Act = {}) =>
    send<Answers[Name]>(options, 'POST', path, {
      headers: { 'idempotency-key': key, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
      body: JSON.stringify(body),
    });
  const list = <Name extends keyof Lists, Field>(path: string, query: object) =>
    send<Listed<Name, Field>>(options, 'GET', `${path}${queryOf(query)}`, {});
  return {
    offices: async <Field extends FieldOf<'listOffices'>>(query: Asked<'listOffices', Field> = {}) =>
      (await list<'listOffices', Field>('/offices', query)).offices,
    month: ({ office, ...query }: Given<'showMonth'>) => get<'showMonth'>(`/offices/${at(office)}/month`, query),
    book: (order: Given<'createBooking'>, key?: string) => post<'createBooking'>('/bookings', order, actBy(key)),
    booking: (id: string) => get<'showBooking'>(`/bookings/${at(id)}`),
    /** A page of what changed; `changes` walks through all of them. */
    bookings: <Field extends FieldOf<'listBookings'>>(query: Asked<'listBookings', Field> = {}) =>
      list<'listBookings', Field>('/bookings', query),
    changes: <Field extends FieldOf<'listBookings'>>(query: Asked<'listBookings', Field> = {}) =>
      walk((own) => list<'listBookings', Field>('/bookings', own), query),
    move: ({ booking, version, ...to }: Given<'moveBooking'>, key?: string) =>
      post<'moveBooking'>(`/bookings/${at(booking)}/move`, to, { ...actBy(key), version }),
    cancel: ({ booking, version }: Given<'cancelBooking'>, key?: string) =>
      post<'cancelBooking'>(`/bookings/${at(booking)}/cancel`, {}, { ...actBy(key), version }),
    webhooks: async <Field extends FieldOf<'listWebhooks'>>(query: Asked<'listWebhooks', Field> = {}) =>
      (await list<'listWebhooks', Field>('/webhooks', query)).webhooks,
    addWebhook: (hook: Given<'createWebhook'>, key?: string) => post<'createWebhook'>('/webhooks', hook, actBy(key)),
    endWebhook: (id: string, key?: string) => post<'endWebhook'>(`/webhooks/${at(id)}/end`, {}, actBy(key)),
    deliveries: <Field extends FieldOf<'listDeliveries'>>({ webhook, ...query }: Asked<'listDeliveries', Field>) =>
      list<'listDeliveries', Field>(`/webhooks/${at(webhook)}/deliveries`, query),
    replay: (delivery: string, key?: string) =>
      post<'replayDelivery'>(`/deliveries/${at(delivery)}/replay`, {}, actBy(key)),
    notices: async <Field extends FieldOf<'listNotices'>>(query: Asked<'listNotices', Field> = {}) =>
      (await list<'listNotices', Field>('/notices', query)).notices,
    notice: (id: string) => get<'showNotice'>(`/notices/${at(id)}`),
    measures: <Field extends FieldOf<'listMeasures'>>(place: Asked<'listMeasures', Field>) =>
      list<'listMeasures', Field>('/measures', place),
    determination: (place: Given<'showDetermination'>) => get<'showDetermination'>('/determinations', place),
    /** A page of how duties stand; go on with `next` as its `cursor`. */
    standings: <Field extends FieldOf<'listStandings'>>(query: Asked<'listStandings', Field> = {}) =>
      list<'listStandings', Field>('/standings', query),
    resetSandbox: (key?: string) => post<'resetSandbox'>('/sandbox/reset', {}, actBy(key)),
  };
}

type Act = { readonly key?: string; readonly version?: number };
type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Tries again what was busy or had no answer: the key makes sure that it is done once. */
async function send<Answer>(options: Options, method: 'GET' | 'POST', path: string, sent: Sent): Promise<Answer> {
  const { url, key, tries = 3 } = options;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...sent.headers };
  for (let n = 1; ; n += 1) {
    const last = n >= tries;
    try {
      const response = await (options.fetch ?? fetch)(`${url}/api/v1${path}`, { ...sent, method, headers });
      const body = said(await response.text());
      if (response.ok && body !== null) return body as Answer;
      const problem = new Problem(response.status, body ?? {});
      if (last || !['busy', 'unavailable', 'rateLimited'].includes(problem.code)) throw problem;
      await pause(secondsUntil(response.headers.get('retry-after')));
    } catch (error) {
      if (last || error instanceof Problem) throw error;
      await pause(n);
    }
  }
}

/** Null: whatever stands between answered with something of its own, such as a page. */
function said(text: string): Said | null {
  try {
    return JSON.parse(text) as Said;
  } catch {
    return null;
  }
}

/** `Retry-After` is a number of seconds or an instant. */
function secondsUntil(again: string | null): number {
  const seconds = again === null || again === '' ? 1 : Number(again);
  if (!Number.isNaN(seconds)) return seconds;
  const wait = (Date.parse(again ?? '') - Date.now()) / 1000;
  return Number.isNaN(wait) ? 1 : Math.max(0, wait);
}

type Query = Given<'listBookings'>;
type Page<One> = { readonly bookings: readonly One[]; readonly next: string | null; readonly more: boolean };

async function* walk<One, Own extends Query>(read: (query: Own) => Promise<Page<One>>, query: Own) {
  for (let own = query; ;) {
    const { bookings, next, more } = await read(own);
    yield* bookings;
    if (!more || next === null) return;
    own = { ...own, cursor: next };
  }
}

function queryOf(query: object): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

function at(id: string): string {
  return encodeURIComponent(id);
}

function actBy(key: string | undefined): Act {
  return key === undefined ? {} : { key };
}

function newKey(): string {
  return crypto.randomUUID();
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
