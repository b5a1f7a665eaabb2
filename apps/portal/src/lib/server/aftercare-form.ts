import { incentiveKinds, reactionOutcomes } from '@anmin/domain/vaccination/aftercare';
import { isDay } from '#lib/days.ts';
import { ended, type Given, type Read } from '#lib/server/vaccination-read.ts';

/** What is done after a dose, each with a form of its own. */
export const aftercareActs = [
  ...(['followUp', 'reaction', 'treat', 'inform', 'close'] as const),
  ...(['incentive', 'restDay', 'endIncentive'] as const),
] as const;
export type AftercareAct = (typeof aftercareActs)[number];

export const aftercareReadings: Readonly<Record<AftercareAct, (given: Given) => Read>> = {
  followUp,
  reaction,
  treat: (given) => {
    const treatment = given.form.text('treatment');
    const wrong = treatment.length < 2 ? (['treatment'] as const) : [];
    return handled(given, { step: 'treat', treatment }, wrong);
  },
  inform: (given) => handled(given, { step: 'inform' }, []),
  close: (given) => {
    const outcome = reactionOutcomes.find((it) => it === given.form.text('outcome'));
    return handled(given, { step: 'close', outcome: outcome ?? 'recovered' }, outcome === undefined ? ['outcome'] : []);
  },
  incentive,
  restDay,
  endIncentive: (given) => ended(given, (verbs, wish) => verbs.endIncentive.mutate(wish)),
};

function followUp({ form, unit, person }: Given): Read {
  const [forDay, well, note] = [form.text('on'), form.text('well'), form.text('note')];
  const given = { forDay, well: well === 'yes', note };
  return {
    wrong: [...(isDay(forDay) ? [] : (['on'] as const)), ...(well === '' ? (['well'] as const) : [])],
    send: (verbs) => verbs.followUp.mutate({ key: form.text('key'), unit, person, followUp: given }),
  };
}

function reaction({ form, unit, person }: Given): Read {
  const [on, told] = [form.text('on'), form.text('told')];
  return {
    wrong: [...(isDay(on) ? [] : (['on'] as const)), ...(told.length < 2 ? (['told'] as const) : [])],
    send: (verbs) => verbs.react.mutate({ key: form.text('key'), unit, person, reaction: { on, told } }),
  };
}

type Handling = Parameters<Parameters<Read['send']>[0]['handleReaction']['mutate']>[0]['handling'];

const handled = ({ form, unit, id }: Given, handling: Handling, wrong: readonly Read['wrong'][number][]): Read => ({
  wrong: [...wrong],
  send: (verbs) => verbs.handleReaction.mutate({ key: form.text('key'), unit, id: id ?? '', handling }),
});

function incentive({ form, unit, person }: Given): Read {
  const kind = incentiveKinds.find((it) => it === form.text('kind'));
  const on = form.text('on');
  const given = { kind: kind ?? 'mark', on };
  return {
    wrong: [...(kind === undefined ? (['incentive'] as const) : []), ...(isDay(on) ? [] : (['on'] as const))],
    send: (verbs) => verbs.grantIncentive.mutate({ key: form.text('key'), unit, person, incentive: given }),
  };
}

function restDay({ form, unit, id }: Given): Read {
  const on = form.text('on');
  return {
    wrong: isDay(on) ? [] : ['on'],
    send: (verbs) => verbs.takeRestDay.mutate({ key: form.text('key'), unit, id: id ?? '', on }),
  };
}
