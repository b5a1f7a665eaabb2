import { m } from '@anmin/words/m';
import { isDay } from '#lib/days.ts';
import { parseService, type TypedService } from '#lib/own-service.ts';

/** What must be mended before a service is opened, each with its control. */
export function serviceErrors(typed: TypedService): { field: string; text: string }[] {
  const parsed = parseService(typed);
  const found = (parsed.success ? [] : parsed.error.issues).map(({ path, message }) =>
    message in whole ? (whole[message] ?? asks)() : sentenceAt(path.map(String)),
  );
  const errors = [
    ...found,
    ...(typed.reminder.length > 1 ? [sentenceAt(['reminder', '1'])] : []),
    ...(isDay(typed.validFrom) ? [] : [{ field: 'validFrom', text: m.portal_plan_validFrom_empty() }]),
    ...(typed.source.length < 2 ? [{ field: 'source', text: m.own_error({ what: m.own_source() }) }] : []),
  ];
  return errors.filter(({ field, text }, n) => errors.findIndex((it) => it.field === field && it.text === text) === n);
}

function sentenceAt([name = '', part = '']: readonly string[]): { field: string; text: string } {
  const field = name === 'name' ? part : (controls[name] ?? name);
  const what = words[field]?.() ?? '';
  const line = Number.parseInt(part, 10);
  return { field, text: Number.isNaN(line) ? m.own_error({ what }) : m.own_error_line({ what, n: line + 1 }) };
}

const controls: Readonly<Record<string, string>> = { id: 'short' };

const words: Readonly<Record<string, () => string>> = {
  ...{ short: m.own_short, zh: m.own_zh, en: m.own_en, institution: m.own_kind, prefix: m.own_prefix },
  ...{ takes: m.own_takes, unique: m.own_unique, asks: m.own_asks, about: m.own_about },
  ...{ materials: m.own_materials, afterwards: m.own_afterwards, reminder: m.own_reminder },
};

const asks = () => ({ field: 'asks', text: m.own_error({ what: m.own_asks() }) });

const whole: Readonly<Record<string, () => { field: string; text: string }>> = {
  noPhone: () => ({ field: 'asks', text: m.own_no_phone() }),
  askedTwice: () => ({ field: 'asks', text: m.own_asked_twice() }),
  nobodyCounted: () => ({ field: 'takes', text: m.own_nobody_counted() }),
  nobodyIdentified: () => ({ field: 'unique', text: m.own_nobody_identified() }),
};
