import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import type { Task } from '#lib/rows.ts';

type Me = { readonly office: { id: string } | null; readonly offices: readonly { id: string; name: string }[] };

/** A task in words, with the list it opens: that list holds as many as the task counts. */
export function taskOf(task: Task, me: Me) {
  const { kind, count, day, office } = task;
  const where = office === null || me.office !== null ? '' : (me.offices.find(({ id }) => id === office)?.name ?? '');
  const asked = { ...(office === null || me.office !== null ? {} : { office }), ...(day === null ? {} : { day }) };
  const { text, path, urgency, state } = terms[kind];
  const query = new URLSearchParams({ ...asked, ...(state === undefined ? {} : { state }) });
  return {
    count,
    urgency,
    text: [where, text(day === null ? '' : plainDay(day))].filter(Boolean).join(' '),
    href: query.size === 0 ? path : `${path}?${query.toString()}`,
  };
}

type Terms = {
  readonly text: (day: string) => string;
  readonly path: string;
  readonly urgency: 'overdue' | 'today' | 'open';
  /** the filter of the day sheet */
  readonly state?: string;
};

const terms: Readonly<Record<Task['kind'], Terms>> = {
  unreached: { text: () => m.todo_unreached(), path: '/admin/displaced', urgency: 'overdue' },
  noOutcome: { text: (day) => m.todo_no_outcome({ day }), path: '/admin/', urgency: 'overdue', state: 'noOutcome' },
  waiting: { text: () => m.todo_waiting(), path: '/admin/', urgency: 'today', state: 'checkedIn' },
  displaced: { text: () => m.todo_displaced(), path: '/admin/displaced', urgency: 'today' },
  feedback: { text: () => m.todo_feedback(), path: '/admin/feedback', urgency: 'open' },
  ending: { text: () => m.todo_ending(), path: '/admin/delegations', urgency: 'open' },
};
