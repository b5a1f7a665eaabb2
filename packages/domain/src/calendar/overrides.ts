export interface Override {
  /** ISO day */
  readonly day: string;
  readonly kind: 'rest' | 'work';
  readonly name: string;
  /** the document that moved the day: issuing body, number, date */
  readonly source: string;
}

/**
 * Days the calendar package does not know yet, or knows wrongly; a row here wins over the package.
 * A new year counts as published once its 元旦 and its 国庆节 are both declared, here or in the package:
 * enter the whole yearly notice of the State Council's General Office (国务院办公厅关于节假日安排的通知) at once.
 */
export const overrides: readonly Override[] = [];
