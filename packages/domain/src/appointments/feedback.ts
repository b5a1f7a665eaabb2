/** How somebody found the service, in words; said or left unsaid. */
export const ratings = ['satisfied', 'fair', 'dissatisfied'] as const;
export type Rating = (typeof ratings)[number];

/** Characters of one feedback: a page of handwriting. */
export const longestFeedback = 1000;
