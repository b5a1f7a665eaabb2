import type { Answers, Field, FieldError, Reading } from '@anmin/domain/appointments/answers';
import { fieldsFor, type Application, readApplication } from '@anmin/domain/appointments/application';
import { admissionAsked } from '@anmin/domain/appointments/entering';
import { lawOn } from '@anmin/domain/appointments/law';
import { askedBy, findService, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { asSettled } from '@anmin/domain/appointments/visit-rules';
import { daySchema, officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { officeNow } from '../office/now.ts';
import { bookOn, recentOffice, settingOn, type Office } from '../office/office.ts';
import { Refused, type Context } from '../trpc.ts';

export type Read = {
  readonly reading: Reading;
  readonly fields: readonly Field[];
  readonly application: Application | null;
  readonly errors: readonly FieldError[];
};

/** Reads typed answers under the rules that hold for the chosen office and day. */
export async function readAnswers(
  ctx: Context,
  answers: Answers,
  { phoneOptional }: { phoneOptional: boolean },
): Promise<Read> {
  const office = answers.office === undefined || answers.office === '' ? null : await recentOffice(ctx, answers.office);
  const today = officeDay(office?.now ?? (await officeNow(ctx.board.db)));
  const on = daySchema.safeParse(answers.day).success ? Temporal.PlainDate.from(answers.day ?? '') : today;
  const setting = office === null ? undefined : settingOn(office, on);
  const services = ctx.services.map((it) => asSettled(it, setting?.rules.visits));
  const service = findService(services, answers.service);
  const reading: Reading = {
    services,
    today,
    demo: ctx.demo,
    gate: office !== null && screens(ctx, office, answers, today),
    phoneOptional,
    ...(office === null || setting === undefined || service === null
      ? {}
      : admissionOf(ctx, office, { service, day: on })),
  };
  const read = readApplication(answers, reading);
  return {
    reading,
    fields: fieldsFor(service, reading.gate, reading.admission),
    application: 'application' in read ? read.application : null,
    errors: 'errors' in read ? read.errors : [],
  };
}

function admissionOf(
  ctx: Context,
  office: Office,
  { service, day }: { service: ServiceDefinition; day: Temporal.PlainDate },
): Pick<Reading, 'admission'> {
  if (askedBy(service, 'admission') === undefined) return {};
  const asked = admissionAsked(ctx.packs, bookOn(ctx, office, day), { service: service.id, day }, office.now);
  return asked === undefined ? {} : { admission: asked };
}

/** The application, or a refusal that names every field to mend. */
export function completeApplication({ application, errors }: Read): Application {
  if (application === null) throw new Refused(refuse('wrongInput', [], { fields: errors.map(fieldToMend) }));
  return application;
}

/** `id1:id.length:17`: the field, what is wrong, and for a wrong length the characters counted. */
function fieldToMend({ field, code, facts: { n } }: FieldError): string {
  return code === 'id.length' ? `${field}:${code}:${n ?? ''}` : `${field}:${code}`;
}

function screens(
  { packs, services }: Pick<Context, 'packs' | 'services'>,
  office: Office,
  answers: Answers,
  today: Temporal.PlainDate,
): boolean {
  const service = findService(services, answers.service);
  if (service === null) return false;
  const { region, kind } = office.institution;
  const day = daySchema.safeParse(answers.day).success ? Temporal.PlainDate.from(answers.day ?? '') : today;
  return lawOn(packs, { region, kind }, service.id, today, day).gate !== null;
}
