import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { passphraseLength } from '#lib/passphrase.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const username = form.text('username');
    const code = form.text('code');
    const [passphrase, again] = [form.typed('passphrase'), form.typed('again')];
    const wrong = [
      ...(username === '' ? (['username'] as const) : []),
      ...(code === '' ? (['code'] as const) : []),
      ...(passphrase.length < passphraseLength.least ? (['short'] as const) : []),
      ...(passphrase.length > passphraseLength.most ? (['long'] as const) : []),
      ...(passphrase === again ? [] : (['again'] as const)),
    ];
    if (wrong.length > 0) return mend({ username, wrong });
    const opened = await attempt(locals.api.staff.accept.mutate({ username, code, passphrase }), { username });
    return opened.failure ?? { opened: true };
  },
};
