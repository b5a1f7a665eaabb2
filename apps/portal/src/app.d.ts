import type { Refusal } from '@anmin/domain/refusal';
import type { Api } from '#lib/server/api.ts';

declare global {
  namespace App {
    interface Locals {
      api: Api;
    }
    interface Error {
      refusal?: Refusal;
    }
  }

  /** Where the browser reads codes itself; absent elsewhere. */
  class BarcodeDetector {
    constructor(options: { formats: string[] });
    detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
  }
}
