import type { FileFault } from '@anmin/domain/sheets/column';

/** Why a file is not read further. */
export class Unread extends Error {
  readonly fault: FileFault;
  constructor(fault: FileFault) {
    super(fault);
    this.fault = fault;
  }
}
