import type { SendSms } from '@anmin/api/messages/send';
import type { Settings } from './settings.ts';

/**
 * Hands a message to the gateway: providers send registered templates, so it gets the kind and the facts, not a text.
 * `channel` is sms, or voice for a call that reads the template out. The id lets it drop a second delivery. In the demo the page of messages is the phone.
 */
export function smsSender(gateway: Settings['smsGateway']): SendSms {
  if (gateway === undefined) return () => Promise.resolve();
  return async ({ id, to, kind, facts, channel }) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({ to, channel, template: kind, params: facts }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
  };
}
