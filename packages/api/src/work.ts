import type { Database } from '@anmin/db/client';
import { spentWork } from '@anmin/db/schema/appointments';
import { rangeOf } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import { createChallenge, randomInt, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Keys } from './privacy/keys.ts';
import { sha256, sign } from './privacy/seal.ts';
import { recent } from './recent.ts';
import { Refused, type Context } from './trpc.ts';

/** A solved challenge as a page's script writes it; absent where nothing is asked, or no script ran. */
export const workSchema = z.string().max(2_000).optional();

/** Guards of the service, not policy. */
const validFor = Temporal.Duration.from({ minutes: 10 });
const iterations = 1_000;

/** What a browser has to solve before it asks for a code or a place; null: nothing, as on ordinary days. */
export async function challengeNow({ board, keys }: Context): Promise<Challenge | null> {
  const hardness = await hardnessNow(board);
  return hardness === 0 ? null : newChallenge(keys, hardness, Temporal.Now.instant().add(validFor));
}

/** Half to one and a half times as many derivations as the hardness names hundreds of. */
export function newChallenge(keys: Keys, hardness: number, until: Temporal.Instant): Promise<Challenge> {
  return createChallenge({
    ...{ algorithm: 'PBKDF2/SHA-256', cost: iterations, deriveKey, ...secretsOf(keys) },
    counter: randomInt(50 * hardness, 150 * hardness),
    expiresAt: Math.floor(until.epochMilliseconds / 1_000),
  });
}

/**
 * Refuses an act without work while the site is under attack. A solved challenge serves one act: the same act sent once
 * more, after an answer was lost, is served again.
 */
export async function takeWork(ctx: Context, work: string | undefined, act: string): Promise<void> {
  if ((await hardnessNow(ctx.board)) === 0) return;
  const given = solved.safeParse(work === undefined ? undefined : jsonOf(work));
  if (!given.success) throw new Refused(refuse('workNeeded'));
  const { challenge } = given.data;
  const verdict = await verifySolution({ ...given.data, deriveKey, ...secretsOf(ctx.keys) });
  if (!verdict.verified) throw new Refused(refuse('workNeeded'));
  const mark = sha256(challenge.signature);
  const mine = sign(ctx.keys, 'work act', act);
  await ctx.database.db
    .insert(spentWork)
    .values({ mark, act: mine, expiresAt: sql`to_timestamp(${challenge.parameters.expiresAt})` })
    .onConflictDoNothing();
  const [spent] = await ctx.database.db.select({ act: spentWork.act }).from(spentWork).where(eq(spentWork.mark, mark));
  if (spent?.act.equals(mine) !== true) throw new Refused(refuse('workNeeded'));
}

/** The hardest that is settled: the site is one for all its prefectures. */
function hardnessNow(board: Database): Promise<number> {
  return recent(board, 'hardness', () => readHardness(board));
}

async function readHardness({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ amount: number | null }>(
    `select max(amount) as amount
       from (select distinct on (unit) amount from privacy_setting
              where kind = 'proofOfWork' and valid_from <= office_today() order by unit, valid_from desc, id desc) settled`,
  );
  return Math.min(rows[0]?.amount ?? 0, rangeOf('proofOfWork').most);
}

const hex = z.string().regex(/^[0-9a-f]+$/);
const solved = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      cost: z.literal(iterations),
      expiresAt: z.int(),
      keyLength: z.literal(32),
      keyPrefix: hex,
      keySignature: hex,
      nonce: hex,
      salt: hex,
    }),
    signature: hex,
  }),
  solution: z.strictObject({ counter: z.int(), derivedKey: hex, time: z.number() }),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function secretsOf(keys: Keys) {
  return {
    hmacSignatureSecret: sign(keys, 'work', 'challenge').toString('base64url'),
    hmacKeySignatureSecret: sign(keys, 'work', 'solution').toString('base64url'),
  };
}
