import type { ClientEvent, ClientScope } from '@anmin/domain/organisation/clients';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { secondOf } from '#lib/days.ts';
import type { KeyRow } from '#lib/rows.ts';

export const scopeWord: Readonly<Record<ClientScope, () => string>> = {
  'offices.read': m.client_scope_offices_read,
  'bookings.read': m.client_scope_bookings_read,
  'bookings.write': m.client_scope_bookings_write,
  'webhooks.manage': m.client_scope_webhooks_manage,
  'measures.read': m.client_scope_measures_read,
};

export const eventWord: Readonly<Record<ClientEvent, () => string>> = {
  'booking.created': m.client_event_created,
  'booking.changed': m.client_event_changed,
  'booking.cancelled': m.client_event_cancelled,
  'booking.left': m.client_event_left,
};

export const clientDoneWords: Readonly<Record<string, () => string>> = {
  open: m.client_done_open,
  rename: m.client_done_rename,
  reset: m.client_done_reset,
  end: m.client_done_end,
  revoke: m.client_done_revoke,
  unhook: m.client_done_unhook,
};

export function keyState({ active, revokedAt }: KeyRow): string {
  if (revokedAt !== null) return m.client_key_revoked();
  return active ? m.client_key_active() : m.client_key_expired();
}

export function lastUse({ lastUsedAt }: KeyRow): string {
  return lastUsedAt === null ? m.client_key_unused() : secondOf(lastUsedAt);
}

/** An active key on one line, as the list of clients shows it. */
export function keyLine({ hint, expiresAt, lastUsedAt }: KeyRow): string {
  const used = lastUsedAt === null ? m.client_key_unused() : m.client_key_used({ at: secondOf(lastUsedAt) });
  return m.client_key_line({ hint, until: secondOf(expiresAt), used });
}

/** More requests a minute than any client may be given. */
export const mostPerMinute = 100_000;

export const clientFields = ['name', 'contact', 'unit', 'channel', 'use', 'perMinute', 'scopes', 'days'] as const;
export type ClientField = (typeof clientFields)[number];

/** What must be mended, in words, whether the page saw it or the office did. */
export function clientErrors(wrong: readonly ClientField[], refusal: Refusal | null | undefined, longestKeyDays = 0) {
  const named = refusal?.refused === 'wrongInput' ? refusal.facts['fields'] : [];
  const refused = Array.isArray(named) ? officeErrors.filter(({ code }) => named.includes(code)) : [];
  return [
    ...wrong.map((field) => ({ field, text: sentences[field](longestKeyDays) })),
    ...refused.map(({ field, text }) => ({ field, text: text(longestKeyDays) })),
  ];
}

const sentences: Readonly<Record<ClientField, (longestKeyDays: number) => string>> = {
  name: m.client_name_empty,
  contact: m.client_contact_empty,
  unit: m.staff_unit_empty,
  channel: m.client_channel_empty,
  use: m.client_use_empty,
  perMinute: () => m.client_per_minute_wrong({ n: mostPerMinute }),
  scopes: m.client_scopes_empty,
  days: (n) => m.client_days_wrong({ n }),
};

const officeErrors: readonly { code: string; field: string; text: (longestKeyDays: number) => string }[] = [
  { code: 'addresses:address.empty', field: 'addresses', text: () => m.client_addresses_empty() },
  { code: 'addresses:address.wrong', field: 'addresses', text: () => m.client_addresses_wrong() },
  { code: 'days:range', field: 'days', text: (n) => m.client_days_wrong({ n }) },
];
