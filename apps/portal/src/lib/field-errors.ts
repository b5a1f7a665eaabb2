import { fields, isOwnField, type Field, type FieldErrorCode, type OwnField } from '@anmin/domain/appointments/answers';
import { positionsOf } from '@anmin/domain/appointments/party';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { namedText, partyWord } from '@anmin/words/vocabulary';
import { servicesKnown } from '#lib/services.ts';

export type FieldWords = { readonly field: string; readonly text: string };

/** The fields a refused form must mend, each with its sentence and the id of the control it belongs to. */
export function fieldErrorsIn(refusal: Refusal | null | undefined, service: string): FieldWords[] {
  const named = refusal?.facts['fields'];
  if (refusal?.refused !== 'wrongInput' || !Array.isArray(named)) return [];
  return named.flatMap((entry) => {
    const [name = '', code = '', n = ''] = String(entry).split(':');
    const field = isOwnField(name) ? name : fields.find((known) => known === name);
    const words = sentences[code as FieldErrorCode] as Sentence | undefined;
    return field === undefined || words === undefined
      ? []
      : [{ field: controlOf(field), text: words(asked(field, service), n) }];
  });
}

type Sentence = (who: string, n: string) => string;

const sentences: Readonly<Record<FieldErrorCode, Sentence>> = {
  'resident.unnamed': () => m.error_resident_unnamed(),
  'resident.empty': () => m.error_resident_empty(),
  'resident.tail': () => m.error_resident_tail(),
  'relation.empty': () => m.error_relation(),
  'method.empty': () => m.error_method(),
  'children.wrong': (_, n) => m.error_children({ n }),
  'wish.wrong': () => m.error_wish(),
  'admission.empty': () => m.error_admission(),
  'service.empty': () => m.error_service_empty(),
  'office.empty': () => m.error_office_empty(),
  'slot.empty': () => m.error_slot_empty(),
  'application.empty': () => m.error_application_empty(),
  'application.date': () => m.error_application_date(),
  'application.future': () => m.error_application_future(),
  'name.empty': (who) => m.error_name_empty({ who }),
  'name.digit': (who) => m.error_name_digit({ who }),
  'name.length': (who) => m.error_name_length({ who }),
  'id.empty': (who) => m.error_id_empty({ who }),
  'id.old15': () => m.error_id_old15(),
  'id.length': (who, n) => m.error_id_length({ who, n }),
  'id.char': (who) => m.error_id_char({ who }),
  'id.region': (who) => m.error_id_region({ who }),
  'id.date': (who) => m.error_id_date({ who }),
  'id.future': (who) => m.error_id_future({ who }),
  'id.check': (who) => m.error_id_check({ who }),
  'id.sex': (who) => (who === m.party_man() ? m.error_id_sex_man() : m.error_id_sex_woman()),
  'id.same': () => m.error_id_same(),
  'phone.empty': () => m.error_phone_empty(),
  'phone.wrong': () => m.error_phone(),
  'stay.empty': (who) => m.error_stay_empty({ who }),
  'quarantine.empty': (who) => m.error_quarantine_empty({ who }),
  'quarantine.date': (who) => m.error_quarantine_date({ who }),
  'id.tail': (who) => m.error_id_tail({ who }),
  'people.wrong': () => m.error_people(),
  'choice.empty': (what) => m.error_choice({ what }),
  'declaration.empty': (what) => m.error_declaration({ what }),
};

/** Of whom a sentence speaks, or of what, where a service asks in words of its own. */
function asked(field: Field, service: string): string {
  if (isOwnField(field)) return titleOf(field, service);
  const position = positionsOf(service).find((one) => field.includes(String(one)));
  if (position !== undefined || positionsOf(service).length > 0) return partyWord(service, position ?? 1);
  return m.visit_visitor({ n: /\d$/.exec(field)?.[0] ?? '1' });
}

function titleOf(field: OwnField, service: string): string {
  const asks = servicesKnown().find(({ id }) => id === service)?.asks ?? [];
  const own = asks.find((it) => 'id' in it && `ask.${it.id}` === field);
  if (own?.ask === 'choice') return namedText(own.title);
  return own?.ask === 'declaration' ? namedText(own.text) : '';
}

/** The desk writes a date in one control where the citizen has three. */
function controlOf(field: Field): string {
  if (field.startsWith('application')) return 'applicationDate';
  const position = /^quarantine([12])/.exec(field)?.[1];
  if (position !== undefined) return `quarantineDate${position}`;
  return field === 'time' ? 'day' : field;
}
