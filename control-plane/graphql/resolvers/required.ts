/** What must be there because the database says so. Throws: Error naming it when it is gone all the same, as in a race with a deletion. */
export async function required<T>(value: Promise<T | null>, what: string): Promise<T> {
  const found = await value;
  if (found === null) throw new Error(`${what} is gone; read again`);
  return found;
}
