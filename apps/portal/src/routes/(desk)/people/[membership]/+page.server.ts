import { asked } from '#lib/list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ done: asked(url, 'done') });
