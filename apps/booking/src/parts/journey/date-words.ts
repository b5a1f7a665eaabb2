import { m } from '@anmin/words/m';

export function dateWords() {
  return { Year: m.field_year(), Month: m.field_month(), Day: m.field_day_of_month() };
}
