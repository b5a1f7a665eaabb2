import type { ClientInit } from '@sveltejs/kit/hooks';
import { noteTyped } from '#lib/typed-early.ts';

export const init: ClientInit = noteTyped;
