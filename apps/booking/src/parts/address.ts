/** The same page with one more parameter, for the links that change the rendering or the language. */
export function withChoice(here: string, name: 'mode' | 'size' | 'lang', value: string): string {
  const [path = '/', search = ''] = here.split('?');
  const parameters = new URLSearchParams(search);
  // the name of a form's action is not part of the page
  for (const key of [...parameters.keys()].filter((it) => it.startsWith('/'))) parameters.delete(key);
  parameters.set(name, value);
  return `${path}?${parameters.toString()}`;
}
