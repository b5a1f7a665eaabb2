import type { Answers, Field, FieldError } from '@anmin/domain/appointments/answers';
import { askedBy, type Ask, type ServiceDefinition } from '@anmin/domain/appointments/service';
import type { Mode } from '../look.ts';

/** Screens of a service that no law settles; whom one comes to see and how are asked where the service asks them. */
const screens = {
  standard: ['shijian', 'kanwang', 'tianxie'],
  elder: ['zhandian', 'kanwang', 'riqi', 'jidian', 'fangshi', 'tianxie', 'hedui'],
} as const;
export type VisitSlug = (typeof screens)[keyof typeof screens][number];

type Asking = Pick<ServiceDefinition, 'asks'>;

export function visitSteps(mode: Mode, service: Asking): readonly VisitSlug[] {
  const visits = askedBy(service, 'resident') !== undefined;
  return screens[mode].filter((slug) => visits || (slug !== 'kanwang' && slug !== 'fangshi'));
}

export function readVisitSlug(text: string): VisitSlug | undefined {
  return [...screens.standard, ...screens.elder].find((slug) => slug === text);
}

/** What a page asks of what the service asks. */
export function asksOn(mode: Mode, service: Asking, slug: VisitSlug): readonly Ask[] {
  const steps = visitSteps(mode, service);
  return service.asks.filter((it) => pageOf(it, steps) === slug);
}

function pageOf({ ask }: Ask, steps: readonly VisitSlug[]): VisitSlug {
  if (ask === 'resident') return 'kanwang';
  return (ask === 'method' || ask === 'wishes') && steps.includes('fangshi') ? 'fangshi' : 'tianxie';
}

/** The fields a page asks, of all that the service asks now. */
export function fieldsOn(mode: Mode, service: Asking, slug: VisitSlug, asked: readonly Field[]): readonly Field[] {
  if (slug === 'kanwang') return [...ofResident];
  if (slug === 'fangshi') return asked.filter((it) => ofMethod.has(it));
  if (slug !== 'tianxie') return [];
  const elsewhere = visitSteps(mode, service).includes('fangshi') ? [...ofResident, ...ofMethod] : [...ofResident];
  return asked.filter((it) => ![...elsewhere, 'service', 'office', 'day', 'time'].includes(it));
}

/** The page of this rendering that asks what the other one asked under this name, and never one past an open question. */
export function placeIn(
  mode: Mode,
  service: Asking,
  slug: VisitSlug,
  answers: Answers,
  errors: readonly FieldError[],
): VisitSlug {
  const steps = visitSteps(mode, service);
  const open = firstOpen(steps, answers, errors);
  const wanted = steps.includes(slug) ? slug : (counterparts[slug] ?? steps[0] ?? slug);
  return steps.indexOf(open) < steps.indexOf(wanted) ? open : wanted;
}

/** Where the standard rendering asks what a page of the other one does. */
const counterparts: Partial<Record<VisitSlug, VisitSlug>> = { hedui: 'tianxie', fangshi: 'tianxie' };

/** The first page with a question that is still open; those before the last are led to, the last may always be looked at. */
function firstOpen(steps: readonly VisitSlug[], answers: Answers, errors: readonly FieldError[]): VisitSlug {
  const { office = '', day = '', time = '' } = answers;
  const wrong = errors.map(({ field }) => field);
  const isOpen: Record<VisitSlug, boolean> = {
    shijian: office === '' || day === '' || time === '',
    zhandian: office === '',
    kanwang: (answers.residentName ?? '') === '' || wrong.some((it) => ofResident.has(it)),
    riqi: day === '',
    jidian: time === '',
    fangshi: wrong.some((it) => ofMethod.has(it)),
    tianxie: errors.length > 0,
    hedui: true,
  };
  return steps.find((slug) => isOpen[slug]) ?? steps.at(-1) ?? 'tianxie';
}

const ofResident: ReadonlySet<Field> = new Set(['residentName', 'residentTail', 'residentRoom', 'relation'] as const);
const ofMethod: ReadonlySet<Field> = new Set(['method', 'wish1', 'wish2'] as const);
