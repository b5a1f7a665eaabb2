import { gatePassage } from '@anmin/db/schema/gate';
import { askedOf, comersAt, judgePassing, type Judgement } from '@anmin/domain/measures/passing';
import type { TypedComer } from '@anmin/domain/people/comer';
import { refuse } from '@anmin/domain/refusal';
import type { Transaction } from '@anmin/db/client';
import { eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { journal } from '../journal.ts';
import type { Known } from '../measures/packs.ts';
import { closedAt } from '../measures/closed.ts';
import { hereAt } from '../measures/here.ts';
import { basisOf } from '../measures/telling.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { rulesNow, whomClosed } from './asked.ts';
import { keepComer, readWho } from './comer.ts';
import type { answersInput, checkInput, overrideInput } from './inputs.ts';
import { passageToday } from './passage.ts';

/** Judges by the rules of now and keeps what was answered, also of who did not pass; who they are only of whom it let in. */
export function check(ctx: StaffContext, { key, unit, at, as, who, ...answers }: z.infer<typeof checkInput>) {
  const body = ['gate.check', unit, at, as, answers, who ?? null];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, () =>
      judgeAndKeep(tx, ctx, { unit, at, as, answers, who, knownAs: true }),
    ),
  );
}

type Passage = Pick<z.infer<typeof checkInput>, 'unit' | 'at' | 'as'> & {
  readonly answers: Answers;
  readonly who?: TypedComer | undefined;
  /** Whether who came must be somebody a rule or closure there names. */
  readonly knownAs?: boolean;
};
type Answers = z.infer<typeof answersInput>;

/** In the transaction of what rests on the verdict. */
export async function judgeAndKeep(
  tx: Transaction,
  ctx: StaffContext,
  { unit, at, as, answers: given, who, knownAs = false }: Passage,
) {
  const here = await hereAt(tx, ctx, unit);
  const rules = rulesNow(ctx, here);
  const closedTo = whomClosed(await closedAt(tx, unit, here.today));
  const { checks, exemptions } = askedOf(rules, { at, as });
  refuseUnknown('who', who === undefined || at === 'entry');
  const byNumber = checks.includes('realName');
  const comer = who === undefined ? null : readWho(ctx, who, { today: here.today, byNumber });
  // whoever is written down by name is registered
  const isRegistered = comer !== null && checks.includes('registration');
  const answers = isRegistered ? { ...given, checks: [...new Set([...given.checks, 'registration' as const])] } : given;
  refuseUnknown('as', as === null || !knownAs || comersAt(rules, at, closedTo).includes(as));
  refuseUnknown(
    'exemptions',
    answers.exemptions.every((it) => exemptions.includes(it)),
  );
  refuseUnknown('found', !answers.found.some((it) => answers.cleared.includes(it)));
  const judgement = judgePassing(rules, { at, as }, answers, { closedTo });
  const { verdict } = judgement;
  const passage = randomUUID();
  const clauses = [...judgement.clauses];
  const kept = { id: passage, unit, at, cameAs: as, ...answers, verdict, clauses };
  await tx.insert(gatePassage).values({ ...kept, madeBy: `staff:${ctx.actor.id}` });
  await journal(tx, ctx.actor, {
    ...{ action: 'gate.checked', subject: passage, office: unit, clauses },
    codes: { verdict },
  });
  if (comer !== null && verdict === 'passes') await keepComer(tx, ctx, { passage, unit }, comer);
  return { passage, as, at, named: comer !== null && verdict === 'passes', ...told(ctx, judgement) };
}

/** Lets in who was turned away in principle only, for a reason that stays. */
export function override(ctx: StaffContext, { key, passage: id, reason }: z.infer<typeof overrideInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['gate.override', id, reason] }, async () => {
      const { found, here } = await passageToday(tx, ctx, id);
      if (found.verdict !== 'refused') throw new Refused(refuse('stale'));
      const closedTo = whomClosed(await closedAt(tx, found.unit, here.today));
      const passing = { at: found.at, as: found.cameAs };
      const judgement = judgePassing(rulesNow(ctx, here), passing, found, { overridden: true, closedTo });
      if (judgement.verdict !== 'passes') throw new Refused(refuse('notAllowed', judgement.clauses));
      await tx
        .update(gatePassage)
        .set({
          ...{ verdict: 'passes', overrideReason: reason, overriddenBy: `staff:${ctx.actor.id}` },
          overriddenAt: sql`office_now()`,
        })
        .where(eq(gatePassage.id, id));
      await journal(tx, ctx.actor, {
        ...{ action: 'gate.overridden', subject: id, office: found.unit, fields: ['reason'], clauses: found.clauses },
      });
      return { passage: id };
    }),
  );
}

/** A verdict with each layer that says so, its clauses in words. */
const told = (known: Known, { verdict, layers, yields }: Judgement) => ({
  ...{ verdict, yields },
  layers: layers.map((layer) => ({ ...layer, basis: layer.rule === null ? [] : basisOf(known, [layer.rule]) })),
});

function refuseUnknown(field: string, isKnown: boolean): void {
  if (!isKnown) throw new Refused(refuse('wrongInput', [], { fields: [`${field}:unknown`] }));
}
