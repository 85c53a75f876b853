/**
 * The version of what is kept beside the facts: the folded states of children and clients, and the rows made from them. It is
 * raised by one with every change by which facts that are recorded already give another state or another row (a test says
 * when); `migrate` then folds anew what an earlier version kept. Facts are never touched (decision 0040).
 */
export const foldVersion = 2;
