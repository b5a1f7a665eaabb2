import type { Answers, FieldError } from '@anmin/domain/appointments/answers';
import type { Mode } from '../look.ts';

/** Screens of a service that no law settles: two, or in the elder rendering one question each on five. */
const screens = {
  standard: ['shijian', 'tianxie'],
  elder: ['zhandian', 'riqi', 'jidian', 'tianxie', 'hedui'],
} as const;
export type VisitSlug = (typeof screens)[keyof typeof screens][number];

export function visitSteps(mode: Mode): readonly VisitSlug[] {
  return screens[mode];
}

export function readVisitSlug(text: string): VisitSlug | undefined {
  return [...screens.standard, ...screens.elder].find((slug) => slug === text);
}

/** The page of this rendering that asks what the other one asked under this name, and never one past an open question. */
export function placeIn(mode: Mode, slug: VisitSlug, answers: Answers, errors: readonly FieldError[]): VisitSlug {
  const steps = visitSteps(mode);
  const open = firstOpen(mode, answers, errors);
  const wanted = steps.includes(slug) ? slug : slug === 'hedui' ? 'tianxie' : (steps[0] ?? slug);
  return steps.indexOf(open) < steps.indexOf(wanted) ? open : wanted;
}

function firstOpen(
  mode: Mode,
  { office = '', day = '', time = '' }: Answers,
  errors: readonly FieldError[],
): VisitSlug {
  const whenOpen = office === '' ? 'zhandian' : day === '' ? 'riqi' : time === '' ? 'jidian' : null;
  if (mode === 'standard') return whenOpen === null ? 'tianxie' : 'shijian';
  return whenOpen ?? (errors.length > 0 ? 'tianxie' : 'hedui');
}
