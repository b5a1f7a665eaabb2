import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/ask.ts';
import type { Api } from '#lib/server/api.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const act = actOf(params.act);
  const { client } = await parent();
  const revoked = client.keys.find(({ id }) => id === url.searchParams.get('key'));
  if (act === 'revoke' && revoked === undefined) notFound();
  if (act === 'reset' && client.sandbox === null) notFound();
  const hook = act === 'unhook' ? await hookOf(locals.api, client.id, url) : undefined;
  return { act, hint: revoked?.hint ?? hook?.url ?? '', key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const { client } = params;
    const act = actOf(params.act);
    const form = await readForm(request);
    const input = { key: form.text('key'), client, version: Number(form.text('version')) };
    const { searchParams } = url;
    const aim = { apiKey: searchParams.get('key') ?? '', webhook: searchParams.get('hook') ?? '' };
    const done = await attempt(doing[act](locals.api, { ...input, ...aim }), {});
    return done.failure ?? redirect(303, `/admin/clients/${client}?done=${act}`);
  },
};

function actOf(text: string): Act {
  return acts.find((act) => act === text) ?? notFound();
}

async function hookOf(api: Api, client: string, { searchParams }: URL) {
  const hooks = await ask(api.clients.webhooks.query({ client }));
  return hooks.find(({ id }) => id === searchParams.get('hook')) ?? notFound();
}

function notFound(): never {
  error(404, 'notFound', { refusal: refuse('notFound') });
}

const acts = ['reset', 'end', 'revoke', 'unhook'] as const;
type Act = (typeof acts)[number];
type Input = {
  readonly key: string;
  readonly client: string;
  readonly version: number;
  readonly apiKey: string;
  readonly webhook: string;
};

const doing: Readonly<Record<Act, (api: Api, input: Input) => Promise<unknown>>> = {
  reset: ({ clients }, { key, client }) => clients.reset.mutate({ key, client }),
  end: ({ clients }, { key, client, version }) => clients.end.mutate({ key, client, version }),
  revoke: ({ clients }, { key, apiKey }) => clients.revokeKey.mutate({ key, apiKey }),
  unhook: ({ clients }, { key, client, webhook }) => clients.endWebhook.mutate({ key, client, webhook }),
};
