/** A migration could not be applied, or the database is not one that these migrations made. Nothing of this run was kept. */
export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
}
