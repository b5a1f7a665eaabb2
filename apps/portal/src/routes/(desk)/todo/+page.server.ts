import { may } from '#lib/may.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

/** The first page of everybody: what waits for them, and how what they look after stands. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent();
  const { todo, dashboard } = locals.api;
  const [tasks, board] = await Promise.all([
    ask(todo.list.query()),
    may(me, 'measures.see') ? ask(dashboard.board.query({ unit: null, day: null })) : null,
  ]);
  return { tasks, board };
};
