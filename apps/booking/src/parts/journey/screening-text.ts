import type { Answers } from '@anmin/domain/appointments/answers';
import type { Position } from '@anmin/domain/appointments/party';
import { m } from '@anmin/words/m';

export function screeningText(answers: Answers, position: Position): string {
  if (answers[`stay${position}`] !== 'yes') return m.field_stay_no();
  const [year = '', month = '', day = ''] = (['Year', 'Month', 'Day'] as const).map(
    (part) => answers[`quarantine${position}${part}`],
  );
  return m.booking_screening_until({ year, month, day });
}
