import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { InterfaceRouter } from './router.ts';

type Inputs = inferRouterInputs<InterfaceRouter>;
type Outputs = inferRouterOutputs<InterfaceRouter>;
export type OperationName = keyof Inputs;

/** How an operation is asked over HTTP. `$NAME` in an example stands for a value of its reader; see `samples`. */
export type Operation<Name extends OperationName = OperationName> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly status: 200 | 201;
  /** without the key and the version, which are headers */
  readonly example: Omit<Exclude<Inputs[Name], void>, 'key' | 'version'>;
  readonly answer: Outputs[Name];
};

/** Invented values for the examples of the document; who tries them out puts in what is real. */
export const samples: Readonly<Record<string, string>> = {
  OFFICE: 'test-1a2b3c4d',
  DAY: '2026-12-01',
  TIME: '09:40',
  MONTH: '2026-12-01',
  LATER: '10:20',
  BOOKING: '0b6f3c1e-52a4-4c1f-9d53-5f0a7c1f6a10',
  WEBHOOK: '6d0d7a55-0c0b-4b77-8a54-0a3a5b1b7e21',
  DELIVERY: 'f3b9c2ce-3e7f-4d0e-8a51-6a5b0c8f2f32',
  HOOK: 'https://client.example/anmin',
  NOTICE: 'DX',
  REGION: '232701',
  HOLIDAY: '2022-02-01',
};

const booked = {
  id: '0b6f3c1e-52a4-4c1f-9d53-5f0a7c1f6a10',
  reference: 'HY 1234 5678 90',
  version: 1,
  state: 'booked',
  service: 'marriage',
  office: 'test-1a2b3c4d',
  day: '2026-12-01',
  time: '09:40',
} as const;

const booking = {
  ...booked,
  channel: 'online',
  own: true,
  changeableUntil: '2026-11-30T09:00:00Z',
  message: 'sent',
} as const;

const hook = {
  id: '6d0d7a55-0c0b-4b77-8a54-0a3a5b1b7e21',
  url: 'https://client.example/anmin',
  events: ['booking.created', 'booking.cancelled'],
} satisfies { id: string; url: string; events: Outputs['createWebhook']['events'] };

const notice = {
  ...{ id: 'DX', title: '疫情防控“百日平安守护行动”实施方案', number: null, issuer: '地区民政局', issuedOn: null },
  ...{ region: '232700', regionName: '黑龙江省大兴安岭地区' },
};

const rule = {
  ...{ rule: 'DX/festival-closure@1', modality: 'must', clauses: ['DX-2.2.1'], region: '232700' },
  ...{ kinds: ['elderCare'], risk: null, from: '2022-01-31', until: '2022-02-26' },
  requirement: { kind: 'status', subject: 'elderCareInstitution', state: 'closedManagement', bars: ['visitor'] },
} satisfies Outputs['showNotice']['rules'][number];

const hash = '6a1f0c9d3b7e5a2846f1d0c9b8a7e6f5d4c3b2a190817263544536271809fafb';

