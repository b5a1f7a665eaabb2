import { m } from '@anmin/words/m';

type Item = { readonly href: string; readonly name: () => string };
type Group = { readonly title: () => string; readonly items: readonly Item[] };

/** The counter works the day; the bureau looks over its offices, so what it arranges comes first. */
export function menuFor(role: 'clerk' | 'bureau'): readonly Group[] {
  return role === 'clerk' ? [counter, arrangements, rules] : [arrangements, counter, rules];
}

const counter: Group = {
  title: m.portal_menu_counter,
  items: [
    { href: '/admin/', name: m.portal_sheet },
    { href: '/admin/on-behalf', name: m.portal_behalf },
    { href: '/admin/displaced', name: m.portal_displaced },
    { href: '/admin/release', name: m.portal_release },
  ],
};

const arrangements: Group = {
  title: m.portal_menu_arrangements,
  items: [
    { href: '/admin/plan', name: m.portal_plan },
    { href: '/admin/contacts', name: m.portal_contacts },
    { href: '/admin/closures', name: m.portal_closures },
    { href: '/admin/feedback', name: m.portal_feedback },
  ],
};

const rules: Group = {
  title: m.portal_menu_rules,
  items: [
    { href: '/admin/notices', name: m.portal_notices },
    { href: '/admin/reports', name: m.portal_reports },
  ],
};
