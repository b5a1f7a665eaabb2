import { assessmentCriteria } from '@anmin/domain/vaccination/assessment';
import { vaccineKinds } from '@anmin/domain/vaccination/dose';
import { hindranceKinds } from '@anmin/domain/vaccination/hindrance';
import { isDay } from '#lib/days.ts';
import { aftercareActs, aftercareReadings } from '#lib/server/aftercare-form.ts';
import { ended, type Given, type Read } from '#lib/server/vaccination-read.ts';

/** What is done to a person's record, each with a form of its own; `dose` with an id corrects that one. */
export const vaccinationActs = [
  ...(['dose', 'strike', 'hindrance', 'end', 'assessment', 'contact'] as const),
  ...aftercareActs,
] as const;
export type VaccinationAct = (typeof vaccinationActs)[number];

/** What somebody typed, what is wrong with it, and how it is sent once nothing is. */
export function readVaccination(act: VaccinationAct, given: Given): Read & { readonly typed: Record<string, string> } {
  const names = given.form.names().filter((name) => name !== 'key');
  const typed = Object.fromEntries(names.map((name) => [name, given.form.text(name)]));
  return { typed, ...readings[act](given) };
}

const readings: Readonly<Record<VaccinationAct, (given: Given) => Read>> = {
  dose: (given) => (given.id === null ? entered(given) : corrected(given, given.id)),
  strike: (given) => ended(given, (verbs, wish) => verbs.strikeDose.mutate(wish)),
  end: (given) => ended(given, (verbs, wish) => verbs.endHindrance.mutate(wish)),
  hindrance: hindered,
  assessment: assessed,
  contact: contacted,
  ...aftercareReadings,
};

function doseIn({ form }: Given) {
  const number = Number(form.text('number'));
  const kind = vaccineKinds.find((it) => it === form.text('kind'));
  const wrong = [
    ...(kind === undefined ? (['kind'] as const) : []),
    ...(Number.isInteger(number) && number >= 1 && number <= 9 ? [] : (['number'] as const)),
    ...(isDay(form.text('on')) ? [] : (['on'] as const)),
  ];
  const [product, batch, place] = [form.text('product'), form.text('batch'), form.text('place')];
  return { wrong, dose: { kind: kind ?? 'other', number, on: form.text('on'), product, batch, place } };
}

function entered(given: Given): Read {
  const { wrong, dose } = doseIn(given);
  const { unit, person } = given;
  return { wrong, send: (verbs) => verbs.enterDose.mutate({ key: given.form.text('key'), unit, person, dose }) };
}

function corrected(given: Given, id: string): Read {
  const { wrong, dose } = doseIn(given);
  const reason = given.form.text('reason');
  const key = given.form.text('key');
  return {
    wrong: [...wrong, ...(reason.length < 2 ? (['reason'] as const) : [])],
    send: (verbs) => verbs.correctDose.mutate({ key, unit: given.unit, id, reason, dose }),
  };
}

function hindered({ form, unit, person }: Given): Read {
  const kind = hindranceKinds.find((it) => it === form.text('kind'));
  const [from, until] = [form.text('from'), form.text('until')];
  const hindrance = { kind: kind ?? 'registered', from, until: until || null };
  const told = { evidence: form.text('evidence'), note: form.text('note') };
  return {
    wrong: [
      ...(kind === undefined ? (['kind'] as const) : []),
      ...(isDay(from) ? [] : (['from'] as const)),
      ...(until === '' || isDay(until) ? [] : (['until'] as const)),
    ],
    send: (verbs) => verbs.hinder.mutate({ key: form.text('key'), unit, person, hindrance: { ...hindrance, ...told } }),
  };
}

function assessed({ form, unit, person }: Given): Read {
  const [on, medic] = [form.text('on'), form.text('medic')];
  const isTrue = (name: string) => form.text(name) === 'yes';
  const assessment = {
    ...{ on, medic, conditionGood: isTrue('conditionGood') },
    ...{ medicationStable: isTrue('medicationStable'), suitable: isTrue('suitable') },
  };
  return {
    wrong: [
      ...(isDay(on) ? [] : (['on'] as const)),
      ...assessmentCriteria.filter((it) => form.text(it) === ''),
      ...(medic.length < 2 ? (['medic'] as const) : []),
    ],
    send: (verbs) => verbs.assess.mutate({ key: form.text('key'), unit, person, assessment }),
  };
}

function contacted({ form, unit, person }: Given): Read {
  const [on, nextOn] = [form.text('on'), form.text('nextOn')];
  const contact = { on, nextOn: nextOn || null, note: form.text('note') };
  return {
    wrong: [...(isDay(on) ? [] : (['on'] as const)), ...(nextOn === '' || isDay(nextOn) ? [] : (['nextOn'] as const))],
    send: (verbs) => verbs.contact.mutate({ key: form.text('key'), unit, person, contact }),
  };
}
