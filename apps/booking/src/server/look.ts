import type { Cookies } from '@sveltejs/kit';

export const modes = ['standard', 'elder'] as const;
export type Mode = (typeof modes)[number];

export const sizes = ['1', '2', '3'] as const;
export type Size = (typeof sizes)[number];

/** How a citizen reads the site: the two renderings, and the three sizes of type of the elder one. */
export type Look = { readonly mode: Mode; readonly size: Size };

export function readLook(cookies: Cookies): Look {
  const mode = modes.find((it) => it === cookies.get('anmin_mode')) ?? 'standard';
  const size = sizes.find((it) => it === cookies.get('anmin_size')) ?? '1';
  return { mode, size };
}

export function lookClass({ mode, size }: Look): string {
  return mode === 'elder' ? `elder size-${size}` : 'standard';
}
