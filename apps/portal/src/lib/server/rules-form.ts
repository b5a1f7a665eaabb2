import { channels, type BallotRules, type OfficeRules } from '@anmin/domain/appointments/settings';
import type { Fields } from '#lib/server/form.ts';

/** Reads the day plan as typed; empty lines of its lists are left out, what is no number becomes NaN and is refused. */
export function readRules(form: Fields): OfficeRules {
  const { text: one, all } = form;
  const number = (text: string) => (text === '' ? Number.NaN : Number(text));
  const lines = <Line extends Record<string, string>>(names: Record<keyof Line & string, string>): Line[] => {
    const columns = Object.entries<string>(names).map(([name, field]) => [name, all(field)] as const);
    const count = Math.max(0, ...columns.map(([, texts]) => texts.length));
    return Array.from(
      { length: count },
      (_, n) => Object.fromEntries(columns.map(([name, texts]) => [name, texts[n] ?? ''])) as Line,
    ).filter((line) => Object.entries(line).some(([name, text]) => text !== '' && name !== 'service' && name !== 'id'));
  };
  return {
    services: all('services'),
    ...(form.has('opensDaily') ? { opens: 'daily' as const } : {}),
    quota: number(one('quota')),
    slots: lines<{ starts: string; ends: string; weight: string }>({
      starts: 'slotStarts',
      ends: 'slotEnds',
      weight: 'slotWeight',
    }).map(({ starts, ends, weight }) => ({ starts, ends, weight: number(weight) })),
    shares: { online: number(one('online')), phone: number(one('phone')), counter: number(one('counter')) },
    ...readFallBacks(
      lines<Record<'from' | 'to' | 'hours', string>>({ from: 'fallFrom', to: 'fallTo', hours: 'fallHours' }),
    ),
    peakDays: lines<Record<'day' | 'quota' | keyof BallotRules, string>>({
      ...{ day: 'peakDay', quota: 'peakQuota', applyFrom: 'ballotFrom', applyUntil: 'ballotUntil' },
      ...{ drawAt: 'ballotDraw', publicValue: 'ballotValue', answerHours: 'ballotHours' },
    }).map(({ day, quota, ...ballot }) => ({ day, quota: number(quota), ...readBallot(ballot) })),
    extraDays: lines<{ day: string; reason: string }>({ day: 'extraDay', reason: 'extraReason' }),
    leadWorkingDays: number(one('leadWorkingDays')),
    windowDays: number(one('windowDays')),
    releaseAt: one('releaseAt'),
    closeAt: one('closeAt') || null,
    cancelBefore: { days: number(one('cancelDays')), at: one('cancelAt') },
    walkIns: form.has('walkIns'),
    ...(one('restFrom') === '' && one('restTo') === ''
      ? {}
      : { restMinutes: { from: number(one('restFrom')), to: number(one('restTo')) } }),
    ...(one('waitHours') === '' ? {} : { waitHours: number(one('waitHours')) }),
    ...(one('offersFrom') === '' && one('offersTo') === ''
      ? {}
      : { waitOffers: { from: one('offersFrom'), to: one('offersTo') } }),
    offerHours: number(one('offerHours')),
    offerWithinWorkingDays: number(one('offerWithinWorkingDays')),
    reminders: lines<{ days: string; at: string }>({ days: 'reminderDays', at: 'reminderAt' }).map(({ days, at }) => ({
      daysBefore: number(days),
      at,
    })),
    penalties: lines<{ noShow: string; cancelled: string; within: string; blocks: string }>({
      ...{ noShow: 'penaltyNoShow', cancelled: 'penaltyCancelled' },
      ...{ within: 'penaltyWithin', blocks: 'penaltyBlocks' },
    }).map(({ noShow, cancelled, within, blocks }) => ({
      counts: {
        ...(noShow === '' ? {} : { noShow: number(noShow) }),
        ...(cancelled === '' ? {} : { cancelled: number(cancelled) }),
      },
      withinDays: number(within),
      blocksDays: number(blocks),
    })),
    ...(one('inside') === '' ? {} : { inside: number(one('inside')) }),
    ...(form.has('insideOver') ? { insideOver: 'withReason' as const } : {}),
    ...readQueue(form, lines<{ service: string; letter: string }>({ service: 'letterService', letter: 'letter' })),
    ...readVisits(form),
    fewLeft: number(one('fewLeft')),
    keyAreas: one('keyAreas')
      .split(/[\n，,、]/)
      .map((area) => area.trim())
      .filter(Boolean),
    extraMaterials: lines<Record<'service' | 'id' | 'zh' | 'en', string>>({
      ...{ service: 'materialService', id: 'materialId', zh: 'materialZh', en: 'materialEn' },
    }).map(({ id, ...words }) => (id === '' ? words : { ...words, id })),
  };
}

/** A line without its hours is no rule. */
function readFallBacks(lines: readonly Record<'from' | 'to' | 'hours', string>[]): Pick<OfficeRules, 'fallBacks'> {
  const channelOf = (text: string) => channels.find((it) => it === text) ?? 'online';
  const typed = lines.filter(({ hours }) => hours !== '');
  if (typed.length === 0) return {};
  return {
    fallBacks: typed.map(({ from, to, hours }) => ({
      ...{ from: channelOf(from), to: channelOf(to) },
      minutesBefore: Math.round(Number(hours) * 60),
    })),
  };
}

/** Nothing typed: first come, first served. */
function readBallot({ answerHours, drawAt, ...ballot }: Record<keyof BallotRules, string>) {
  if ([answerHours, drawAt, ...Object.values(ballot)].every((text) => text === '')) return {};
  const hours = answerHours === '' ? Number.NaN : Number(answerHours);
  return { ballot: { ...ballot, answerHours: hours, ...(drawAt === '' ? {} : { drawAt }) } };
}

/** Nothing typed: the office has no rule about it. */
function readQueue(
  { text }: Fields,
  lines: readonly { service: string; letter: string }[],
): Pick<OfficeRules, 'queue'> {
  const after = text('lateAfterMinutes');
  if (lines.length === 0 && after === '') return {};
  const letters = lines.map(({ service, letter }) => ({ service, letter: letter.toUpperCase() }));
  const late = text('late') === 'behindAll' ? 'behindAll' : 'byArrival';
  return { queue: { letters, lateAfterMinutes: after === '' ? null : Number(after), late } };
}

/** Not ticked: it takes no visits. */
function readVisits(form: Fields): Pick<OfficeRules, 'visits'> {
  const { text, all } = form;
  if (!form.has('visitsTaken')) return {};
  const number = (name: string) => (text(name) === '' ? null : Number(text(name)));
  return {
    visits: {
      answerHours: number('visitHours'),
      visitors: number('visitVisitors') ?? Number.NaN,
      idNumber: (['full', 'tail', 'none'] as const).find((it) => it === text('visitIds')) ?? 'tail',
      residentDay: number('visitDay'),
      methods: all('visitMethods'),
    },
  };
}
