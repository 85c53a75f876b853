/** The points that are still to be passed. */
const ahead = new Set(process.env.HANDHOLD_KILL_AT?.split(' '));

/**
 * The one place where a crash can be asked for. With HANDHOLD_KILL_AT=NAME in the environment the process kills itself,
 * as kill -9 would, when it passes the point of that name, or, where several names stand there with spaces between, the last of
 * them: tests prove by it that nothing acknowledged is lost and nothing is done twice. Without the variable a point does nothing.
 * Points in use:
 *
 * - `before-append:COMMAND` and `after-append:COMMAND`: around the one statement that writes a command of this kind, or of this id
 * - `before-commit`: all statements of one transaction of the owner are written, and not committed
 * - `between-consequences:ID`: a child’s stream has written what a client’s fact asked of it by this id, and the answer is not kept yet
 * - `sweep-after-batch`: a batch of steps is raised, the sweep is not recorded as complete
 * - `sweep-after-batch-of-quarantine`: a batch of what lies in quarantine is raised, the next one not begun
 * - `sweep-after-quarantine`: so are the steps of what lies in quarantine
 * - `sweep-after-supervision`: so are the steps of nurses' supervision
 * - `bulk-after-child`: one child of a bulk handover is written with its result, the next one not begun
 * - `mail-before-commit`: a mail is written with what it tells, and not committed
 * - `mail-after-team`: the mail of one team is written, the next one not begun
 * - `mail-after-send`: a mail went out, and the outbox does not know it yet
 * - `import-after-batch:N`: the N-th batch of a file is committed, the next one not begun
 * - `import-before-commit:N`: claims of the N-th batch are made, the batch itself is not committed
 * - `import-after-entries`: the entries of a directory or the rules of sites stand, and what was read of the file is not noted
 * - `import-after-progress`: that is noted too, and the file does not count as taken in yet
 * - `directory-before-commit:COMMAND`: a change of the directory is made with all that follows at once, and not committed
 * - `refold-after-batch`: a batch of kept states is made anew with the place that was reached, the next one not begun
 * - `import-message-before-kept`: a message had its effect, and its receipt is not yet written
 * - `settle-before-kept`: an item of quarantine had its effect, and that it is settled is not yet written
 * - `settle-before-same`: it is settled, and the other messages about the same death are not
 */
export function killPoint(...names: readonly string[]): void {
  const passed = names.some((name) => ahead.delete(name));
  if (passed && ahead.size === 0) process.kill(process.pid, 'SIGKILL');
}

/** The point around the statement of a command, which can be asked for by its kind and by its id. */
export function killPointOf(
  point: 'before-append' | 'after-append',
  { command, commandId }: { readonly command: { readonly type: string }; readonly commandId: string },
): void {
  killPoint(`${point}:${command.type}`, `${point}:${commandId}`);
}
