import { messageText } from '@anmin/words/messages';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { demo } = await locals.api.office.now.query();
  if (!demo) error(404, 'notFound');
  const [messages, codes] = await Promise.all([locals.api.demo.messages.query(), locals.api.demo.codes.query()]);
  return {
    codes,
    messages: messages.map(({ id, at, to, kind, channel, facts }) => ({
      ...{ id, at, to, channel },
      text: messageText(kind, facts, locals.locale),
    })),
  };
};
