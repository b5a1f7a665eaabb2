import type { Api } from '#lib/server/api.ts';
import type { Fields } from '#lib/server/form.ts';
import type { VaccinationErrorCode } from '#lib/vaccination-errors.ts';

export type Given = {
  readonly form: Fields;
  readonly unit: string;
  readonly person: string;
  readonly id: string | null;
};
export type Read = {
  readonly wrong: VaccinationErrorCode[];
  readonly send: (verbs: Api['vaccination']) => Promise<unknown>;
};

/** What was written down ends, with the reason. */
export function ended(
  { form, unit, id }: Given,
  send: (verbs: Api['vaccination'], wish: Ending) => Promise<unknown>,
): Read {
  const reason = form.text('reason');
  return {
    wrong: reason.length < 2 ? ['reason'] : [],
    send: (verbs) => send(verbs, { key: form.text('key'), unit, id: id ?? '', reason }),
  };
}

type Ending = { readonly key: string; readonly unit: string; readonly id: string; readonly reason: string };
