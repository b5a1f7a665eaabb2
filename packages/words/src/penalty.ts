import { strikeKinds, type Penalty } from '@anmin/domain/appointments/penalty';
import * as m from '#m';

/** A step of the ladder as citizens read it, made of the very data it is judged by. */
export function penaltyText({ counts, withinDays, blocksDays }: Penalty): string {
  const counted = strikeKinds.flatMap((kind) => {
    const times = counts[kind];
    return times === undefined ? [] : [strikeWord[kind]({ times })];
  });
  return m.penalty_step({ within: withinDays, counted: counted.join(m.penalty_and()), days: blocksDays });
}

const strikeWord = { noShow: m.penalty_no_show, cancelled: m.penalty_cancelled };
