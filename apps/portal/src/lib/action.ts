/** The address of a form action that keeps the filters of the page, such as the day and the office. */
export function actionAt(url: { readonly searchParams: Iterable<[string, string]> }, name: string): string {
  const kept = [...url.searchParams].filter(([key]) => !key.startsWith('/'));
  return `?${[new URLSearchParams(kept).toString(), `/${name}`].filter(Boolean).join('&')}`;
}
