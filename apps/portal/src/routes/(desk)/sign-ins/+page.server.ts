import { isOfAccount } from '@anmin/domain/organisation/actions';
import { journalPage } from '#lib/server/journal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => journalPage(locals.api, url, isOfAccount);
