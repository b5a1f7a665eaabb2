import type { Answers, Field } from '@anmin/domain/appointments/answers';
import { positionsOf, readService } from '@anmin/domain/appointments/party';
import type { Mode } from '../server/look.ts';

export const slugs = [
  'shijian',
  'xinxi',
  'yewu',
  'xianqu',
  'dengjichu',
  'shouli',
  'natian',
  'jidian',
  'nanfang',
  'nvfang',
  'shenqingren',
  'xunwen',
  'shouji',
  'hedui',
] as const;
export type Slug = (typeof slugs)[number];

/** One page of the journey and the fields it asks for. */
export type Step = { readonly slug: Slug; readonly fields: readonly Field[] };

/** The pages of a journey in either rendering: the same fields, grouped or one question a page. */
export function stepsFor(mode: Mode, answers: Answers, asked: readonly Field[]): Step[] {
  const steps = mode === 'elder' ? elderSteps(answers) : standardSteps;
  const wanted = new Set<Field>(asked);
  return steps
    .map(({ slug, fields }) => ({ slug, fields: fields.filter((field) => wanted.has(field)) }))
    .filter(({ slug, fields }) => fields.length > 0 || slug === 'xianqu' || slug === 'hedui');
}

/** The page of `steps` that asks what `slug` asks in the other rendering; what is still open comes first. */
export function counterpart(slug: Slug, steps: readonly Step[], open: readonly Field[]): Slug | null {
  const own = [...standardSteps, ...elderPages].find((step) => step.slug === slug)?.fields ?? [];
  const shared = steps.filter(({ fields }) => fields.some((field) => own.includes(field)));
  const unanswered = shared.find(({ fields }) => fields.some((field) => open.includes(field)));
  return (unanswered ?? shared[0] ?? steps[0])?.slug ?? null;
}

/** The first page before `slug` on which something is still missing. */
export function firstOpen(slug: Slug, steps: readonly Step[], open: readonly Field[]): Slug | null {
  const before = steps.slice(
    0,
    steps.findIndex((step) => step.slug === slug),
  );
  return before.find(({ fields }) => fields.some((field) => open.includes(field)))?.slug ?? null;
}

export function readSlug(text: string): Slug | null {
  return slugs.find((slug) => slug === text) ?? null;
}

const application = ['applicationYear', 'applicationMonth', 'applicationDay'] as const satisfies Field[];
const screening = [
  'stay1',
  'quarantine1Year',
  'quarantine1Month',
  'quarantine1Day',
  'stay2',
  'quarantine2Year',
  'quarantine2Month',
  'quarantine2Day',
] as const satisfies Field[];

const standardSteps: readonly Step[] = [
  { slug: 'shijian', fields: ['service', 'office', ...application, 'day', 'time'] },
  { slug: 'xinxi', fields: ['name1', 'id1', 'name2', 'id2', 'phone', 'military', ...screening] },
  { slug: 'hedui', fields: [] },
];

const elderPages: readonly Step[] = [
  { slug: 'yewu', fields: ['service'] },
  { slug: 'xianqu', fields: [] },
  { slug: 'dengjichu', fields: ['office'] },
  { slug: 'shouli', fields: application },
  { slug: 'natian', fields: ['day'] },
  { slug: 'jidian', fields: ['time'] },
  { slug: 'shenqingren', fields: ['name1', 'id1'] },
  { slug: 'nanfang', fields: ['name1', 'id1'] },
  { slug: 'nvfang', fields: ['name2', 'id2'] },
  { slug: 'xunwen', fields: screening },
  { slug: 'shouji', fields: ['phone', 'military'] },
  { slug: 'hedui', fields: [] },
];

function elderSteps({ service }: Answers): Step[] {
  const alone = positionsOf(readService(service)).length === 1;
  return elderPages.filter(({ slug }) => slug !== (alone ? 'nanfang' : 'shenqingren'));
}
