import { countedKinds } from '@anmin/domain/appointments/inside';
import { visitedKinds } from '@anmin/domain/appointments/services/care';
import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import type { Ability } from '@anmin/domain/organisation/roles';
import { m } from '@anmin/words/m';
import { may } from '#lib/may.ts';
import { officesFor, officesOfKind } from '#lib/office.ts';
import type { Me } from '#lib/rows.ts';

/** `ability` null: for everybody who works here. */
type Item = {
  readonly href: string;
  readonly name: () => string;
  readonly ability: Ability | null;
  /** Kinds of office it is about; absent: any. */
  readonly kinds?: readonly InstitutionKind[];
};
type Group = {
  readonly title: (() => string) | null;
  /** Whether its pages are about an office each, and say nothing where somebody has none. */
  readonly ofOffices: boolean;
  readonly items: readonly Item[];
};

/** What somebody may do, and nothing else. Who arranges offices without leading one sees the arrangements first. */
export function menuFor(me: Pick<Me, 'abilities' | 'officesOf'>): readonly Group[] {
  const arranges = may(me, 'plans.change') && !may(me, 'staff.manage');
  const work = arranges ? [arrangements, counter, measures] : [counter, arrangements, measures];
  return [first, ...work, organisation, system]
    .map((group) => ({ ...group, items: group.items.filter((item) => isFor(me, item, group.ofOffices)) }))
    .filter(({ items }) => items.length > 0);
}

function isFor(me: Pick<Me, 'abilities' | 'officesOf'>, { ability, kinds }: Item, ofOffices: boolean): boolean {
  if (ability === null) return true;
  if (!ofOffices) return may(me, ability);
  return (kinds === undefined ? officesFor(me, ability) : officesOfKind(me, ability, kinds)).length > 0;
}

const first: Group = {
  title: null,
  ofOffices: false,
  items: [
    { href: '/admin/todo', name: m.portal_todo, ability: null },
    { href: '/admin/dashboard', name: m.dashboard_title, ability: 'measures.see' },
  ],
};

const counter: Group = {
  title: m.portal_menu_counter,
  ofOffices: true,
  items: [
    { href: '/admin/', name: m.portal_sheet, ability: 'counter.see' },
    { href: '/admin/queue', name: m.queue_title, ability: 'counter.see' },
    { href: '/admin/inside', name: m.inside_title, ability: 'counter.serve', kinds: countedKinds },
    { href: '/admin/walk-in', name: m.walk_in_title, ability: 'counter.serve' },
    { href: '/admin/on-behalf', name: m.portal_behalf, ability: 'counter.serve' },
    { href: '/admin/displaced', name: m.portal_displaced, ability: 'counter.see' },
    { href: '/admin/visits', name: m.visits_title, ability: 'counter.see', kinds: visitedKinds },
    { href: '/admin/calls', name: m.calls_title, ability: 'counter.see' },
    { href: '/admin/waiting', name: m.line_menu, ability: 'counter.see' },
    { href: '/admin/release', name: m.portal_release, ability: 'counter.serve' },
    { href: '/admin/statistics', name: m.statistics_title, ability: 'counter.see' },
    { href: '/admin/reports', name: m.portal_reports, ability: 'counter.see' },
  ],
};

const arrangements: Group = {
  title: m.portal_menu_arrangements,
  ofOffices: true,
  items: [
    { href: '/admin/plan', name: m.portal_plan, ability: 'plans.see' },
    { href: '/admin/services', name: m.own_services, ability: 'plans.see' },
    { href: '/admin/contacts', name: m.portal_contacts, ability: 'plans.see' },
    { href: '/admin/displays', name: m.displays_title, ability: 'plans.change' },
    { href: '/admin/ballots', name: m.ballot_title, ability: 'plans.see' },
    { href: '/admin/closures', name: m.portal_closures, ability: 'closures.see' },
    { href: '/admin/feedback', name: m.portal_feedback, ability: 'feedback.see' },
    { href: '/admin/requests', name: m.portal_requests, ability: 'requests.see' },
    { href: '/admin/exports', name: m.portal_exports, ability: 'exports.see' },
  ],
};

const measures: Group = {
  title: m.portal_menu_rules,
  ofOffices: false,
  items: [
    { href: '/admin/duties', name: m.duties_title, ability: 'measures.see' },
    { href: '/admin/facts', name: m.facts_title, ability: 'measures.see' },
    { href: '/admin/decisions', name: m.decisions_title, ability: 'measures.see' },
    { href: '/admin/closings', name: m.closings_title, ability: 'closures.see' },
    { href: '/admin/notices', name: m.portal_notices, ability: 'measures.see' },
    { href: '/admin/required', name: m.required_title, ability: null },
    { href: '/admin/vaccination', name: m.vaccination_title, ability: 'vaccination.see' },
    { href: '/admin/gate', name: m.gate_title, ability: 'gate.check' },
    { href: '/admin/people', name: m.people_title, ability: 'people.see' },
    { href: '/admin/evidence', name: m.evidence_title, ability: 'evidence.see' },
  ],
};

const organisation: Group = {
  title: m.portal_menu_organisation,
  ofOffices: false,
  items: [
    { href: '/admin/staff', name: m.portal_staff, ability: 'staff.see' },
    { href: '/admin/units', name: m.portal_units, ability: 'units.see' },
    { href: '/admin/delegations', name: m.portal_delegations, ability: 'staff.see' },
  ],
};

const system: Group = {
  title: m.portal_menu_system,
  ofOffices: false,
  items: [
    { href: '/admin/journal', name: m.portal_journal, ability: 'journal.see' },
    { href: '/admin/sign-ins', name: m.portal_sign_ins, ability: 'journal.see' },
    { href: '/admin/checks', name: m.checks_title, ability: 'checks.see' },
    { href: '/admin/reveals', name: m.portal_reveals, ability: 'journal.see' },
    { href: '/admin/clients', name: m.portal_clients, ability: 'clients.see' },
    { href: '/admin/settings', name: m.portal_settings, ability: 'plans.see' },
    { href: '/admin/retention', name: m.portal_retention, ability: 'retention.see' },
    { href: '/admin/dictionaries', name: m.portal_dictionaries, ability: null },
  ],
};
