/**
 * The version of what is kept beside the facts: the folded states of children and clients, and the rows made from them. It is
 * raised by one with every change by which facts that are recorded already give another state or another row (a test says
 * when), and with every change by which something else is owed. `migrate` then folds anew what an earlier version kept, and a
 * job sets the clocks of children of whom nothing is recorded meanwhile. Facts are never changed (decision 0029).
 */
export const foldVersion = 28;
