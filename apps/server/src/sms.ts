import type { Settings } from './settings.ts';

export type SendSms = (phone: string, text: string, id: string) => Promise<void>;

/** Hands a message to the gateway, which recognises one it has had by its id. In the demo the page of messages is the phone. */
export function smsSender(gateway: Settings['smsGateway']): SendSms {
  if (gateway === undefined) return () => Promise.resolve();
  return async (phone, text, id) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({ phone, text }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
  };
}
