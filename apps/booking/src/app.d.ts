import type { Locale } from '@anmin/words/locale';
import type { Api } from './server/api.ts';
import type { Look } from './server/look.ts';
import type { Chosen } from './parts/chosen.ts';

declare global {
  namespace App {
    interface Locals {
      api: Api;
      locale: Locale;
      look: Look;
    }
    interface PageData {
      chosen?: Chosen;
    }
  }
}
