/** The database cannot be used. The message names the cause and the remedy, and holds no password. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';
}
