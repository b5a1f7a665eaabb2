import type { QueueRules, TicketAct, TicketState } from '@anmin/domain/appointments/queue';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const ticketStateWord = {
  waiting: m.queue_state_waiting,
  called: m.queue_state_called,
  serving: m.queue_state_serving,
  skipped: m.queue_state_skipped,
  ended: m.queue_state_ended,
} satisfies Record<TicketState, Word>;

export const ticketActWord = {
  call: m.queue_call_here,
  recall: m.queue_recall,
  serve: m.queue_serve,
  skip: m.queue_skip,
  putBack: m.queue_put_back,
} satisfies Record<TicketAct, Word>;

export const lateWord = {
  byArrival: m.queue_plan_late_by_arrival,
  behindAll: m.queue_plan_late_behind_all,
} satisfies Record<QueueRules['late'], Word>;
