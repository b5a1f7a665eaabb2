import { may } from '#lib/may.ts';
import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { ask, refusalIn } from '#lib/server/ask.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import { needs } from '#lib/server/needs.ts';

type Looked = { readonly unit: string | null; readonly day: string | null };

/** What a dashboard tells of a unit, each by the ability it takes; null: not for them to see there. */
export async function figuresOf(api: Api, me: Pick<Me, 'abilities' | 'officesOf' | 'today'>, { unit, day }: Looked) {
  const within = { ...(unit === null ? {} : { below: unit }), on: day ?? me.today };
  const [board, vaccination, closings] = await Promise.all([
    ask(api.dashboard.board.query({ unit, day })),
    may(me, 'vaccination.see') ? unlessForeign(api.vaccination.statistics.query({ unit, day, known: null })) : null,
    may(me, 'closures.see') ? unlessForeign(api.closings.count.query(within)) : null,
  ]);
  return { board, vaccination, closings };
}

/** What the screen of a hall shows of the unit of the address: counts and the names of units, nothing of a person. */
export async function screenOf(api: Api, url: URL) {
  const me = await ask(api.staff.me.query());
  needs(me, 'measures.see');
  const { unit } = await ledgerUnit(api, url);
  const { board, vaccination, closings } = await figuresOf(api, me, { unit: unit || null, day: null });
  const { pressing: _, ...shown } = board;
  return { unit, board: shown, vaccination, closings };
}

/** Null where the unit is none of theirs by the ability this takes. */
export const unlessForeign = <Answer>(question: Promise<Answer>): Promise<Answer | null> =>
  ask(
    question.catch((thrown: unknown) => {
      if (refusalIn(thrown)?.refused === 'notFound') return null;
      throw thrown;
    }),
  );

export type Screen = Awaited<ReturnType<typeof screenOf>>;
