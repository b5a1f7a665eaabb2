/** seconds a message may be old, or ahead of this clock */
const tolerance = 300;

/** Whether a message is the office's own and of now: `Anmin-Signature` over the body as it came, byte for byte. */
export async function isFromOffice(
  secret: string,
  { signature, body }: { readonly signature: string; readonly body: string },
  now: Date,
): Promise<boolean> {
  const [, seconds, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (seconds === undefined || hex === undefined) return false;
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > tolerance) return false;
  const text = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', text.encode(secret), algorithm, false, ['verify']);
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', key, bytes, text.encode(`${seconds}.${body}`));
}
