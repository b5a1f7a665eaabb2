import type { Ability } from '@anmin/domain/organisation/roles';
import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import { officeName } from '#lib/office.ts';
import type { Me, Task } from '#lib/rows.ts';

/** A task in words, with the list it opens: that list holds as many as the task counts. */
export function taskOf({ kind, count, day, due, office, urgency }: Task, me: Me) {
  const { ability, text, path, filter } = terms[kind];
  const where = office === null || me.office !== null ? '' : officeName(me, ability, office);
  const query = new URLSearchParams({ ...(office === null ? {} : { office }), ...filter(day ?? '') });
  return {
    count,
    urgency,
    text: [where, text(day === null ? '' : plainDay(day), due === null ? null : plainDay(due))]
      .filter(Boolean)
      .join(' '),
    href: query.size === 0 ? path : `${path}?${query.toString()}`,
  };
}

type Terms = {
  /** what seeing its list takes */
  readonly ability: Ability;
  readonly text: (day: string, due: string | null) => string;
  readonly path: string;
  /** what its list is filtered by */
  readonly filter: (day: string) => Record<string, string>;
};

const terms: Readonly<Record<Task['kind'], Terms>> = {
  unreached: {
    ...{ ability: 'counter.see', text: () => m.todo_unreached(), path: '/admin/calls' },
    filter: () => ({}),
  },
  noOutcome: {
    ...{ ability: 'counter.see', text: (day) => m.todo_no_outcome({ day }), path: '/admin/' },
    filter: (day) => ({ day, state: 'noOutcome' }),
  },
  requests: {
    ...{ ability: 'requests.see', path: '/admin/requests' },
    text: (_, due) => (due === null ? m.todo_requests() : m.todo_requests_due({ day: due })),
    filter: () => ({ state: 'open' }),
  },
  waiting: {
    ...{ ability: 'counter.see', text: () => m.todo_waiting(), path: '/admin/' },
    filter: () => ({ state: 'checkedIn' }),
  },
  visits: {
    ...{ ability: 'counter.see', text: () => m.todo_visits(), path: '/admin/visits' },
    filter: () => ({}),
  },
  displaced: {
    ...{ ability: 'counter.see', text: () => m.todo_displaced(), path: '/admin/displaced' },
    filter: () => ({}),
  },
  feedback: {
    ...{ ability: 'feedback.see', text: (day) => m.todo_feedback({ day }), path: '/admin/feedback' },
    filter: (from) => ({ from }),
  },
  ending: {
    ...{ ability: 'staff.see', text: (day) => m.todo_ending({ day }), path: '/admin/delegations' },
    filter: (until) => ({ until }),
  },
  dutiesBreached: {
    ...{ ability: 'measures.see', text: () => m.todo_duties_breached(), path: '/admin/duties/overview' },
    filter: () => ({ standing: 'breached' }),
  },
  dutiesDue: {
    ...{ ability: 'measures.see', path: '/admin/duties/overview' },
    text: (_, due) => (due === null ? m.todo_duties_due() : m.todo_duties_due_by({ day: due })),
    filter: () => ({ standing: 'due' }),
  },
  unread: {
    ...{ ability: 'measures.see', text: () => m.todo_unread(), path: '/admin/notices/received' },
    filter: () => ({}),
  },
  followUps: {
    ...{ ability: 'vaccination.see', path: '/admin/vaccination/aftercare' },
    text: (_, due) => (due === null ? m.todo_follow_ups() : m.todo_follow_ups_since({ day: due })),
    filter: () => ({}),
  },
  reactions: {
    ...{ ability: 'vaccination.see', text: () => m.todo_reactions(), path: '/admin/vaccination/aftercare' },
    filter: () => ({}),
  },
  decisions: {
    ...{ ability: 'measures.see', text: () => m.todo_decisions(), path: '/admin/decisions' },
    filter: () => ({}),
  },
};
