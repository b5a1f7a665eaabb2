/** Only a page of this site is gone back to. */
export function backTo(text: string | null): string {
  return text !== null && /^\/admin(?:[/?](?!\/)[\w\-./?=&%:+]*)?$/.test(text) ? text : '/admin/';
}
