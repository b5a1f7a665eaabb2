import type { Action } from '@anmin/domain/organisation/actions';
import type { Ability } from '@anmin/domain/organisation/roles';
import { m } from '@anmin/words/m';
import { may } from '#lib/may.ts';
import type { JournalRow, Me } from '#lib/rows.ts';

/** What an entry is about in words, and where its reader may look at it; null: nowhere, or not this reader. */
export function subjectOf(row: JournalRow, me: Me): { readonly text: string; readonly href: string | null } {
  const room = roomOf(row.action);
  if (room === undefined) return { text: row.about ?? '', href: null };
  const { ability, word, at, ofOffice } = room;
  const open = ofOffice ? row.office !== null && may(me, ability, row.office) : may(me, ability);
  return { text: row.about ?? word(), href: open ? at(row) : null };
}

type Room = {
  readonly ability: Ability;
  readonly word: () => string;
  readonly at: (row: JournalRow) => string;
  /** Looked at office by office. */
  readonly ofOffice: boolean;
};

function roomOf(action: Action): Room | undefined {
  return ofActions[action] ?? ofKinds[action.split('.')[0] ?? ''];
}

const closings: Room = {
  ...{ ability: 'closures.see', word: m.closings_title, ofOffice: false },
  at: () => '/admin/closings',
};

/** An institution that is shut is no change of the unit itself. */
const ofActions: Partial<Record<Action, Room>> = { 'unit.closed': closings, 'unit.closureLifted': closings };

const clients: Room = {
  ...{ ability: 'clients.see', word: m.portal_clients, ofOffice: false },
  at: () => '/admin/clients',
};

const vaccination: Room = {
  ...{ ability: 'vaccination.see', word: m.vaccination_title, ofOffice: false },
  at: ({ office }) => `/admin/vaccination?unit=${office}`,
};
const ofKinds: Readonly<Record<string, Room | undefined>> = {
  member: {
    ...{ ability: 'people.see', word: m.people_title, ofOffice: false },
    at: ({ subject }) => `/admin/people/${subject}`,
  },
  booking: {
    ...{ ability: 'counter.see', word: m.journal_look_booking, ofOffice: true },
    at: ({ subject }) => `/admin/bookings/${subject}`,
  },
  request: {
    ...{ ability: 'requests.see', word: m.portal_requests, ofOffice: true },
    at: ({ subject, office }) => `/admin/requests/${subject}?office=${office}`,
  },
  export: {
    ...{ ability: 'exports.see', word: m.portal_exports, ofOffice: true },
    at: ({ office }) => `/admin/exports?office=${office}`,
  },
  unit: {
    ...{ ability: 'units.see', word: m.portal_units, ofOffice: false },
    at: ({ subject }) => `/admin/units/${subject}`,
  },
  client: clients,
  webhook: clients,
  fact: { ability: 'measures.see', word: m.facts_title, ofOffice: false, at: () => '/admin/facts' },
  decision: { ability: 'measures.see', word: m.decisions_title, ofOffice: false, at: () => '/admin/decisions' },
  notice: { ability: 'measures.see', word: m.portal_notices, ofOffice: false, at: () => '/admin/notices' },
  ticket: {
    ...{ ability: 'counter.see', word: m.queue_title, ofOffice: true },
    at: ({ office }) => `/admin/queue?office=${office}`,
  },
  display: {
    ...{ ability: 'plans.change', word: m.displays_title, ofOffice: true },
    at: ({ office }) => `/admin/displays?office=${office}`,
  },
  dose: vaccination,
  hindrance: vaccination,
  assessment: vaccination,
  contact: vaccination,
  course: vaccination,
  circular: vaccination,
  followUp: vaccination,
  reaction: vaccination,
  incentive: vaccination,
  vaccinationDay: {
    ...{ ability: 'vaccination.see', word: m.vaccination_sessions, ofOffice: false },
    at: ({ subject }) => `/admin/vaccination/sessions/${subject}`,
  },
  inside: {
    ...{ ability: 'counter.serve', word: m.inside_title, ofOffice: true },
    at: ({ office }) => `/admin/inside?office=${office}`,
  },
  gate: { ability: 'gate.check', word: m.gate_title, ofOffice: false, at: () => '/admin/gate' },
};
