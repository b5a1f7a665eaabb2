import type { OverReason } from '@anmin/domain/appointments/inside';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const overReasonWord = {
  together: m.inside_reason_together,
  helping: m.inside_reason_helping,
  leaving: m.inside_reason_leaving,
  shelter: m.inside_reason_shelter,
} satisfies Record<OverReason, Word>;
