import { isDay } from '#lib/days.ts';
import type { Fields } from '#lib/server/form.ts';

export type ScreeningValues = { stay: string; quarantine: string; temperature: string };

/** What the desk asked of each party. Temperatures are typed as 36.5 or 365 and travel as tenths of a degree. */
export function readScreening(form: Fields) {
  const values = form.all('party').map((position) => ({
    stay: form.text(`stay${position}`),
    quarantine: form.text(`quarantine${position}`),
    temperature: form.text(`temperature${position}`),
  }));
  const errors = values.flatMap((party, index) => errorsIn(party, index + 1));
  const parties = values.map(({ stay, quarantine, temperature }) => ({
    keyAreaStay: stay === 'yes',
    quarantineEnd: quarantine === '' ? null : quarantine,
    temperature: tenths(temperature),
  }));
  return { values, errors, parties };
}

export type ScreeningError = { field: string; code: 'stay' | 'quarantine' | 'temperature'; position: number };

function errorsIn({ stay, quarantine, temperature }: ScreeningValues, position: number): ScreeningError[] {
  const wrong: ScreeningError[] = [];
  if (stay !== 'yes' && stay !== 'no') wrong.push({ field: `stay${position}`, code: 'stay', position });
  if (quarantine !== '' && !isDay(quarantine))
    wrong.push({ field: `quarantine${position}`, code: 'quarantine', position });
  const read = tenths(temperature);
  if (temperature !== '' && (read === null || read < 340 || read > 430))
    wrong.push({ field: `temperature${position}`, code: 'temperature', position });
  return wrong;
}

function tenths(text: string): number | null {
  if (!/^\d{2}([.．]?\d)?$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  return digits.length === 2 ? Number(digits) * 10 : Number(digits);
}