export const operations: { readonly [Name in OperationName]: Operation<Name> } = {
  listOffices: {
    ...{ method: 'GET', path: '/offices', status: 200 },
    example: {},
    answer: {
      offices: [
        {
          ...{ id: 'test-1a2b3c4d', name: '演练登记处', region: '232761', address: '演示路1号' },
          ...{ tel: '0457-000 0001', hours: '工作日 8:30—17:00', services: ['marriage'] },
        },
      ],
    },
  },
  showMonth: {
    ...{ method: 'GET', path: '/offices/{office}/month', status: 200 },
    example: { office: '$OFFICE', service: 'marriage', day: '$DAY' },
    answer: {
      ...{ from: '2026-12-01', until: '2026-12-31' },
      days: [{ day: '2026-12-01', state: 'open', left: 21, peak: false }],
      slots: [{ starts: '09:40', ends: '10:20', left: 3 }],
    },
  },
  createBooking: {
    ...{ method: 'POST', path: '/bookings', status: 201 },
    example: {
      ...{ office: '$OFFICE', service: 'marriage', day: '$DAY', time: '$TIME' },
      parties: [
        { name: '王建军', idNumber: '990001199001010013', keyAreaStay: false },
        { name: '李秀英', idNumber: '990001199001010021', keyAreaStay: false },
      ],
      ...{ phone: '13900000000', consent: true },
    },
    answer: booked,
  },
  showBooking: {
    ...{ method: 'GET', path: '/bookings/{booking}', status: 200 },
    example: { booking: '$BOOKING' },
    answer: booking,
  },
  listBookings: {
    ...{ method: 'GET', path: '/bookings', status: 200 },
    example: { updatedSince: '2022-01-01T00:00:00+08:00', limit: 20 },
    answer: { bookings: [booking], next: 'NzQyLjE4', more: false },
  },
  moveBooking: {
    ...{ method: 'POST', path: '/bookings/{booking}/move', status: 200 },
    example: { booking: '$BOOKING', office: '$OFFICE', day: '$DAY', time: '$LATER' },
    answer: { ...booking, version: 2, time: '10:20' },
  },
  cancelBooking: {
    ...{ method: 'POST', path: '/bookings/{booking}/cancel', status: 200 },
    example: { booking: '$BOOKING' },
    answer: { ...booking, version: 3, state: 'cancelled' },
  },
  listWebhooks: {
    ...{ method: 'GET', path: '/webhooks', status: 200 },
    example: {},
    answer: { webhooks: [{ ...hook, madeAt: '2026-11-22T01:00:00Z' }] },
  },
  createWebhook: {
    ...{ method: 'POST', path: '/webhooks', status: 201 },
    example: { url: '$HOOK', events: ['booking.created', 'booking.cancelled'] },
    answer: { ...hook, secret: 'anmin_hook_…' },
  },
  endWebhook: {
    ...{ method: 'POST', path: '/webhooks/{webhook}/end', status: 200 },
    example: { webhook: '$WEBHOOK' },
    answer: { id: hook.id },
  },
  listDeliveries: {
    ...{ method: 'GET', path: '/webhooks/{webhook}/deliveries', status: 200 },
    example: { webhook: '$WEBHOOK', limit: 20 },
    answer: {
      deliveries: [
        {
          ...{ id: 'f3b9c2ce-3e7f-4d0e-8a51-6a5b0c8f2f32', event: 'booking.created', state: 'delivered' },
          ...{ attempts: 1, status: 204, madeAt: '2026-11-22T01:00:01Z', deliveredAt: '2026-11-22T01:00:02Z' },
        },
      ],
      next: null,
    },
  },
  replayDelivery: {
    ...{ method: 'POST', path: '/deliveries/{delivery}/replay', status: 200 },
    example: { delivery: '$DELIVERY' },
    answer: { id: 'f3b9c2ce-3e7f-4d0e-8a51-6a5b0c8f2f32' },
  },
  listNotices: {
    ...{ method: 'GET', path: '/notices', status: 200 },
    example: {},
    answer: { notices: [{ ...notice, clauses: 84, rules: 180 }] },
  },
  showNotice: {
    ...{ method: 'GET', path: '/notices/{notice}', status: 200 },
    example: { notice: '$NOTICE' },
    answer: {
      ...notice,
      clauses: [{ id: 'DX-2.2.1', place: '二（二）1', kind: 'rule', summary: '节日期间养老机构封闭管理' }],
      rules: [rule],
    },
  },
  listMeasures: {
    ...{ method: 'GET', path: '/measures', status: 200 },
    example: { region: '$REGION', kind: 'elderCare', on: '$HOLIDAY' },
    answer: {
      ...{ place: { region: '232701', kind: 'elderCare' }, on: '2022-02-01', known: '2026-11-22T09:00' },
      ...{ risk: 'low', measures: [{ ...rule, state: 'holds', facts: [] }], hash },
    },
  },
  showDetermination: {
    ...{ method: 'GET', path: '/determinations', status: 200 },
    example: { region: '$REGION', kind: 'elderCare', on: '$HOLIDAY' },
    answer: { hash, receipt: '{"clocks":{"factsAt":"2022-02-01"}}' },
  },
  listStandings: {
    ...{ method: 'GET', path: '/standings', status: 200 },
    example: { limit: 20 },
    answer: {
      on: '2022-02-01',
      standings: [
        {
          ...{ unit: 'test-1a2b3c4d', name: '演练养老院', place: { region: '232701', kind: 'elderCare' } },
          ...{ rules: [rule.rule], clauses: rule.clauses, modality: rule.modality, requirement: rule.requirement },
          ...{ standing: 'due', due: null, since: null, missing: ['closedManagement'] },
        },
      ],
      next: null,
    },
  },
  resetSandbox: {
    ...{ method: 'POST', path: '/sandbox/reset', status: 200 },
    example: {},
    answer: { office: 'test-1a2b3c4d' },
  },
};

export const operationNames = Object.keys(operations) as OperationName[];

/** Names in braces: what of an input stands in the address. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}
