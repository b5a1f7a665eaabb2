/** Lines of a list that a form shows. */
export const linesShown = 6;
