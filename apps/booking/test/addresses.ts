import { readdirSync } from 'node:fs';

const parameters: Readonly<Record<string, string>> = {
  '[step]': 'yewu',
  '[token]': 'nothing',
  '[booking]': '00000000-0000-4000-8000-000000000000',
};

/** Every address of a site, by its folders. */
export function routesOf(site: 'booking' | 'portal'): string[] {
  const folder = new URL(`../../${site}/src/routes`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => /\+(page\.svelte|server\.ts|page\.server\.ts)$/.test(file));
  const paths = pages.map((file) =>
    file
      .replace(/\/?\+[^/]*$/, '')
      .split('/')
      .filter((part) => !part.startsWith('('))
      .map((part) => parameters[part] ?? part.replace(/\[.*\]/, '1'))
      .join('/'),
  );
  return [...new Set(paths)].map((path) => (site === 'portal' ? `/admin/${path}` : `/${path}`));
}

export const apiAddresses = [
  ...['/livez', '/readyz', '/trpc/office.now', '/trpc/nothing', '/api/auth/get-session', '/api/nothing'],
  ...['/api/v1/docs', '/api/v1/openapi.json', '/api/v1/offices'],
];

/** What is no page, and what is nowhere. */
export const otherAddresses = [
  ...['/nothing', '/admin/nothing', '/robots.txt', '/icon.svg', '/admin/_app/version.json', '/%'],
];
