import type { Ability } from '@anmin/domain/organisation/roles';
import { m } from '@anmin/words/m';

/** `ability` null: for everybody who works here. */
type Item = { readonly href: string; readonly name: () => string; readonly ability: Ability | null };
type Group = { readonly title: (() => string) | null; readonly items: readonly Item[] };

/** What somebody may do, and nothing else. Who arranges without serving the counter sees the arrangements first. */
export function menuFor(abilities: readonly Ability[]): readonly Group[] {
  const work = abilities.includes('staff.manage') ? [counter, arrangements, rules] : [arrangements, counter, rules];
  return [first, ...work, organisation, system]
    .map(({ title, items }) => ({
      title,
      items: items.filter(({ ability }) => ability === null || abilities.includes(ability)),
    }))
    .filter(({ items }) => items.length > 0);
}

const first: Group = { title: null, items: [{ href: '/admin/todo', name: m.portal_todo, ability: null }] };

const counter: Group = {
  title: m.portal_menu_counter,
  items: [
    { href: '/admin/', name: m.portal_sheet, ability: 'counter.see' },
    { href: '/admin/on-behalf', name: m.portal_behalf, ability: 'counter.serve' },
    { href: '/admin/displaced', name: m.portal_displaced, ability: 'counter.see' },
    { href: '/admin/release', name: m.portal_release, ability: 'counter.serve' },
  ],
};

const arrangements: Group = {
  title: m.portal_menu_arrangements,
  items: [
    { href: '/admin/plan', name: m.portal_plan, ability: 'plans.see' },
    { href: '/admin/contacts', name: m.portal_contacts, ability: 'plans.see' },
    { href: '/admin/closures', name: m.portal_closures, ability: 'closures.see' },
    { href: '/admin/feedback', name: m.portal_feedback, ability: 'feedback.see' },
    { href: '/admin/requests', name: m.portal_requests, ability: 'requests.see' },
    { href: '/admin/exports', name: m.portal_exports, ability: 'exports.see' },
  ],
};

const rules: Group = {
  title: m.portal_menu_rules,
  items: [
    { href: '/admin/notices', name: m.portal_notices, ability: 'counter.see' },
    { href: '/admin/reports', name: m.portal_reports, ability: 'counter.see' },
  ],
};

const organisation: Group = {
  title: m.portal_menu_organisation,
  items: [
    { href: '/admin/staff', name: m.portal_staff, ability: 'staff.see' },
    { href: '/admin/units', name: m.portal_units, ability: 'units.see' },
    { href: '/admin/delegations', name: m.portal_delegations, ability: 'staff.see' },
  ],
};

const system: Group = {
  title: m.portal_menu_system,
  items: [
    { href: '/admin/journal', name: m.portal_journal, ability: 'journal.see' },
    { href: '/admin/sign-ins', name: m.portal_sign_ins, ability: 'journal.see' },
    { href: '/admin/clients', name: m.portal_clients, ability: 'clients.see' },
    { href: '/admin/settings', name: m.portal_settings, ability: 'plans.see' },
    { href: '/admin/dictionaries', name: m.portal_dictionaries, ability: null },
  ],
};
