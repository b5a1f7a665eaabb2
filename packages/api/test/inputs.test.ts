import { proceduresOf } from '@anmin/api/procedures';
import { appRouter } from '@anmin/api/router';
import { Refused, type Actor } from '@anmin/api/trpc';
import type { Reason } from '@anmin/domain/refusal';
import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { nearlyOf } from './inputs.ts';
import { appoint } from './isolation/neighbours.ts';

const procedures = [...proceduresOf(appRouter)];

/** by hand as many as one likes: INPUTS=500000 */
const total = Number(process.env['INPUTS'] ?? 20_000);
const each = Math.ceil(total / procedures.length);

/** verbs that looked at an input beyond its form: an input that none takes proves nothing */
const reached = new Set<string>();

let office: TestOffice;
let actors: readonly Actor[];
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  const roles = ['institutionManager', 'sectionClerk', 'systemAdministrator'] as const;
  actors = [
    ...(await Promise.all(roles.map((role) => appoint(office, role)))),
    { kind: 'citizen', address: '203.0.113.9' },
  ];
});
afterAll(() => office.close());

test(
  '[row 12] twenty thousand inputs that are nearly right, and none that breaks a verb',
  async () => {
    const failures: string[] = [];
    let slowest = 0;
    for (const [path, { inputs }] of procedures) {
      const [schema] = inputs;
      const samples = schema === undefined ? [undefined] : fc.sample(nearlyOf(schema), { numRuns: each, seed: 2327 });
      for (const [n, sample] of samples.entries()) {
        const began = performance.now();
        const failure = await failureOf(actors[n % actors.length] as Actor, path, sample);
        slowest = Math.max(slowest, performance.now() - began);
        if (failure !== null && failures.length < 20)
          failures.push(`${path} ${failure} ${JSON.stringify(sample).slice(0, 300)}`);
      }
    }
    expect(failures).toEqual([]);
    const unreached = procedures.map(([path]) => path).filter((path) => !reached.has(path));
    expect(unreached.length, unreached.join(' ')).toBeLessThan(procedures.length / 5);
    expect(slowest).toBeLessThan(5_000);
    expect('polluted' in {}).toBe(false);
  },
  15 * 60_000,
);

/** Refused before the input is looked at. */
const atTheDoor: readonly Reason[] = ['signInNeeded', 'passphraseDue', 'notAllowed', 'secondFactorNeeded'];

/** What went wrong beyond a refusal or an input that was not taken. */
async function failureOf(actor: Actor, path: string, input: unknown): Promise<string | null> {
  const [room = '', verb = ''] = path.split('.');
  const caller = office.as(actor) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    await caller[room]?.[verb]?.(input);
    reached.add(path);
    return null;
  } catch (error) {
    if (!(error instanceof TRPCError)) return String(error);
    if (error.cause instanceof Refused && !atTheDoor.includes(error.cause.refusal.refused)) reached.add(path);
    if (error.code !== 'INTERNAL_SERVER_ERROR' || error.cause instanceof Refused) return null;
    const deepest = error.cause?.cause instanceof Error ? error.cause.cause.message : '';
    return `${error.message} ${deepest}`.slice(0, 200);
  }
}
